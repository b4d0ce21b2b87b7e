--- `:checkhealth glossator`
local M = {}

local function reporter()
  local health = vim.health or require('health')
  return {
    start = health.start or health.report_start,
    ok = health.ok or health.report_ok,
    info = health.info or health.report_info,
    warn = health.warn or health.report_warn,
    error = health.error or health.report_error,
  }
end

local function check_program(health, program)
  local path = vim.fn.exepath(program)
  if path == '' then
    health.error(('there is no program "%s"'):format(program), {
      'Install it: `cargo install --path .` in a copy of the repository.',
      "Or say where it is: `vim.g.glossator = { cmd = { '/path/to/glossator', 'serve' } }` in init.lua.",
    })
    return false
  end
  local version = vim.fn.systemlist({ path, '--version' })[1] or ''
  if vim.v.shell_error ~= 0 or not version:match('^glossator %d') then
    health.error(('%s does not say that it is glossator, but: %s'):format(path, version))
    return false
  end
  health.ok(('%s (%s)'):format(version, path))
  return true
end

--- The program's own view of the glossaries and settings of the working folder.
local function check_glossaries(health, program)
  local said = vim.fn.systemlist({ program, 'check' })
  local tell = vim.v.shell_error == 0 and health.ok or health.warn
  tell('`glossator check` says:\n' .. table.concat(said, '\n'))
end

local function check_servers(health, client_of, buffers)
  local clients = client_of.clients()
  if #clients == 0 then
    health.warn('no server runs', { 'Open a file of one of the types: ' .. table.concat(client_of.config().filetypes, ', ') })
  end
  for _, client in ipairs(clients) do
    local files = {}
    for _, buffer in ipairs(buffers) do
      if vim.lsp.buf_is_attached(buffer, client.id) then
        files[#files + 1] = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ':~:.')
      end
    end
    health.ok(('a server runs in %s, for: %s'):format(client.config.root_dir or 'no folder', table.concat(files, ', ')))
  end
end

function M.check()
  local health = reporter()
  local client_of = require('glossator.client')
  health.start('glossator')
  if vim.fn.has('nvim-0.11') == 1 then
    health.ok('Neovim starts servers by itself')
  else
    health.info('before Neovim 0.11 the plugin starts the server')
  end
  local program = client_of.config().cmd[1]
  if not check_program(health, program) then return end
  check_glossaries(health, program)
  check_servers(health, client_of, vim.api.nvim_list_bufs())
end

return M
