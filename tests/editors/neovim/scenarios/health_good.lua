--- What `:checkhealth journey` says of a good set-up.

local scenario = require('scenario')
local shop = require('shop')
local check, equal, contains = scenario.check, scenario.equal, scenario.contains

shop.write()
vim.cmd.JourneyParser()
scenario.wait('the parser', function()
  return scenario.waiting() > 0
end)
scenario.told()

check(':checkhealth journey has nothing to complain about in a good set-up', function()
  vim.g.journey = { lenses = true }
  scenario.open('shop.journey')
  vim.cmd('checkhealth journey')
  local text = scenario.text()
  for _, bad in ipairs({ 'ERROR', 'WARNING' }) do
    equal(text:find(bad, 1, true), nil, text)
  end
  for _, good in ipairs({ 'Neovim ', '`vim.g.journey` is right', 'journey 0.', 'It starts and answers', 'with 1 open file', 'The parser is installed' }) do
    contains(text, good)
  end
  vim.cmd.close()
end)

check('it leaves no server behind', function()
  equal(#vim.api.nvim_get_proc_children(vim.fn.getpid()), 1)
end)

check('it names what is set wrongly', function()
  vim.g.journey = { lens = true }
  vim.cmd('checkhealth journey')
  contains(scenario.text(), 'WARNING `lens` is no setting; did you mean `lenses`?')
  vim.cmd.close()
end)

check("Neovim's own check of language servers works with it", function()
  vim.g.journey = nil
  vim.cmd('checkhealth vim.lsp')
  contains(scenario.text(), 'journey')
  equal(scenario.text():find('ERROR', 1, true), nil, scenario.text())
  vim.cmd.close()
end)

check('the help is there, with a tag for each command', function()
  -- Tags of a copy: those of the plugin are whoever's who installed it.
  vim.fn.mkdir('copy/doc', 'p')
  scenario.files({ ['copy/doc/journey.txt'] = scenario.read(vim.env.JOURNEY_DOC .. '/journey.txt') })
  vim.cmd('helptags copy/doc')
  vim.opt.runtimepath:prepend(vim.fs.joinpath(vim.uv.cwd(), 'copy'))
  for _, tag in ipairs({ 'journey', 'journey-install', 'journey-settings', 'journey-parser', ':JourneyMap', ':JourneyRender', ':JourneyNotes', ':JourneyNew', ':JourneyFixAll', ':JourneyLog', ':JourneyRestart', ':JourneyParser' }) do
    vim.cmd.help(tag)
    equal(vim.fs.basename(vim.api.nvim_buf_get_name(0)), 'journey.txt', tag)
  end
  vim.cmd.close()
end)

check('every setting and every command is in the help', function()
  local help = scenario.read(vim.env.JOURNEY_DOC .. '/journey.txt')
  for _, name in ipairs(require('journey.settings').names) do
    contains(help, ('*journey-setting-%s*'):format(name))
  end
  for name in pairs(vim.api.nvim_get_commands({})) do
    if vim.startswith(name, 'Journey') then
      contains(help, ('*:%s*'):format(name))
    end
  end
  for line in vim.gsplit(help, '\n') do
    assert(vim.fn.strdisplaywidth(line) <= 80, line)
  end
end)
