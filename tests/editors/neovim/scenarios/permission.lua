--- Files and folders that may not be read, and a log that may not be written.

local scenario = require('scenario')
local shop = require('shop')
local check, equal, contains = scenario.check, scenario.equal, scenario.contains

shop.write({ ['secret/other.journey'] = 'persona otto "Otto" { goal: "x" }\n', ['closed.journey'] = 'journey c "C" {}\n' })
assert(vim.uv.fs_chmod('secret', 0))
assert(vim.uv.fs_chmod('closed.journey', 0))

check('this test runs without the right to read everything', function()
  equal(vim.uv.fs_access('secret', 'R'), false)
end)

check('a folder that may not be read does not keep the rest from being served', function()
  scenario.open('shop.journey')
  scenario.codes(shop.CODES)
  -- What is found in this file alone is told before the rest is read.
  scenario.go('persona: maya')
  vim.cmd('normal! $')
  scenario.wait('the persona in another file', function()
    local answer = scenario.ask('textDocument/hover')
    return answer and answer.contents.value:find('Maya, busy parent', 1, true)
  end)
end)

check('the server writes down that it could not look there', function()
  scenario.wait('a line in the log', function()
    local file = io.open(require('journey.log').path())
    return file and file:read('*a'):find('secret', 1, true)
  end)
end)

check('a log that may not be written leaves the server without one, and nothing else', function()
  assert(vim.uv.fs_chmod(require('journey.log').path(), 0))
  local client = scenario.served()
  vim.cmd.JourneyRestart()
  scenario.another(client)
  vim.cmd('edit!')
  scenario.codes(shop.CODES)
  vim.uv.fs_chmod('secret', tonumber('700', 8))
end)
