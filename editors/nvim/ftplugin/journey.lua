-- How a journey is edited. `b:undo_ftplugin` takes all of it back.
if vim.b.did_ftplugin then
  return
end
vim.b.did_ftplugin = 1

local undo = {}

---@param name string
---@param value any
local function set(name, value)
  vim.opt_local[name] = value
  table.insert(undo, ('setlocal %s<'):format(name))
end

set('commentstring', '// %s')
-- A documentation comment goes on in the next line as one, a comment as one.
set('comments', { ':///', '://' })
vim.opt_local.formatoptions:remove('t')
vim.opt_local.formatoptions:append('croql')
table.insert(undo, 'setlocal formatoptions<')
-- Ids have hyphens; letters of all languages are words anyway. A dot parts the names on a path, so that `w` and `*` go
-- from name to name, and a full stop is no part of a word.
vim.opt_local.iskeyword:append('-')
table.insert(undo, 'setlocal iskeyword<')
set('suffixesadd', '.journey')

-- The one style of `journey fmt`.
set('expandtab', true)
set('shiftwidth', 2)
set('softtabstop', 2)
set('formatexpr', "v:lua.require'journey.layout'.lines()")

-- `:make` and `:cnext` without a server.
vim.cmd.compiler('journey')
table.insert(undo, 'setlocal makeprg< errorformat<')

local settings = require('journey.settings').get()

if settings.highlight then
  require('journey.parser').highlight(0)
  table.insert(undo, 'silent! call v:lua.vim.treesitter.stop()')
end

-- Whoever folds in a way of their own, keeps it.
if settings.folding and vim.wo.foldmethod == 'manual' then
  local window = vim.wo[vim.api.nvim_get_current_win()][0]
  window.foldmethod = 'expr'
  window.foldexpr = "v:lua.require'journey.fold'()"
  window.foldlevel = 99
  table.insert(undo, 'setlocal foldmethod< foldexpr< foldlevel<')
end

vim.b.undo_ftplugin = (vim.b.undo_ftplugin and vim.b.undo_ftplugin .. ' | ' or '') .. table.concat(undo, ' | ')
