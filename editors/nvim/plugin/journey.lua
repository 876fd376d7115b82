-- Commands, and the one event from which everything else is loaded. This runs at each start of Neovim: keep it small.
if vim.g.loaded_journey then
  return
end
vim.g.loaded_journey = true

if vim.fn.has('nvim-0.10') == 0 then
  vim.notify('Journey: this plugin needs Neovim 0.10 or newer.', vim.log.levels.ERROR)
  return
end

vim.api.nvim_create_autocmd('FileType', {
  group = vim.api.nvim_create_augroup('journey', {}),
  pattern = { 'journey', 'toml' },
  desc = "Start Journey's language server",
  callback = function(event)
    if event.match == 'journey' or vim.fs.basename(event.file) == 'journey.toml' then
      require('journey.start')(event.buf)
    end
  end,
})

local command = vim.api.nvim_create_user_command

command('JourneyMap', function(call)
  require('journey.map').command(call.args)
end, {
  nargs = '?',
  complete = function(typed)
    return require('journey.complete').starting_with(typed, { 'browser', 'text', 'stop' })
  end,
  desc = 'Show the map of this journey: in the browser, as text, or no more',
})

command('JourneyRender', function(call)
  require('journey.render').command(call.fargs, call.bang)
end, {
  nargs = '*',
  bang = true,
  complete = function(typed, line)
    return require('journey.complete').render(typed, line)
  end,
  desc = 'Write a view of this journey: into a window, or into a file',
})

command('JourneyNotes', function()
  require('journey.render').notes()
end, { desc = 'Tell what the view that was written last leaves out' })

command('JourneyNew', function(call)
  require('journey.new')(call.args)
end, { nargs = '?', complete = 'file', desc = 'Begin a new map, or a project (folder/)' })

command('JourneyFixAll', function()
  require('journey.fix_all')()
end, { desc = 'Mend everything in this journey that has one safe mending' })

command('JourneyLog', function()
  require('journey.log').open()
end, { desc = "Show the log of Journey's language server" })

command('JourneyRestart', function()
  require('journey.restart')()
end, { desc = "Start Journey's language server again" })

command('JourneyParser', function()
  require('journey.parser').build()
end, { desc = 'Build the tree-sitter parser that colours journeys' })

vim.api.nvim_create_autocmd('User', {
  group = 'journey',
  pattern = 'TSUpdate',
  desc = 'Tell nvim-treesitter where the grammar of journeys is',
  callback = function()
    require('journey.parser').register(require('nvim-treesitter.parsers'))
  end,
})
