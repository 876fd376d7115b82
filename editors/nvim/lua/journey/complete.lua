--- What the command line offers behind the commands.

local views = require('journey.views')

local M = {}

---@param typed string
---@param words string[]
---@return string[]
function M.starting_with(typed, words)
  return vim.tbl_filter(function(word)
    return vim.startswith(word, typed)
  end, words)
end

--- Behind `:JourneyRender`: a view, then a file.
---@param typed string
---@param line string
---@return string[]
function M.render(typed, line)
  local before = vim.split(line, '%s+', { trimempty = true })
  local number = #before - (typed == '' and 0 or 1)
  if number <= 1 then
    return M.starting_with(typed, views)
  end
  return vim.fn.getcompletion(typed, 'file')
end

return M
