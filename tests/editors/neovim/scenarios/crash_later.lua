--- A server that works and then ends, again and again.

local scenario = require('scenario')
local shop = require('shop')
local check, equal, contains = scenario.check, scenario.equal, scenario.contains

local crash = require('journey.crash')
-- People wait for seconds; the order of things is the same.
crash.delays = { 10, 20, 30, 40 }
crash.settled = 200

shop.write()
-- Two files of one server: its return is told once, and not once for each.
vim.cmd.edit('people.journey')
vim.cmd.edit('shop.journey')

--- Ends the server that runs, as a crash does, and gives what people are told then.
---@return string
local function crash_and_hear()
  scenario.served()
  scenario.codes(shop.CODES)
  local servers = scenario.processes()
  equal(#servers, 1)
  vim.uv.kill(servers[1], 'sigkill')
  scenario.wait('a message', function()
    return scenario.waiting() > 0
  end)
  local told = scenario.told()
  equal(#told, 1)
  return told[1]
end

check('each end after which it stays is told once, until it stays ended', function()
  -- The message comes when the server has settled, so each of these ends is one of a settled server.
  for _ = 1, #crash.delays do
    contains(crash_and_hear(), 'The language server ended by itself (signal 9) and runs again.')
  end
  contains(crash_and_hear(), 'ended 5 times by itself (signal 9) and stays ended')
  equal(#vim.lsp.get_clients({ name = 'journey' }), 0)
end)

check(':JourneyRestart begins anew', function()
  vim.cmd.JourneyRestart()
  contains(crash_and_hear(), 'The language server ended by itself (signal 9) and runs again.')
end)
