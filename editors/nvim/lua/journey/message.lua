--- What people are told: always from Journey, and where it would be said again and again, once.

local M = {}

local said = {} ---@type table<string, true>

---@param text string one or two sentences
---@param level? integer of vim.log.levels; WARN without it
function M.tell(text, level)
  vim.schedule(function()
    vim.notify('Journey: ' .. text, level or vim.log.levels.WARN, { title = 'Journey' })
  end)
end

--- Says a sentence unless it was said before.
---@param text string
---@param level? integer
function M.tell_once(text, level)
  if not said[text] then
    said[text] = true
    M.tell(text, level)
  end
end

--- Forgets what was said, so that it is said again if it is still true.
function M.forget()
  said = {}
end

return M
