--- Which journey people mean: the one around the cursor, else the first of the file.

local M = {}

---@class journey.Here
---@field path string the file
---@field id? string the journey around the cursor

--- The journey around a line, read from the text: it has to work without a server.
---@param bufnr integer
---@param line integer from 1
---@return string?
local function journey_around(bufnr, line)
  local lines = vim.api.nvim_buf_get_lines(bufnr, 0, line, false)
  for number = #lines, 1, -1 do
    local text = lines[number]
    local keyword, id = text:match('^(%a+)%s+([^%s"{:]+)')
    if keyword == 'journey' then
      return id
    elseif vim.list_contains({ 'persona', 'channel', 'actor', 'source', 'metric', 'opportunity' }, keyword) then
      return nil
    end
  end
end

--- The journey that the current window is about; nil and a sentence where it shows none.
---@return journey.Here?
---@return string?
function M.journey()
  local bufnr = vim.api.nvim_get_current_buf()
  local name = vim.api.nvim_buf_get_name(bufnr)
  if vim.bo[bufnr].filetype ~= 'journey' then
    return nil, 'This window shows no journey. Go to one first.'
  elseif name == '' or not vim.uv.fs_stat(name) then
    return nil, 'This journey is in no file yet. Write it first (`:write name.journey`).'
  end
  return { path = name, id = journey_around(bufnr, vim.api.nvim_win_get_cursor(0)[1]) }
end

--- The journey as an argument of the program.
---@param here journey.Here
---@return string
function M.argument(here)
  return here.id and here.path .. '#' .. here.id or here.path
end

return M
