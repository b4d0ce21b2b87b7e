" Glossator for Vim 8.1 and later with vim-lsp (prabirshrestha/vim-lsp). In the vimrc: source /path/to/glossator-vim-lsp.vim

let s:languages = {'markdown': 'markdown', 'text': 'plaintext', 'rmd': 'rmd', 'quarto': 'quarto', 'pandoc': 'pandoc'}

" The folder of the nearest glossator.toml, else of the repository, else of the file.
function! s:root(server) abort
  let l:path = lsp#utils#get_buffer_path()
  let l:root = lsp#utils#find_nearest_parent_file_directory(l:path, ['glossator.toml', '.git/'])
  return lsp#utils#path_to_uri(empty(l:root) ? fnamemodify(l:path, ':h') : l:root)
endfunction

augroup glossator
  autocmd!
  autocmd User lsp_setup call lsp#register_server({
  \ 'name': 'glossator',
  \ 'cmd': [get(g:, 'glossator_program', 'glossator'), 'serve'],
  \ 'allowlist': keys(s:languages),
  \ 'root_uri': function('s:root'),
  \ 'languageId': {server_info -> get(s:languages, &filetype, &filetype)},
  \})
augroup END
