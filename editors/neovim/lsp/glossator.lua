-- For Neovim 0.11 and later, also when copied alone to ~/.config/nvim/lsp/: `vim.lsp.enable('glossator')` starts it.
return {
  cmd = { 'glossator', 'serve' },
  filetypes = { 'markdown', 'mdx', 'pandoc', 'quarto', 'rmd', 'text', 'vimwiki' },
  root_markers = { 'glossator.toml', '.git' },
}
