--- What 'foldexpr' asks: the server where it answers, else tree-sitter where it colours, else braces.

--- The level of a line by its braces. A brace in a text or a comment does not count.
---@param line string
---@return string
local function by_braces(line)
  line = line:gsub('\\"', ''):gsub('"[^"]*"', ''):gsub('//.*', '')
  local _, opened = line:gsub('{', '')
  local _, closed = line:gsub('}', '')
  if opened > closed then
    return 'a' .. (opened - closed)
  elseif closed > opened then
    return 's' .. (closed - opened)
  end
  return '='
end

--- The level of the line `v:lnum`.
---@return string|integer
return function()
  -- Set by `attach` once there is a server: asking Neovim for it anew would cost more than all the rest, line by line.
  if vim.b.journey_folds_by_server then
    return vim.lsp.foldexpr(vim.v.lnum)
  elseif vim.treesitter.highlighter.active[vim.api.nvim_get_current_buf()] then
    return vim.treesitter.foldexpr(vim.v.lnum)
  end
  return by_braces(vim.fn.getline(vim.v.lnum))
end
