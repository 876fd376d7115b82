--- What happens when a journey or the settings of a project are opened.

local message = require('journey.message')
local server = require('journey.server')
local settings = require('journey.settings')

-- A buffer that gets a name only now could not have a server before. Writing gives a name, too, and takes with it all
-- that was registered for the buffer alone.
vim.api.nvim_create_autocmd({ 'BufFilePost', 'BufWritePost' }, {
  group = vim.api.nvim_create_augroup('journey.name', {}),
  pattern = '*.journey',
  desc = "Start Journey's language server for a buffer that got a name",
  callback = function(event)
    server.follow_name(event.buf)
  end,
})

---@param bufnr integer
return function(bufnr)
  local problems = settings.problems()
  if #problems > 0 then
    message.tell_once(table.concat(problems, ' ') .. ' `:help journey-settings` lists them all.')
  end
  server.attach(bufnr)
end
