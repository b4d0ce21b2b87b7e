-- Real Neovim (0.7 and later) over the built server, as a writer would use it. Started by `run`, with the plugin's folder in
-- $GLOSSATOR_PLUGIN; without it, the file `lsp/glossator.lua` alone serves, which is enough for Neovim 0.11.
local plugin = vim.env.GLOSSATOR_PLUGIN ~= '' and vim.env.GLOSSATOR_PLUGIN
local deadline = tonumber(vim.env.DEADLINE) * 1000
local is_failed = false

io.stdout:setvbuf('line')
local function tell(line) io.stdout:write(line .. '\n') end

local function check(name, ok, seen)
  if ok then return tell('ok      ' .. name) end
  is_failed = true
  tell('FAILED  ' .. name .. '\n        saw: ' .. vim.inspect(seen):gsub('\n', '\n        '))
end

local function wait(condition) return vim.wait(deadline, condition, 10) end

local function clients()
  return vim.lsp.get_clients and vim.lsp.get_clients() or vim.lsp.get_active_clients()
end

-- Puts the cursor on the first letter of `word` in `line` (from 1).
local function go_to(line, word)
  local text = vim.api.nvim_buf_get_lines(0, line - 1, line, false)[1]
  vim.api.nvim_win_set_cursor(0, { line, text:find(word, 1, true) - 1 })
end

local function float_text()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
    end
  end
end

local function close_floats()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then vim.api.nvim_win_close(window, true) end
  end
end

-- Whether a window comes up that shows all of these.
local function floats(...)
  local wanted = { ... }
  local seen = wait(function()
    local shown = float_text()
    for _, text in ipairs(wanted) do
      if not (shown and shown:find(text, 1, true)) then return false end
    end
    return true
  end)
  local shown = float_text()
  close_floats()
  return seen, shown
end

local function text_under(diagnostic)
  local lines = vim.api.nvim_buf_get_text(0, diagnostic.lnum, diagnostic.col, diagnostic.end_lnum, diagnostic.end_col, {})
  return table.concat(lines, ' ')
end

-- Every diagnostic as `line: text under it`, in Neovim's own byte columns: wrong positions show as wrong words.
local function words()
  local seen = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    seen[#seen + 1] = (diagnostic.lnum + 1) .. ': ' .. text_under(diagnostic)
  end
  table.sort(seen)
  return seen
end

local function expects(list)
  return wait(function()
    local seen = words()
    for _, wanted in ipairs(list) do
      if not vim.tbl_contains(seen, wanted) then return false end
    end
    return true
  end)
end

local function diagnostic_of(word)
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    if text_under(diagnostic) == word then return diagnostic end
  end
end

-- Runs `body` if the server announces it, and says so if not.
local function where_offered(capability, name, body)
  if clients()[1].server_capabilities[capability] then return body() end
  tell(('-       %s: the server does not announce %s'):format(name, capability))
end

local said = {}
vim.notify = function(text) said[#said + 1] = text end
local function says(text)
  return wait(function() return table.concat(said, '\n'):find(text, 1, true) ~= nil end)
end

local function test_reading()
  vim.cmd('edit memoire.md')
  local marks = { '1: modèle de langage', '3: LLM', '3: perplexité', '5: BERT', '5: GPT-2', '5: fine tuning', '5: pré-entraîné' }
  check('diagnostics: stand under their words, after an emoji and accents', expects(marks), words())
  check('the server serves the buffer', #clients() == 1 and clients()[1].name == 'glossator', clients())

  local perplexity = diagnostic_of('perplexité')
  local message = perplexity and perplexity.message or ''
  check('diagnostics: say the question and the first sentence',
    message:find('métriques de performance', 1, true) and message:find("C'est une mesure", 1, true), perplexity)
  check('diagnostics: name their source', perplexity and perplexity.source == 'glossator', perplexity)

  go_to(5, 'perplexité')
  vim.lsp.buf.hover()
  local seen, shown = floats('mesure de la capacité du modèle à prédire un ensemble de données', 'métriques de performance pour les LLM')
  check('hover: the window shows the item under its question', seen, shown)
end

local function test_editing()
  -- Lines and columns move: a line is added above, and an emoji and an accent before the word.
  vim.api.nvim_buf_set_lines(0, 0, 0, false, { 'Élan 🤗 préalable', '' })
  vim.api.nvim_buf_set_text(0, 4, 0, 4, 0, { '🤗 É ' })
  check('diagnostics: follow an edit', expects({ '3: modèle de langage', '5: LLM', '5: perplexité', '7: GPT-2' }), words())
  local removed = vim.api.nvim_buf_get_lines(0, 4, 5, false)[1]:find('LLM', 1, true) - 1
  vim.api.nvim_buf_set_text(0, 4, removed, 4, removed + 3, { 'xyz' })
  check('diagnostics: go with their word', wait(function() return not vim.tbl_contains(words(), '5: LLM') end), words())
end

local function test_definition()
  go_to(5, 'perplexité')
  vim.lsp.buf.definition()
  local jumped = wait(function() return vim.api.nvim_buf_get_name(0):match('llm%.fr%.glossary%.md$') ~= nil end)
  check('definition: opens the glossary', jumped, vim.api.nvim_buf_get_name(0))
  check('definition: at the item', vim.api.nvim_get_current_line():find('Perplexité', 1, true), vim.api.nvim_get_current_line())
  check('definition: in a file that is read-only', vim.bo.readonly, vim.bo.readonly)
end

local function test_fix()
  vim.cmd('edit! essai.md')
  expects({ '4: fine tuning' })
  where_offered('codeActionProvider', 'fix', function()
    go_to(4, 'fine tuning')
    local titles
    vim.ui.select = function(actions, options, choose)
      titles = vim.tbl_map(options.format_item, actions)
      for _, action in ipairs(actions) do
        -- The items of `vim.lsp.buf.code_action()` differ between versions; the title does not.
        if options.format_item(action):find('fine-tuning', 1, true) then return choose(action) end
      end
    end
    vim.lsp.buf.code_action()
    local function fixed() return vim.api.nvim_buf_get_lines(0, 3, 4, false)[1]:find('Après le fine-tuning,', 1, true) ~= nil end
    -- A choice of one may be shown in a menu or taken at once: what counts is the text.
    check('fix: the form to avoid is replaced', wait(fixed), { titles, vim.api.nvim_buf_get_lines(0, 0, -1, false) })
    check('fix: and is not marked any more', wait(function() return diagnostic_of('fine tuning') == nil end), words())
  end)
end

local function test_explain()
  where_offered('executeCommandProvider', 'explain', function()
    vim.cmd('GlossatorExplain perplexite')
    local seen, shown = floats('mesure de la capacité du modèle')
    check('explain: shows the answer in a window', seen, shown)
    go_to(3, 'perplexité')
    vim.cmd('GlossatorExplain')
    seen, shown = floats('mesure de la capacité du modèle')
    check('explain: takes the term at the cursor', seen, shown)
    vim.cmd('normal! viw' .. vim.api.nvim_replace_termcodes('<Esc>', true, false, true))
    vim.cmd("'<,'>GlossatorExplain")
    seen, shown = floats('mesure de la capacité du modèle')
    check('explain: takes the selection', seen, shown)
    vim.cmd('GlossatorExplain rien de tel')
    check('explain: says what it does not know', says('no glossary explains "rien de tel"'), said)
    vim.cmd('GlossatorExplain! perplexité')
    check('explain: goes to the entry', wait(function() return vim.api.nvim_get_current_line():find('Perplexité', 1, true) ~= nil end),
      vim.api.nvim_get_current_line())
    vim.cmd('buffer essai.md')
  end)
end

local function test_search()
  where_offered('workspaceSymbolProvider', 'search', function()
    local lines
    vim.ui.select = function(symbols, options, choose)
      lines = vim.tbl_map(options.format_item, symbols)
      choose(symbols[1])
    end
    vim.cmd('GlossatorSearch perplexite')
    check('search: the picker lists what fits, without accents too', wait(function() return lines ~= nil end)
      and lines[1]:find('erplexité', 1, true), lines)
    check('search: goes to the choice', wait(function() return vim.api.nvim_buf_get_name(0):match('glossary%.md$') ~= nil end),
      vim.api.nvim_buf_get_name(0))
    check('search: completes terms', vim.tbl_contains(vim.fn.getcompletion('GlossatorExplain perp', 'cmdline'), 'perplexité'),
      vim.fn.getcompletion('GlossatorExplain perp', 'cmdline'))
    vim.cmd('buffer essai.md')
  end)
end

local function test_add()
  where_offered('executeCommandProvider', 'add', function()
    vim.fn.mkdir('glossary')
    vim.cmd('edit glossary/nous.glossary.md')
    vim.api.nvim_buf_set_lines(0, 0, -1, false, { '---', 'glossary: 1', 'language: fr', '---', '# Nos mots' })
    vim.cmd('silent write')
    vim.cmd('edit! essai.md')
    vim.api.nvim_buf_set_lines(0, -1, -1, false, { '🤗 Le café allongé fumé.' })
    vim.cmd('silent write')
    -- The new glossary explains none of the words that the shipped one did.
    wait(function() return #words() == 0 end)
    vim.api.nvim_win_set_cursor(0, { vim.api.nvim_buf_line_count(0), 0 })
    -- The selection starts behind an emoji and ends in a letter of two bytes.
    vim.cmd('normal! 0fcv2fé' .. vim.api.nvim_replace_termcodes('<Esc>', true, false, true))
    vim.cmd("'<,'>GlossatorAdd")
    local function glossary()
      for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
        if vim.api.nvim_buf_get_name(buffer):match('nous%.glossary%.md$') then
          return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n')
        end
      end
      return ''
    end
    check('add: writes an entry for the selection', wait(function() return glossary():find('**café allongé**', 1, true) ~= nil end),
      { glossary(), said })
    check('add: and shows it', wait(function() return vim.api.nvim_buf_get_name(0):match('nous%.glossary%.md$') ~= nil end),
      vim.api.nvim_buf_get_name(0))
    vim.cmd('silent! wall')
    vim.cmd('buffer essai.md')
  end)
end

local function test_report()
  local opened
  local opener = vim.ui.open and 'vim.ui.open' or 'xdg-open'
  if vim.ui.open then
    vim.ui.open = function(path) opened = path end
  else
    vim.fn.writefile({ '#!/bin/sh', 'echo "$1" > ' .. vim.fn.getcwd() .. '/opened' }, vim.env.HOME .. '/bin/xdg-open')
    vim.fn.setfperm(vim.env.HOME .. '/bin/xdg-open', 'rwxr-xr-x')
  end
  vim.cmd('GlossatorReport')
  local function page()
    if not opened and vim.fn.filereadable('opened') == 1 then opened = vim.fn.readfile('opened')[1] end
    return opened and vim.fn.filereadable(opened) == 1 and table.concat(vim.fn.readfile(opened), '\n') or ''
  end
  check('report: a page is opened with ' .. opener, wait(function() return page():find('perplexité', 1, true) ~= nil end), { opened, said })
end

local function test_restart()
  local before = clients()[1].id
  vim.cmd('GlossatorRestart')
  local function renewed()
    local now = clients()[1]
    return now ~= nil and now.id ~= before and vim.lsp.buf_is_attached(0, now.id)
  end
  check('restart: another server serves the buffer', wait(renewed), clients())
  go_to(3, 'perplexité')
  vim.lsp.buf.hover()
  local seen, shown = floats('mesure de la capacité du modèle')
  check('restart: and answers', seen, shown)
end

local function test_health()
  vim.cmd('checkhealth glossator')
  local shown = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  check('health: names the program', shown:find('glossator %d+%.%d+%.%d+ %('), shown)
  check('health: names the server and its file', shown:find('a server runs in .*projet, for: .*essai%.md'), shown)
  check('health: finds no fault', not shown:find('ERROR') and not shown:find('WARN'), shown)
  vim.cmd('bdelete!')
end

local function test_help()
  vim.cmd('helptags ' .. plugin .. '/doc')
  vim.cmd('help :GlossatorAdd')
  check('help: has the commands', vim.api.nvim_buf_get_name(0):match('glossator%.txt$') ~= nil, vim.api.nvim_buf_get_name(0))
  vim.cmd('helpclose')
end

local function test_missing_program()
  for _, client in ipairs(clients()) do vim.lsp.stop_client(client.id) end
  check('the server leaves when it is asked to', wait(function() return #clients() == 0 end), #clients())
  vim.g.glossator = { cmd = { '/nowhere/glossator', 'serve' } }
  require('glossator.client').enable()
  vim.cmd('edit! essai.md')
  check('a missing program is told', says('there is no program "/nowhere/glossator"'), said)
end

local function main()
  vim.cmd('filetype on')
  if not plugin then
    vim.lsp.enable('glossator')
    test_reading()
    return test_definition()
  end
  vim.opt.runtimepath:prepend(plugin)
  vim.cmd('runtime plugin/glossator.lua')
  test_reading()
  test_editing()
  test_definition()
  test_fix()
  test_explain()
  test_search()
  test_report()
  test_restart()
  test_health()
  test_help()
  test_add()
  test_missing_program()
end

local done, problem = xpcall(main, debug.traceback)
if not done then check('the test runs to its end', false, problem) end
io.stdout:flush()
os.exit(is_failed and 1 or 0)
