--- The ways in which a server ends: by a crash, by a new start, by hand.

local scenario = require('scenario')
local shop = require('shop')
local check, equal, contains = scenario.check, scenario.equal, scenario.contains

local crash = require('journey.crash')
-- People wait for seconds; the order of things is the same.
crash.delays = { 10, 20, 30, 40 }
crash.settled = 200

shop.write()
vim.cmd.edit('shop.journey')

check('a server that crashes is started again, and told once', function()
  local client = scenario.served()
  scenario.codes(shop.CODES)
  local servers = scenario.processes()
  equal(#servers, 1)
  vim.uv.kill(servers[1], 'sigkill')
  scenario.another(client)
  scenario.wait('a message', function()
    return scenario.waiting() > 0
  end)
  local told = scenario.told()
  equal(#told, 1)
  contains(told[1], 'The language server ended by itself (signal 9) and runs again.')
end)

check('the new server knows what the old one knew', function()
  vim.api.nvim_buf_set_lines(0, 3, 4, false, { '  persona: nobody' })
  scenario.codes({ 'stage-without-goal', 'unknown-name' })
  vim.cmd('edit!')
  scenario.codes(shop.CODES)
end)

check('ending it by :JourneyRestart is no crash', function()
  local client = scenario.served()
  vim.cmd.JourneyRestart()
  scenario.another(client)
  scenario.codes(shop.CODES)
  equal(#vim.lsp.get_clients({ name = 'journey' }), 1)
end)

check('a server that is stopped by hand stays stopped', function()
  for _, client in ipairs(vim.lsp.get_clients({ name = 'journey' })) do
    client.stop(client)
  end
  scenario.wait('no server', function()
    return #vim.lsp.get_clients({ name = 'journey' }) == 0
  end)
  -- An end that counts as a crash is written down in the round behind it, before any other start.
  local over
  vim.schedule(function()
    over = true
  end)
  scenario.wait('the next round', function()
    return over
  end)
  local _, crashes = scenario.read(require('journey.log').path()):gsub('ended by itself', '')
  equal(crashes, 1)
  equal(#vim.lsp.get_clients({ name = 'journey' }), 0)
end)

check('the log says that it ended', function()
  vim.cmd.JourneyLog()
  contains(scenario.text(), 'the server ended by itself (signal 9)')
  vim.cmd.close()
end)
