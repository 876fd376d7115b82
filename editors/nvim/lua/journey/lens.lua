--- What choosing a lens does: the commands of the server that an editor runs itself.

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

return M
