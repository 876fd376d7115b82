--- What changes the text on request: new names, mendings and layout.

local scenario = require('scenario')
local shop = require('shop')
local check, equal, contains, go = scenario.check, scenario.equal, scenario.contains, scenario.go

require('journey.layout').PATIENCE = scenario.PATIENCE

shop.write()
scenario.open('shop.journey')
scenario.codes(shop.CODES)

scenario.before = function()
  vim.cmd('silent! wall')
  shop.write()
  vim.cmd('silent! checktime')
  scenario.only('people.journey')
  vim.cmd('edit!')
  scenario.only('shop.journey')
  vim.cmd('edit!')
  scenario.served()
  scenario.codes(shop.CODES)
end

check('renaming changes the name in all files of the project', function()
  go('maya')
  vim.lsp.buf.rename('mia')
  scenario.wait('the new name here', function()
    return scenario.text():find('persona: mia', 1, true)
  end)
  contains(scenario.text(), 'emotion mia: -1')
  vim.cmd('silent wall')
  contains(scenario.read('people.journey'), 'persona mia "Maya, busy parent"')
  scenario.codes(shop.CODES)
end)

check('a quick fix mends what it is offered for', function()
  vim.api.nvim_buf_set_lines(0, 3, 4, false, { '  persona: mayaa' })
  scenario.codes({ 'stage-without-goal', 'unknown-name' })
  go('mayaa')
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action)
      return action.title == 'Change to `maya`'
    end,
  })
  scenario.wait('the right name', function()
    return vim.api.nvim_get_current_line() == '  persona: maya'
  end)
  scenario.codes(shop.CODES)
end)

check(':JourneyFixAll mends everything that has one safe mending', function()
  vim.api.nvim_buf_set_lines(0, 4, 5, false, { '  objective: Cut abandonment to 20%' })
  local line = vim.fn.search('goal: "Find')
  vim.api.nvim_buf_set_lines(0, line - 1, line, false, { '    goal: “Find a shop”' })
  scenario.wait('two more findings', function()
    return #vim.diagnostic.get(0) == 3
  end)
  vim.cmd.JourneyFixAll()
  scenario.wait('both mended', function()
    return scenario.text():find('objective: "Cut abandonment to 20%"', 1, true) and scenario.text():find('goal: "Find a shop"', 1, true)
  end)
  scenario.codes(shop.CODES)
  vim.cmd.JourneyFixAll()
  scenario.wait('a message', function()
    return scenario.waiting() == 1
  end)
  equal(scenario.told(), { 'Journey: There is nothing here that has one safe mending.' })
end)

check('laying out changes space and nothing else', function()
  local before = scenario.text()
  vim.cmd('silent %s/^ *//')
  vim.lsp.buf.format({ timeout_ms = scenario.PATIENCE })
  equal(scenario.text(), before)
  vim.cmd('silent 7,12s/^ *//')
  vim.cmd('7,12normal! gqq')
  equal(scenario.text(), before)
end)

check('nothing is laid out on saving, unless somebody wants it', function()
  vim.api.nvim_buf_set_lines(0, 2, 3, false, { 'state:   as-is' })
  vim.cmd('silent write')
  contains(scenario.read('shop.journey'), '\nstate:   as-is\n')
end)

check('with format_on_save, saving lays out', function()
  vim.g.journey = { format_on_save = true }
  vim.cmd.edit('people.journey')
  -- The setting counts for what gets its server from now on.
  vim.cmd('edit!')
  scenario.wait('the layout on saving', function()
    return #vim.api.nvim_get_autocmds({ group = 'journey.attach', event = 'BufWritePre', buffer = 0 }) == 1
  end)
  vim.api.nvim_buf_set_lines(0, 0, 0, false, { 'channel  desk   "Desk"' })
  vim.cmd('silent write')
  equal(vim.fn.getline(1), 'channel desk "Desk"')
  vim.g.journey = nil
end)
