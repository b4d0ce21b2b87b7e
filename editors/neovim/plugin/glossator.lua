-- Starts the server and defines the commands; see `:help glossator`.
if vim.g.loaded_glossator then return end
vim.g.loaded_glossator = true
if vim.fn.has('nvim-0.7') == 0 then
  vim.notify('glossator: Neovim 0.7 or later is needed', vim.log.levels.WARN)
  return
end

local function command(name, run, options)
  vim.api.nvim_create_user_command('Glossator' .. name, function(arguments) require('glossator.commands')[run](arguments) end, options)
end
local function terms(lead) return require('glossator.commands').complete(lead) end
command('Explain', 'explain', { nargs = '*', range = true, bang = true, complete = terms, desc = 'Explain a term, or the one at the cursor' })
command('Search', 'search', { nargs = '*', desc = 'Choose an entry of the glossaries and go there' })
command('Add', 'add', { range = true, desc = 'Make a glossary entry of the selection' })
command('Report', 'report', { nargs = '*', complete = 'file', desc = "Show the terms of the project's texts" })
command('Restart', 'restart', { desc = 'Start the server again' })

-- What the server's lenses ask the editor to do.
vim.lsp.commands['glossator.explain'] = function(lens, context) require('glossator.commands').explain_lens(lens, context) end
vim.lsp.commands['glossator.showReferences'] = function(lens, context) require('glossator.commands').show_references(lens, context) end

require('glossator.client').enable()
