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
end)

check('the server writes down that it could not look there', function()
  scenario.wait('a line in the log', function()
    local file = io.open(require('journey.log').path())
    return file and file:read('*a'):find('secret', 1, true)
  end)
end)

check('a state folder that may not be written leaves the server without a log, and nothing else', function()
  local folder = vim.fs.dirname(require('journey.log').path())
  vim.uv.fs_unlink(require('journey.log').path())
  assert(vim.uv.fs_chmod(folder, tonumber('500', 8)))
  vim.cmd.JourneyRestart()
  scenario.wait('another server', function()
    local client = vim.lsp.get_clients({ bufnr = 0, name = 'journey' })[1]
    return client and client.initialized
  end)
  vim.cmd('edit!')
  scenario.codes(shop.CODES)
  vim.uv.fs_chmod(folder, tonumber('700', 8))
  vim.uv.fs_chmod('secret', tonumber('700', 8))
end)
