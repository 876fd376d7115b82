# Journey's language server, by kak-lsp.
hook -group lsp-filetype-journey global BufSetOption filetype=journey %{
    set-option buffer lsp_servers %{
        [journey]
        command = "journey"
        args = ["lsp"]
        root_globs = ["journey.toml", ".git"]
    }
}
