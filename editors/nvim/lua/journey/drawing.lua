--- `:JourneyMap text`: a view drawn with characters, in a window beside the text that follows what is saved.

local here = require('journey.here')
local message = require('journey.message')
local render = require('journey.render')

local M = {}

--- The one window of drawings: what it shows, and where.
---@class journey.Drawing
---@field bufnr integer
---@field journey journey.Here
---@field view string
---@field running boolean whether it is being drawn
---@field stale boolean whether something was saved meanwhile

local drawing ---@type journey.Drawing?

local group = vim.api.nvim_create_augroup('journey.drawing', {})

---@param bufnr integer
---@param lines string[]
local function write(bufnr, lines)
  vim.bo[bufnr].modifiable = true
  vim.api.nvim_buf_set_lines(bufnr, 0, -1, false, lines)
  vim.bo[bufnr].modifiable = false
  vim.bo[bufnr].modified = false
end

--- Draws; what is saved while it draws is drawn after it.
---@param shown journey.Drawing
local function draw(shown)
  if shown.running then
    shown.stale = true
    return
  end
  shown.running, shown.stale = true, false
  render.run({ here.argument(shown.journey), '--view', shown.view, '--format', 'txt' }, function(text, problem)
    shown.running = false
    if shown ~= drawing or not vim.api.nvim_buf_is_valid(shown.bufnr) then
      return
    end
    -- The last good drawing stays: half-typed text is the usual case.
    if text then
      write(shown.bufnr, vim.split(text, '\n', { trimempty = true }))
    else
      message.tell(problem --[[@as string]])
    end
    if shown.stale then
      draw(shown)
    end
  end)
end

---@return integer bufnr
local function open_window()
  local origin = vim.api.nvim_get_current_win()
  vim.cmd('botright vnew')
  local bufnr = vim.api.nvim_get_current_buf()
  vim.bo[bufnr].buftype = 'nofile'
  vim.bo[bufnr].bufhidden = 'wipe'
  vim.bo[bufnr].swapfile = false
  vim.bo[bufnr].filetype = 'journeydrawing'
  vim.api.nvim_buf_set_name(bufnr, 'journey://map')
  local window = vim.wo[vim.api.nvim_get_current_win()][0]
  window.wrap = false
  window.number = false
  window.relativenumber = false
  window.signcolumn = 'no'
  window.spell = false
  window.list = false
  vim.api.nvim_set_current_win(origin)
  return bufnr
end

--- Shows the journey under the cursor, in the window of drawings if there is one.
---@param view? string
function M.open(view)
  local journey, problem = here.journey()
  if not journey then
    return message.tell(problem --[[@as string]])
  end
  local bufnr = drawing and vim.api.nvim_buf_is_valid(drawing.bufnr) and drawing.bufnr or open_window()
  drawing = { bufnr = bufnr, journey = journey, view = view or 'journey', running = false, stale = false }
  vim.api.nvim_clear_autocmds({ group = group })
  vim.api.nvim_create_autocmd('BufWritePost', {
    group = group,
    pattern = { '*.journey', 'journey.toml' },
    desc = 'Draw the journey again',
    callback = function()
      if drawing then
        draw(drawing)
      end
    end,
  })
  vim.api.nvim_create_autocmd('BufWipeout', {
    group = group,
    buffer = bufnr,
    callback = M.close,
  })
  draw(drawing)
end

--- Closes the window of drawings.
function M.close()
  vim.api.nvim_clear_autocmds({ group = group })
  local closed = drawing
  drawing = nil
  if closed and vim.api.nvim_buf_is_valid(closed.bufnr) then
    for _, window in ipairs(vim.fn.win_findbuf(closed.bufnr)) do
      pcall(vim.api.nvim_win_close, window, true)
    end
  end
end

--- Whether a drawing is shown.
---@return boolean
function M.is_open()
  return drawing ~= nil
end

return M
