-- `:compiler journey`: `:make` checks the current file, `:cnext` goes from finding to finding.
vim.g.current_compiler = 'journey'
local program = require('journey.program').with({ 'check', '--color', 'never' }) or { 'journey', 'check', '--color', 'never' }
local words = vim.tbl_map(vim.fn.shellescape, program)
vim.bo.makeprg = table.concat(words, ' ') .. ' %:S'
vim.bo.errorformat = table.concat({
  '%Eerror[%.%#]: %m',
  '%Wwarning[%.%#]: %m',
  '%Iinfo[%.%#]: %m',
  '%Nhint[%.%#]: %m',
  '%C %#--> %f:%l:%c',
  '%-G%.%#',
}, ',')
