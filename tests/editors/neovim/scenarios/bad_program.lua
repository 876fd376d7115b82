--- A program that does not do: what people are told, what works without it, and how it is mended.

local scenario = require('scenario')
local shop = require('shop')
local check, equal, contains = scenario.check, scenario.equal, scenario.contains

shop.write()

check('a program that does not do is told once, in a sentence that says what to do', function()
  vim.cmd.edit('shop.journey')
  scenario.wait('a message', function()
    return scenario.waiting() > 0
  end)
  -- Another file, and the same again: nothing more is to be said.
  vim.cmd.edit('people.journey')
  vim.cmd('edit!')
  -- What somebody else is told after the same question comes after all that the plugin says of those.
  require('journey.program').check(function()
    require('journey.message').tell('This is the end.')
  end)
  scenario.wait('the last message', function()
    return scenario.waiting() > 1
  end)
  local told = scenario.told()
  equal(#told, 2)
  contains(told[1], vim.env.JOURNEY_TOLD)
  equal(told[2], 'Journey: This is the end.')
  equal(#vim.lsp.get_clients(), 0)
end)

check('colours, folds and indentation work without it', function()
  equal(vim.bo.filetype, 'journey')
  equal(vim.bo.commentstring, '// %s')
  equal(vim.fn.foldlevel(3), 1)
end)

check('commands that need it say so', function()
  vim.cmd.JourneyFixAll()
  scenario.wait('a message', function()
    return scenario.waiting() > 0
  end)
  contains(scenario.told()[1], ':checkhealth journey')
end)

check(':checkhealth journey says the same as an error', function()
  vim.cmd('checkhealth journey')
  contains(scenario.text(), 'ERROR')
  contains(scenario.text(), vim.env.JOURNEY_TOLD)
  scenario.told()
end)

check('once it is mended, :JourneyRestart starts it', function()
  vim.cmd.edit('shop.journey')
  vim.g.journey = { cmd = vim.env.JOURNEY_GOOD }
  vim.cmd.JourneyRestart()
  scenario.served()
  scenario.codes(shop.CODES)
end)
