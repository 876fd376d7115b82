--- What plugin managers and people call. Nothing has to be called: the plugin works as it is.

local M = {}

--- Sets what `vim.g.journey` holds. Servers that run are told.
---@param settings? journey.Settings
function M.setup(settings)
  vim.g.journey = vim.tbl_extend('force', vim.g.journey or {}, settings or {})
  if package.loaded['journey.server'] then
    require('journey.server').tell_settings()
  end
end

return M
