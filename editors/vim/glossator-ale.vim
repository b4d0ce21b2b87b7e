" Glossator for Vim 8 and later with ALE. In the vimrc, after ALE is there: source /path/to/glossator-ale.vim

" ALE counts bytes, which is not what the protocol means unless it is said.
let s:languages = {'markdown': 'markdown', 'text': 'plaintext', 'rmd': 'rmd', 'quarto': 'quarto', 'pandoc': 'pandoc'}

" The folder of the nearest glossator.toml, else of the repository, else of the file.
function! s:root(buffer) abort
  let l:settings = ale#path#FindNearestFile(a:buffer, 'glossator.toml')
  if !empty(l:settings)
    return fnamemodify(l:settings, ':p:h')
  endif
  let l:repository = ale#path#FindNearestDirectory(a:buffer, '.git')
  return empty(l:repository) ? expand('#' . a:buffer . ':p:h') : fnamemodify(l:repository, ':p:h:h')
endfunction

for [s:filetype, s:language] in items(s:languages)
  call ale#linter#Define(s:filetype, {
  \ 'name': 'glossator',
  \ 'lsp': 'stdio',
  \ 'executable': get(g:, 'glossator_program', 'glossator'),
  \ 'command': '%e serve --positions utf-8',
  \ 'project_root': function('s:root'),
  \ 'language': s:language,
  \})
endfor
