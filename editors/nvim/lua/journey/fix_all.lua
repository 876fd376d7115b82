--- `:JourneyFixAll`: mends everything in the journey that has one safe mending.

local message = require('journey.message')
local server = require('journey.server')

--- The kind of action that is asked for.
local KIND = 'source.fixAll'

---@param client vim.lsp.Client
---@param method string
---@param params table
---@param bufnr integer
---@param done fun(result: any)
local function request(client, method, params, bufnr, done)
  local function answered(failure, result)
    if failure then
      return message.tell(failure.message)
    end
    done(result)
  end
  if vim.fn.has('nvim-0.11') == 1 then
    client:request(method, params, answered, bufnr)
  else
    client.request(method, params, answered, bufnr)
  end
end

return function()
  local bufnr = vim.api.nvim_get_current_buf()
  local client = server.clients({ bufnr = bufnr })[1]
  if not client then
    return message.tell('There is no language server for this file. `:checkhealth journey` says why.')
  end
  local last = vim.api.nvim_buf_line_count(bufnr)
  local params = {
    textDocument = vim.lsp.util.make_text_document_params(bufnr),
    range = { start = { line = 0, character = 0 }, ['end'] = { line = last, character = 0 } },
    context = { diagnostics = {}, only = { KIND } },
  }
  local version = vim.lsp.util.buf_versions[bufnr]
  local function apply(action)
    if vim.lsp.util.buf_versions[bufnr] ~= version then
      message.tell('The text changed meanwhile. Please try again.')
    elseif action and action.edit then
      vim.lsp.util.apply_workspace_edit(action.edit, client.offset_encoding)
    end
  end
  request(client, 'textDocument/codeAction', params, bufnr, function(actions)
    local action = (actions or {})[1]
    if not action then
      message.tell('There is nothing here that has one safe mending.', vim.log.levels.INFO)
    elseif action.edit then
      apply(action)
    else
      request(client, 'codeAction/resolve', action, bufnr, apply)
    end
  end)
end
