--- The layout of lines by the server: what 'formatexpr' asks, for `gq`.

local M = {}

--- How long the server may take to lay out, in milliseconds. Neovim's own limit for lines is so short that on a busy
--- machine nothing would happen, and nobody would be told why.
M.PATIENCE = 3000

--- Lays out the lines from `v:lnum` on; without a server, Neovim does by itself, whatever 'formatprg' is.
---@return integer
function M.lines()
  if #vim.lsp.get_clients({ bufnr = vim.api.nvim_get_current_buf(), name = 'journey' }) == 0 then
    return 1
  end
  return vim.lsp.formatexpr({ timeout_ms = M.PATIENCE })
end

return M
