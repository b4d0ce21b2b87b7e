--- The server as a client of Neovim, from 0.7 on.
local M = {}

--- Neovim starts servers by itself, from the files `lsp/*.lua`.
local native = vim.lsp.config ~= nil

--- What the plugin adds to `lsp/glossator.lua`: it knows the lenses' command, and the user's own `vim.g.glossator`.
local function additions()
  local own = { capabilities = { experimental = { showReferences = true } } }
  return vim.tbl_deep_extend('force', own, vim.g.glossator or {})
end

--- Shows a place that the server asks to be shown, before Neovim 0.9 could.
local function show_document(_, shown, context)
  if shown.external then return { success = false } end
  local client = vim.lsp.get_client_by_id(context.client_id)
  local location = { uri = shown.uri, range = shown.selection or { start = { line = 0, character = 0 } } }
  return { success = vim.lsp.util.jump_to_location(location, client.offset_encoding) }
end

--- The configuration that holds: as for `vim.lsp.start()`, with `filetypes` and `root_markers`.
function M.config()
  if native then return vim.lsp.config.glossator end
  local base = dofile(vim.api.nvim_get_runtime_file('lsp/glossator.lua', false)[1])
  local config = vim.tbl_deep_extend('force', base, additions())
  local able = vim.lsp.protocol.make_client_capabilities()
  config.capabilities = vim.tbl_deep_extend('force', able, config.capabilities)
  if not vim.lsp.handlers['window/showDocument'] then
    config.capabilities.window.showDocument = { support = true }
    config.handlers = vim.tbl_extend('keep', config.handlers or {}, { ['window/showDocument'] = show_document })
  end
  config.name = 'glossator'
  return config
end

--- The nearest folder above the file that has one of the markers; a file on its own has none.
local function root_of(file, markers)
  local folder = vim.fn.fnamemodify(file, ':p:h')
  while true do
    for _, marker in ipairs(markers) do
      if vim.loop.fs_stat(folder .. '/' .. marker) then return folder end
    end
    local parent = vim.fn.fnamemodify(folder, ':h')
    if parent == folder then return nil end
    folder = parent
  end
end

--- The servers by folder, for Neovim lists only those that have answered already.
local started = {}

local function is_served(buffer, config)
  return vim.api.nvim_buf_is_loaded(buffer)
    and vim.bo[buffer].buftype == ''
    and vim.tbl_contains(config.filetypes, vim.bo[buffer].filetype)
end

--- Starts the server for a buffer, or attaches the one that serves its folder already. Where Neovim does that, only says what is missing.
function M.start(buffer)
  local config = M.config()
  if not is_served(buffer, config) then return end
  if vim.fn.executable(config.cmd[1]) == 0 then
    vim.notify_once(('glossator: there is no program "%s"; see :checkhealth glossator'):format(config.cmd[1]), vim.log.levels.WARN)
    return
  end
  if native then return end
  config.root_dir = root_of(vim.api.nvim_buf_get_name(buffer), config.root_markers)
  local place = config.root_dir or ''
  local client = started[place] and vim.lsp.get_client_by_id(started[place])
  if not client or client.is_stopped() then started[place] = vim.lsp.start_client(config) end
  if started[place] then vim.lsp.buf_attach_client(buffer, started[place]) end
end

--- Serves the buffers of the configured file types from now on.
function M.enable()
  vim.api.nvim_create_autocmd('FileType', {
    group = vim.api.nvim_create_augroup('glossator', {}),
    callback = function(event) M.start(event.buf) end,
  })
  if native then
    vim.lsp.config('glossator', additions())
    vim.lsp.enable('glossator')
  end
end

--- The running servers, or those of one buffer.
function M.clients(buffer)
  local all = vim.lsp.get_clients and vim.lsp.get_clients() or vim.lsp.get_active_clients()
  return vim.tbl_filter(function(client)
    return client.name == 'glossator' and (not buffer or vim.lsp.buf_is_attached(buffer, client.id))
  end, all)
end

--- The server of the current buffer, else any: glossaries can be searched from every buffer. Says so where there is none.
function M.current()
  local client = M.clients(vim.api.nvim_get_current_buf())[1] or M.clients()[1]
  if not client then vim.notify('glossator: no server runs; see :checkhealth glossator', vim.log.levels.WARN) end
  return client
end

local function method(client, name, ...)
  if vim.fn.has('nvim-0.11') == 1 then return client[name](client, ...) end
  return client[name](...)
end

--- Sends a request, and gives its result to `receive`; an error is shown.
function M.request(client, name, params, receive)
  method(client, 'request', name, params, function(problem, result)
    if problem then
      vim.notify('glossator: ' .. problem.message, vim.log.levels.ERROR)
      return
    end
    receive(result)
  end, vim.api.nvim_get_current_buf())
end

--- Like `request`, but waits at most half a second; nil where no answer came.
function M.request_now(client, name, params)
  local answer = method(client, 'request_sync', name, params, 500, vim.api.nvim_get_current_buf())
  return answer and answer.result
end

--- Calls one of the server's commands with one argument.
function M.execute(client, command, argument, receive)
  M.request(client, 'workspace/executeCommand', { command = command, arguments = { argument } }, receive)
end

--- Stops the servers and, when they are gone, starts one for each text again.
function M.restart()
  local running, texts = M.clients(), {}
  for _, client in ipairs(running) do
    for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
      if vim.lsp.buf_is_attached(buffer, client.id) then texts[buffer] = client.config end
    end
    method(client, 'stop')
  end
  local function again()
    for _, client in ipairs(running) do
      if not method(client, 'is_stopped') then return vim.defer_fn(again, 20) end
    end
    if not native then return vim.tbl_map(M.start, vim.api.nvim_list_bufs()) end
    -- This serves what no server served, because it had ended by itself.
    vim.lsp.enable('glossator')
    for buffer, config in pairs(texts) do vim.lsp.start(config, { bufnr = buffer }) end
  end
  again()
end

return M
