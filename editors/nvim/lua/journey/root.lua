--- Which files are Journey's, and which folder is their project.

local M = {}

--- Whether the server knows what to do with a buffer: a journey, or the settings of a project.
---@param bufnr integer
---@return boolean
function M.serves(bufnr)
  local name = vim.api.nvim_buf_get_name(bufnr)
  -- Without a name there is no place in a project, and what has a scheme (a version of git, an archive) is no file.
  if name == '' or name:find('^%a[%w+.-]+://') or vim.bo[bufnr].buftype ~= '' then
    return false
  end
  local filetype = vim.bo[bufnr].filetype
  return filetype == 'journey' or (filetype == 'toml' and vim.fs.basename(name) == 'journey.toml')
end

--- Whether a folder is too much to be one project: everything that somebody has.
---@param folder string
---@return boolean
local function is_everything(folder)
  return vim.fs.dirname(folder) == folder or folder == vim.fs.normalize(vim.uv.os_homedir() or '')
end

--- The folder of the project of a file: the nearest with a `journey.toml`; else the repository; else the file's own.
--- The current folder does not count: in Neovim it is where somebody happens to be.
---@param path string
---@return string
function M.of(path)
  path = vim.fs.normalize(path)
  local marked = vim.fs.root(path, 'journey.toml')
  if marked then
    return marked
  end
  local repository = vim.fs.root(path, '.git')
  if repository and not is_everything(repository) then
    return repository
  end
  return vim.fs.dirname(path)
end

return M
