-- The language server's configuration, for `vim.lsp.enable('journey')`. Add to it with `vim.lsp.config('journey', {})`.
return require('journey.server').configuration()
