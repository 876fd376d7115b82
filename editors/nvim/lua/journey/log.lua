--- `:JourneyLog`: what the server wrote down, and why it ended.

local message = require('journey.message')

local M = {}

--- From this size on a log begins anew, in bytes.
local LARGEST = 1024 * 1024

--- How many lines of Neovim's own log are shown.
local LINES_OF_NEOVIM = 50

--- The file that the server and this plugin add to.
---@return string
function M.path()
  return vim.fs.joinpath(vim.fn.stdpath('log') --[[@as string]], 'journey.log')
end

--- Makes sure that the file can be written, and that it does not grow for ever.
---@return string? path nil where it cannot be written
function M.prepare()
  local path = M.path()
  vim.fn.mkdir(vim.fs.dirname(path), 'p')
  local stat = vim.uv.fs_stat(path)
  if stat and stat.size > LARGEST then
    vim.uv.fs_rename(path, path .. '.old')
  end
  local file = io.open(path, 'a')
  if not file then
    return nil
  end
  file:close()
  return path
end

--- Adds a line of this plugin.
---@param text string
function M.add(text)
  local file = io.open(M.path(), 'a')
  if file then
    file:write(os.date('!%Y-%m-%dT%H:%M:%SZ'), ' neovim: ', text, '\n')
    file:close()
  end
end

--- What programs called journey wrote to standard error, which Neovim keeps in its own log.
---@return string[]
local function from_neovim()
  -- What Neovim calls the function was another before 0.12.
  local path = vim.lsp.log and vim.lsp.log.get_filename and vim.lsp.log.get_filename() or vim.lsp.get_log_path()
  local lines = {}
  local file = io.open(path, 'r')
  if not file then
    return lines
  end
  for line in file:lines() do
    if line:find('stderr', 1, true) and line:find('journey', 1, true) then
      table.insert(lines, line)
    end
  end
  file:close()
  return vim.list_slice(lines, math.max(1, #lines - LINES_OF_NEOVIM + 1))
end

--- Opens the log in a split.
function M.open()
  local lines = {}
  local file = io.open(M.path(), 'r')
  if file then
    for line in file:lines() do
      table.insert(lines, line)
    end
    file:close()
  end
  local neovims = from_neovim()
  if #neovims > 0 then
    vim.list_extend(lines, { '', 'What the program wrote to standard error:' })
    vim.list_extend(lines, neovims)
  end
  if #lines == 0 then
    message.tell('There is no log yet: the server has not been started.', vim.log.levels.INFO)
    return
  end
  vim.cmd('botright new')
  local bufnr = vim.api.nvim_get_current_buf()
  vim.bo[bufnr].buftype = 'nofile'
  vim.bo[bufnr].bufhidden = 'wipe'
  vim.bo[bufnr].swapfile = false
  vim.api.nvim_buf_set_name(bufnr, 'journey://log/' .. bufnr)
  vim.api.nvim_buf_set_lines(bufnr, 0, -1, false, lines)
  vim.bo[bufnr].modifiable = false
  vim.bo[bufnr].filetype = 'log'
  vim.cmd('normal! G')
end

return M
