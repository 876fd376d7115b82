-- `:compiler journey`: `:make` checks the current file, `:cnext` goes from finding to finding.
vim.g.current_compiler = 'journey'
local arguments = { 'check', '--color', 'never' }
local found = require('journey.program').with(arguments)
local words = vim.tbl_map(vim.fn.shellescape, found or vim.list_extend({ 'journey' }, arguments))
vim.bo.makeprg = table.concat(words, ' ') .. ' %:S'
vim.bo.errorformat = table.concat({
  '%Eerror[%.%#]: %m',
  '%Wwarning[%.%#]: %m',
  '%Iinfo[%.%#]: %m',
  '%Nhint[%.%#]: %m',
  '%C %#--> %f:%l:%c',
  '%-G%.%#',
}, ',')
