-- A user's settings for the test in a terminal; the folder of the plugin stands before them.
vim.o.termguicolors = true
vim.o.signcolumn = 'yes'
vim.o.linebreak = true
vim.o.more = false
vim.cmd('filetype on')
-- Neovim sets both by itself, from 0.8 and 0.10 on.
vim.cmd('autocmd FileType markdown setlocal omnifunc=v:lua.vim.lsp.omnifunc')
vim.o.completeopt = 'menuone,noinsert'
vim.keymap.set('n', 'K', vim.lsp.buf.hover)
vim.diagnostic.config({ virtual_text = false, underline = true, signs = true })
if vim.fn.exists('+winborder') == 1 then vim.o.winborder = 'rounded' end
