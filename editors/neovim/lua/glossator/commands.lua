--- What the commands do; each takes the arguments that `nvim_create_user_command()` describes.
local client_of = require('glossator.client')
local M = {}

local function say(text, level) vim.notify('glossator: ' .. text, level or vim.log.levels.INFO) end

--- Goes to a place of a file, with the way back in the jump list.
local function go_to(location, client)
  if vim.lsp.util.show_document then return vim.lsp.util.show_document(location, client.offset_encoding, { focus = true }) end
  vim.lsp.util.jump_to_location(location, client.offset_encoding)
end

local function show(markdown)
  local lines = vim.split(vim.trim(markdown), '\n')
  vim.lsp.util.open_floating_preview(lines, 'markdown', { focus_id = 'glossator', wrap = true, max_width = 80 })
end

--- A place of the buffer: rows from 0, columns in bytes from 0, the end exclusive.
local function place(row, column, last_row, last_column)
  return { row = row, column = column, last_row = last_row, last_column = last_column }
end

local function line_at(row) return vim.api.nvim_buf_get_lines(0, row, row + 1, false)[1] or '' end

--- What was selected, or the lines of the command's range if it is another.
local function selection(arguments)
  local first, last = vim.api.nvim_buf_get_mark(0, '<'), vim.api.nvim_buf_get_mark(0, '>')
  local last_line = line_at(arguments.line2 - 1)
  if first[1] ~= arguments.line1 or last[1] ~= arguments.line2 then
    return place(arguments.line1 - 1, 0, arguments.line2 - 1, #last_line)
  end
  -- The mark is at the first byte of the last character, or far behind the line when lines were selected.
  local column = math.min(last[2], #last_line)
  local past = vim.o.selection == 'exclusive' and 0 or #vim.fn.strpart(last_line, column, 1, true)
  return place(first[1] - 1, first[2], last[1] - 1, column + past)
end

--- The word at the cursor; nil where there is none.
local function word()
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local line, start = line_at(row - 1), 0
  while true do
    local found = vim.fn.matchstrpos(line, [[\k\+]], start)
    if found[2] < 0 or found[2] > column then return nil end
    if column < found[3] then return place(row - 1, found[2], row - 1, found[3]) end
    start = found[3]
  end
end

local function text_of(where)
  return table.concat(vim.api.nvim_buf_get_text(0, where.row, where.column, where.last_row, where.last_column, {}), ' ')
end

--- A byte column in the units of the client's positions.
local function character(line, byte, encoding)
  if encoding == 'utf-8' then return byte end
  if vim.fn.has('nvim-0.11') == 1 then return vim.str_utfindex(line, encoding, byte) end
  local code_points, units = vim.str_utfindex(line, byte)
  return encoding == 'utf-32' and code_points or units
end

local function range_of(where, encoding)
  return {
    start = { line = where.row, character = character(line_at(where.row), where.column, encoding) },
    ['end'] = { line = where.last_row, character = character(line_at(where.last_row), where.last_column, encoding) },
  }
end

--- `:[range]GlossatorExplain[!] [term]`: shows the answer, or with `!` goes to the entry.
function M.explain(arguments)
  local client = client_of.current()
  if not client then return end
  local argument, asked
  if arguments.args ~= '' or arguments.range > 0 then
    asked = arguments.args ~= '' and arguments.args or text_of(selection(arguments))
    argument = { term = asked }
  else
    local at = vim.lsp.util.make_position_params(0, client.offset_encoding)
    argument = { uri = at.textDocument.uri, position = at.position }
  end
  client_of.execute(client, 'glossator.explain', argument, function(explained)
    if not explained or explained == vim.NIL then
      return say(asked and ('no glossary explains "%s"'):format(asked) or 'no glossary explains what is at the cursor')
    end
    local location = explained.location ~= vim.NIL and explained.location or nil
    if not arguments.bang then return show(explained.markdown) end
    if not location then return say(('"%s" has no place to go to'):format(explained.headword)) end
    go_to(location, client)
  end)
end

--- The server has the symbols of glossaries; an older one has not.
local function searches(client)
  if client.server_capabilities.workspaceSymbolProvider then return true end
  say('this server cannot search its glossaries: it is too old', vim.log.levels.WARN)
  return false
end

--- Completes the argument of `:GlossatorExplain` with terms of the glossaries.
function M.complete(lead)
  local client = client_of.clients()[1]
  if not client or not client.server_capabilities.workspaceSymbolProvider then return {} end
  local names, known = {}, {}
  for _, symbol in ipairs(client_of.request_now(client, 'workspace/symbol', { query = lead }) or {}) do
    if symbol.kind ~= vim.lsp.protocol.SymbolKind.String and not known[symbol.name] then
      known[symbol.name] = true
      names[#names + 1] = symbol.name
    end
  end
  return names
end

--- `:GlossatorSearch [words]`: chooses among the entries and terms with these words, and goes there.
function M.search(arguments)
  local client = client_of.current()
  if not client or not searches(client) then return end
  client_of.request(client, 'workspace/symbol', { query = arguments.args }, function(symbols)
    if not symbols or symbols == vim.NIL or #symbols == 0 then
      return say(('no glossary has "%s"'):format(arguments.args))
    end
    local function line(symbol)
      local container = symbol.containerName
      return (container and container ~= vim.NIL and container ~= '') and (symbol.name .. '  —  ' .. container) or symbol.name
    end
    vim.ui.select(symbols, { prompt = 'Glossary:', format_item = line, kind = 'glossator' }, function(symbol)
      if symbol then go_to(symbol.location, client) end
    end)
  end)
end

--- `:[range]GlossatorAdd`: the server makes an entry of the selection, or of the word at the cursor, and shows it.
function M.add(arguments)
  local client = client_of.clients(vim.api.nvim_get_current_buf())[1]
  if not client then return say('no server serves this text; see :checkhealth glossator', vim.log.levels.WARN) end
  local where = arguments.range > 0 and selection(arguments) or word()
  if not where then return say('select the words of the new entry', vim.log.levels.WARN) end
  local argument = { uri = vim.uri_from_bufnr(0), range = range_of(where, client.offset_encoding) }
  client_of.execute(client, 'glossator.addToGlossary', argument, function() end)
end

local function open(path)
  if vim.ui.open then return vim.ui.open(path) end
  local opener = vim.fn.has('mac') == 1 and 'open' or 'xdg-open'
  if vim.fn.executable(opener) == 1 then vim.fn.jobstart({ opener, path }, { detach = true }) end
end

--- `:GlossatorReport [paths]`: a page with the terms of the project's texts, in the browser. Its path is in the register `"`.
function M.report(arguments)
  local config = client_of.config()
  local client = client_of.clients()[1]
  local page = vim.fn.tempname() .. '.html'
  local command = { config.cmd[1], 'report', '--output', page }
  vim.list_extend(command, arguments.fargs)
  local said = {}
  local job = vim.fn.jobstart(command, {
    cwd = client and client.config.root_dir or vim.fn.getcwd(),
    on_stderr = function(_, lines) vim.list_extend(said, lines) end,
    on_exit = function(_, status)
      if status == 2 then return say(vim.trim(table.concat(said, '\n')), vim.log.levels.ERROR) end
      vim.fn.setreg('"', page)
      say('the report is ' .. page)
      open(page)
    end,
  })
  if job <= 0 then say(('cannot run "%s"; see :checkhealth glossator'):format(config.cmd[1]), vim.log.levels.ERROR) end
end

--- `:GlossatorRestart`
function M.restart() client_of.restart() end

--- A lens of a client that cannot list uses: shows the entry's answer.
function M.explain_lens(lens, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  client_of.execute(client, 'glossator.explain', (lens.arguments or {})[1], function(explained)
    if explained and explained ~= vim.NIL then show(explained.markdown) end
  end)
end

--- A lens's uses, in the quickfix list.
function M.show_references(lens, context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  local items = vim.lsp.util.locations_to_items(lens.arguments[3], client.offset_encoding)
  vim.fn.setqflist({}, ' ', { title = lens.title, items = items })
  vim.cmd('copen')
end

return M
