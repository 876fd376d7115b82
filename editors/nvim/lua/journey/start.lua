--- What happens when a journey or the settings of a project are opened.

local message = require('journey.message')
local server = require('journey.server')
local settings = require('journey.settings')

local watched = {} ---@type table<integer, true>

--- A buffer that gets a name only now could not have a server before.
---@param bufnr integer
local function follow_name(bufnr)
  if watched[bufnr] then
    return
  end
  watched[bufnr] = true
  local group = vim.api.nvim_create_augroup('journey.name', { clear = false })
  vim.api.nvim_create_autocmd('BufFilePost', {
    group = group,
    buffer = bufnr,
    desc = "Start Journey's language server for a buffer that got a name",
    callback = function()
      server.follow_name(bufnr)
    end,
  })
  vim.api.nvim_create_autocmd('BufWipeout', {
    group = group,
    buffer = bufnr,
    callback = function()
      watched[bufnr] = nil
    end,
  })
end

---@param bufnr integer
return function(bufnr)
  local problems = settings.problems()
  if #problems > 0 then
    message.tell_once(table.concat(problems, ' ') .. ' `:help journey-settings` lists them all.')
  end
  follow_name(bufnr)
  server.attach(bufnr)
end
