--- What choosing a lens does: the commands of the server that an editor runs itself.

local settings = require('journey.settings')

local M = {}

--- The encoding of columns of the client that a lens came from.
---@param context table
---@return string
local function encoding(context)
  local client = vim.lsp.get_client_by_id(context.client_id)
  return client and client.offset_encoding or 'utf-16'
end

--- Each command by its name. The server is told the names.
---@type table<string, fun(command: lsp.Command, context: table)>
M.commands = {
  --- Lists the places where something is used: `uri`, position, locations.
  ['journey.showReferences'] = function(command, context)
    local locations = command.arguments[3]
    local items = vim.lsp.util.locations_to_items(locations, encoding(context))
    vim.fn.setqflist({}, ' ', { title = command.title, items = items })
    vim.cmd('botright copen')
  end,
  --- Goes to a place.
  ['journey.goToLocation'] = function(command, context)
    vim.lsp.util.show_document(command.arguments[1], encoding(context), { focus = true })
  end,
  --- Shows a journey as a map: `{ uri, id, view }`.
  ['journey.showDiagram'] = function(command)
    local diagram = command.arguments[1]
    require('journey.map').open({ path = vim.uri_to_fname(diagram.uri), journey = diagram.id, view = diagram.view })
  end,
  -- A lens that only says something has no command.
  [''] = function() end,
}

--- How often the lenses of each buffer were asked for.
local asked = {} ---@type table<integer, integer>

---@param client vim.lsp.Client
---@param method string
---@param params table
---@param bufnr integer
---@param answered fun(err: lsp.ResponseError?, result: any, context: table)
local function request(client, method, params, bufnr, answered)
  if vim.fn.has('nvim-0.11') == 1 then
    client:request(method, params, answered, bufnr)
  else
    client.request(method, params, answered, bufnr)
  end
end

--- Asks for the lenses of a buffer, for Neovims before 0.12. Their own function does nothing while it waits for an
--- answer, which then is about a text that has changed. What it keeps of an answer has no commands for a while, so that
--- choosing a lens that is in sight finds nothing. So here only the newest answer counts, and it is given to Neovim when
--- each lens has its command.
---@param client vim.lsp.Client
---@param bufnr integer
function M.refresh(client, bufnr)
  local turn = (asked[bufnr] or 0) + 1
  asked[bufnr] = turn
  local function is_old()
    return asked[bufnr] ~= turn or not vim.api.nvim_buf_is_loaded(bufnr)
  end
  local params = { textDocument = vim.lsp.util.make_text_document_params(bufnr) }
  request(client, 'textDocument/codeLens', params, bufnr, function(err, lenses, context)
    if is_old() then
      return
    end
    local open = vim.tbl_filter(function(lens)
      return not lens.command
    end, not err and lenses or {})
    local left = #open
    if left == 0 then
      vim.lsp.codelens.on_codelens(err, lenses, context)
    end
    for _, lens in ipairs(open) do
      request(client, 'codeLens/resolve', lens, bufnr, function(_, resolved)
        lens.command = resolved and resolved.command
        left = left - 1
        if left == 0 and not is_old() then
          vim.lsp.codelens.on_codelens(nil, lenses, context)
        end
      end)
    end
  end)
end

--- What Neovims before 0.12 do not do when the server says that lenses have changed: they ask for them.
---@type table<string, lsp.Handler>
M.handlers = {
  ['workspace/codeLens/refresh'] = function(_, _, context)
    local client = vim.lsp.get_client_by_id(context.client_id)
    for bufnr in pairs(client and client.attached_buffers or {}) do
      if vim.api.nvim_buf_is_loaded(bufnr) and settings.get().lenses then
        M.refresh(client, bufnr)
      end
    end
    return vim.NIL
  end,
}

return M
