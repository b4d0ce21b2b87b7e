# For Kakoune with kakoune-lsp (kak-lsp) 18 or later. In the kakrc, after kak-lsp is loaded: source /path/to/glossator.kak
hook -group lsp-filetype-glossator global BufSetOption filetype=(?:markdown|text|plain) %{
    set-option -add buffer lsp_servers %{
        [glossator]
        root_globs = ["glossator.toml", ".git"]
        command = "glossator"
        args = ["serve"]
    }
}
hook -group lsp-filetype-glossator global WinSetOption filetype=(?:markdown|text|plain) %{
    lsp-enable-window
}
