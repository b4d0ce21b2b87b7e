# For Kakoune with kakoune-lsp (kak-lsp) 18 or later. In the kakrc, behind `eval %sh{kak-lsp}`: source /path/to/glossator.kak
# It takes the place of kak-lsp's own server for Markdown, marksman; to have both, write its table beside this one.
hook -group lsp-filetype-glossator global BufSetOption filetype=(?:markdown|text|plain) %{
    set-option buffer lsp_servers %{
        [glossator]
        root_globs = ["glossator.toml", ".git"]
        command = "glossator"
        args = ["serve"]
    }
}
hook -group lsp-filetype-glossator global WinSetOption filetype=(?:markdown|text|plain) %{
    lsp-enable-window
}
