-- Real Neovim (0.11 and later) over the built server, as a writer would use it. Started by `run`.
local failures, passed = {}, 0

local function check(name, ok, seen)
  if ok then
    passed = passed + 1
    print('ok      ' .. name)
  else
    failures[#failures + 1] = name
    print('FAILED  ' .. name .. '\n        saw: ' .. vim.inspect(seen))
  end
end

local function wait(condition)
  return vim.wait(10000, condition, 10)
end

-- The configuration that the README gives, but for the path of the binary.
vim.lsp.config('glossator', {
  cmd = { vim.env.GLOSSATOR, 'serve' },
  filetypes = { 'markdown', 'text' },
  root_markers = { 'glossator.toml', '.git' },
})
vim.lsp.enable('glossator')
vim.cmd('filetype on')
vim.cmd.edit('memoire.md')
local buffer = vim.api.nvim_get_current_buf()

-- Every diagnostic as `line: text under it`, in Neovim's own byte columns: wrong positions show as wrong words.
local function words()
  local seen = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
    local text = vim.api.nvim_buf_get_text(buffer, diagnostic.lnum, diagnostic.col, diagnostic.end_lnum, diagnostic.end_col, {})
    seen[#seen + 1] = (diagnostic.lnum + 1) .. ': ' .. table.concat(text, ' ')
  end
  table.sort(seen)
  return seen
end

local expected = { '1: modèle de langage', '3: LLM', '3: perplexité', '5: BERT', '5: GPT-2', '5: fine tuning', '5: pré-entraîné' }
local function expects(list)
  return wait(function()
    local seen = words()
    for _, wanted in ipairs(list) do
      if not vim.tbl_contains(seen, wanted) then return false end
    end
    return true
  end)
end
check('diagnostics stand under their words, after an emoji and accents', expects(expected), words())

local client = vim.lsp.get_clients({ bufnr = buffer })[1]
check('the server serves the buffer', client ~= nil and client.name == 'glossator', client)

local function diagnostic_of(word)
  for _, diagnostic in ipairs(vim.diagnostic.get(buffer)) do
    local text = vim.api.nvim_buf_get_text(buffer, diagnostic.lnum, diagnostic.col, diagnostic.end_lnum, diagnostic.end_col, {})
    if text[1] == word then return diagnostic end
  end
end
local perplexity = diagnostic_of('perplexité')
check('a diagnostic says the question, the first sentence and the rule',
  perplexity and perplexity.source == 'glossator' and perplexity.code == 'term'
    and perplexity.message:find('métriques de performance', 1, true) and perplexity.message:find("C'est une mesure", 1, true),
  perplexity)

-- Puts the cursor on the first letter of `word` in `line` (from 1).
local function go_to(line, word)
  local text = vim.api.nvim_buf_get_lines(buffer, line - 1, line, false)[1]
  vim.api.nvim_win_set_cursor(0, { line, text:find(word, 1, true) - 1 })
end

local function float_text()
  for _, window in ipairs(vim.api.nvim_list_wins()) do
    if vim.api.nvim_win_get_config(window).relative ~= '' then
      return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
    end
  end
end

go_to(5, 'perplexité')
vim.lsp.buf.hover()
wait(function() return float_text() ~= nil end)
local shown = float_text() or ''
check('the hover window shows the item', shown:find("mesure de la capacité du modèle à prédire un ensemble de données", 1, true) ~= nil, shown)
check('under its question', shown:find('métriques de performance pour les LLM', 1, true) ~= nil, shown)
vim.cmd('fclose!')

-- Lines and columns move: a line is added above, and an emoji and an accent before the word.
vim.api.nvim_buf_set_lines(buffer, 0, 0, false, { 'Élan 🤗 préalable', '' })
vim.api.nvim_buf_set_text(buffer, 4, 0, 4, 0, { '🤗 É ' })
check('diagnostics follow an edit', expects({ '3: modèle de langage', '5: LLM', '5: perplexité', '7: GPT-2' }), words())
vim.api.nvim_buf_set_text(buffer, 4, 0, 4, #'🤗 É On', { 'On' })
local removed = vim.api.nvim_buf_get_lines(buffer, 4, 5, false)[1]:find('LLM', 1, true) - 1
vim.api.nvim_buf_set_text(buffer, 4, removed, 4, removed + 3, { 'xyz' })
check('a mark goes with its word', wait(function() return not vim.tbl_contains(words(), '5: LLM') end), words())

go_to(5, 'perplexité')
vim.lsp.buf.definition()
local jumped = wait(function() return vim.api.nvim_buf_get_name(0):match('llm%.fr%.glossary%.md$') ~= nil end)
check('definition opens the glossary', jumped, vim.api.nvim_buf_get_name(0))
check('at the item', vim.api.nvim_get_current_line():find('Perplexité', 1, true) ~= nil, vim.api.nvim_get_current_line())
check('which is read-only', vim.bo.readonly, vim.bo.readonly)

for _, running in ipairs(vim.lsp.get_clients()) do running:stop() end
check('the server leaves when it is asked to', wait(function() return #vim.lsp.get_clients() == 0 end), #vim.lsp.get_clients())

local version = vim.version()
print(('\nNeovim %d.%d.%d: %d passed, %d failed'):format(version.major, version.minor, version.patch, passed, #failures))
os.exit(#failures == 0 and 0 or 1)
