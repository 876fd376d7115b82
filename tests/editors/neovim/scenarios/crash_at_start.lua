--- A server that ends as soon as it is started.

local scenario = require('scenario')
local shop = require('shop')
local check, equal, contains = scenario.check, scenario.equal, scenario.contains

require('journey.crash').delays = { 10, 20, 30, 40 }

shop.write()

---@return integer
local function starts()
  return select(2, scenario.read(vim.env.JOURNEY_STARTS):gsub('\n', ''))
end

check('a server that crashes at start is tried again, then no more, and people are told once', function()
  vim.cmd.edit('shop.journey')
  scenario.wait('a message', function()
    return scenario.waiting() > 0
  end)
  local told = scenario.told()
  equal(#told, 1)
  contains(told[1], 'ended 5 times by itself (exit status 3) and stays ended')
  contains(told[1], ':JourneyRestart')
  equal(starts(), 5)
  equal(#vim.lsp.get_clients({ name = 'journey' }), 0)
end)

check('the log shows what it wrote before it ended', function()
  vim.cmd.JourneyLog()
  contains(scenario.text(), 'no memory for journeys')
  vim.cmd.close()
end)

check('editing goes on without it', function()
  equal(vim.bo.filetype, 'journey')
  vim.api.nvim_buf_set_lines(0, 0, 0, false, { '// a line' })
  vim.cmd('silent write')
  equal(vim.fn.foldlevel(4), 1)
end)

check(':JourneyRestart tries again', function()
  vim.cmd.JourneyRestart()
  scenario.wait('a message', function()
    return scenario.waiting() > 0
  end)
  equal(#scenario.told(), 1)
  equal(starts(), 10)
end)
