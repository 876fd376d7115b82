-- Where a new line of a journey starts.
if vim.b.did_indent then
  return
end
vim.b.did_indent = 1

vim.bo.autoindent = true
vim.bo.indentexpr = "v:lua.require'journey.indent'()"
vim.bo.indentkeys = '0},!^F,o,O'
vim.b.undo_indent = 'setlocal autoindent< indentexpr< indentkeys<'
