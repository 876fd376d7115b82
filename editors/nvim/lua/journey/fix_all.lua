--- `:JourneyFixAll`: mends everything in the journey that has one safe mending.

local message = require('journey.message')
local server = require('journey.server')

return function()
  local bufnr = vim.api.nvim_get_current_buf()
  if #server.clients({ bufnr = bufnr }) == 0 then
    return message.tell('There is no language server for this file. `:checkhealth journey` says why.')
  end
  vim.lsp.buf.code_action({
    context = { only = { 'source.fixAll' }, diagnostics = {} },
    apply = true,
  })
end
