--- `:JourneyRestart`: ends the server and starts it again with what is set now.

local crash = require('journey.crash')
local message = require('journey.message')
local server = require('journey.server')

--- How long the server may take to end in order, in milliseconds. Then it is ended.
local PATIENCE = 2000

---@param client vim.lsp.Client
---@param force boolean
local function stop(client, force)
  if vim.fn.has('nvim-0.11') == 1 then
    client:stop(force)
  else
    client.stop(force)
  end
end

return function()
  crash.forget()
  message.forget()
  for _, client in ipairs(server.clients()) do
    stop(client, false)
  end
  local began = vim.uv.now()
  local function again()
    local left = server.clients()
    if #left == 0 then
      -- What is set may have changed.
      server.forget_configuration()
      server.start_all()
      return
    end
    for _, client in ipairs(vim.uv.now() - began > PATIENCE and left or {}) do
      stop(client, true)
    end
    vim.defer_fn(again, 20)
  end
  again()
end
