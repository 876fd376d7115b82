--- What people set, what they misspell, and what counts at once.

local scenario = require('scenario')
local shop = require('shop')
local check, equal, contains = scenario.check, scenario.equal, scenario.contains

shop.write()

---@return string[]
local function hints()
  return vim.iter(vim.lsp.inlay_hint.get({ bufnr = 0 })):map(function(hint)
    local label = hint.inlay_hint.label
    return type(label) == 'string' and label or vim.iter(label):map(function(part)
      return part.value
    end):join('')
  end):totable()
end

check('what is misspelt is told once, with what was meant, and everything else works', function()
  vim.g.journey = { lense = false, inlay_hints = 'yes', server = { hints = { score = false } } }
  scenario.open('shop.journey')
  vim.cmd.edit('people.journey')
  scenario.served()
  local told = scenario.told()
  equal(#told, 1)
  contains(told[1], '`lense` is no setting; did you mean `lenses`?')
  contains(told[1], '`inlay_hints` has to be true or false.')
  contains(told[1], '`server.hints.score` is no setting; did you mean `scores`?')
  equal(require('journey.settings').get().inlay_hints, true)
end)

check('settings that change are told to the server that runs', function()
  vim.cmd.edit('shop.journey')
  scenario.wait('hints', function()
    return vim.tbl_contains(hints(), 'emotion -1')
  end)
  vim.g.journey = nil
  require('journey').setup({ server = { hints = { scores = false } } })
  scenario.wait('no scores', function()
    return not vim.tbl_contains(hints(), 'emotion -1') and vim.tbl_contains(hints(), 'Maya, busy parent')
  end)
end)

check('they count for the next server, too', function()
  scenario.files({ ['next/journey.toml'] = 'language = 1\n', ['next/shop.journey'] = shop.SHOP, ['next/people.journey'] = shop.PEOPLE })
  scenario.open('next/shop.journey')
  scenario.wait('labels', function()
    return vim.tbl_contains(hints(), 'Maya, busy parent')
  end)
  equal(vim.tbl_contains(hints(), 'emotion -1'), false)
  vim.cmd.edit('shop.journey')
end)

check('a table of Vim script counts as well', function()
  vim.cmd([[let g:journey = #{ lenses: 0, inlay_hints: v:false, folding: 1 }]])
  local settings = require('journey.settings')
  equal(settings.problems(), {})
  equal({ settings.get().lenses, settings.get().inlay_hints, settings.get().folding }, { false, false, true })
end)

check('what is switched off stays off', function()
  local client = scenario.served()
  vim.cmd.JourneyRestart()
  scenario.another(client)
  vim.cmd('edit!')
  scenario.codes(shop.CODES)
  equal(vim.lsp.inlay_hint.is_enabled({ bufnr = 0 }), vim.lsp.inlay_hint.is_enabled({}))
end)

check('anything but a table is told, and the defaults count', function()
  vim.g.journey = 'x'
  equal(require('journey.settings').problems(), { '`vim.g.journey` has to be a table, such as `{ lenses = false }`.' })
  equal(require('journey.settings').get().lenses, true)
  vim.g.journey = { cmd = {}, server = { links = { ticket = 3 }, hint = {} } }
  equal(require('journey.settings').problems(), {
    '`cmd` has to be a text or a list of texts.',
    '`server.hint` is no setting; did you mean `hints`?',
    '`server.links.ticket` has to be a text.',
  })
end)
