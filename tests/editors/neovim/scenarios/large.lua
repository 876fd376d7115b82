--- A file of 100,000 lines, and a project of 5,000 files.

local scenario = require('scenario')
local check, equal, contains = scenario.check, scenario.equal, scenario.contains

scenario.PATIENCE = 4 * scenario.PATIENCE

---@param start number
---@return string
local function seconds(start)
  return ('%.1f s'):format((vim.uv.hrtime() - start) / 1e9)
end

local lines = { 'persona maya "Maya" { goal: "x" }', 'channel app "App"' }
for number = 1, 1000 do
  vim.list_extend(lines, { ('journey j%d "Journey %d" {'):format(number, number), '  persona: maya', '  owner: @growth', '  objective: "x"', '  stage s "S" {', '    goal: "x"' })
  for step = 1, 23 do
    vim.list_extend(lines, { ('    touchpoint t%d "Step %d" {'):format(step, step), '      channel: app', ('      emotion: %d'):format(step % 3 - 1), '    }' })
  end
  vim.list_extend(lines, { '  }', '}' })
end
scenario.files({ ['large/journey.toml'] = 'language = 1\n', ['large/large.journey'] = table.concat(lines, '\n') .. '\n' })

check('a file of 100,000 lines opens at once and is served', function()
  assert(#lines >= 100000, #lines)
  local start = vim.uv.hrtime()
  vim.cmd.edit('large/large.journey')
  local opened = seconds(start)
  scenario.served()
  scenario.wait('symbols', function()
    local symbols = scenario.ask('textDocument/documentSymbol')
    return symbols and #symbols > 1000
  end)
  return ('%d lines: opened in %s, outline after %s'):format(#lines, opened, seconds(start))
end)

check('typing in it is told within a moment', function()
  vim.api.nvim_buf_set_lines(0, 3, 4, false, { '  persona: nobody' })
  local start = vim.uv.hrtime()
  scenario.wait('the finding', function()
    return vim.iter(vim.diagnostic.get(0)):any(function(finding)
      return finding.code == 'unknown-name'
    end)
  end)
  return ('found after %s'):format(seconds(start))
end)

check('the cursor moves through it, folded and coloured', function()
  local start = vim.uv.hrtime()
  vim.cmd('normal! G')
  vim.cmd.redraw()
  scenario.wait('the folds of the last step', function()
    return vim.fn.foldlevel(#lines - 3) == 3
  end)
  equal(lines[#lines - 5], '    touchpoint t23 "Step 23" {')
  local group = vim.fn.synIDattr(vim.fn.synID(#lines - 5, 5, 1), 'name')
  equal(group, 'journeyKeyword')
  vim.cmd('normal! gg')
  vim.cmd.redraw()
  vim.cmd('bdelete!')
  return seconds(start)
end)

check('a workspace of 5,000 files is read, and a name of any of them is found', function()
  local files = { ['many/journey.toml'] = 'language = 1\n' }
  for number = 1, 5000 do
    files[('many/%d/p%d.journey'):format(number % 50, number)] = ('persona p%d "Person %d" { goal: "x" }\n'):format(number, number)
  end
  files['many/a.journey'] = 'journey a "A" {\n  persona: p4999, p5001\n}\n'
  scenario.files(files)
  local start = vim.uv.hrtime()
  vim.cmd.edit('many/a.journey')
  scenario.served()
  scenario.wait('the finding', function()
    return vim.iter(vim.diagnostic.get(0)):any(function(finding)
      return finding.code == 'unknown-name'
    end)
  end)
  local unknown = vim.tbl_filter(function(finding)
    return finding.code == 'unknown-name'
  end, vim.diagnostic.get(0))
  equal(#unknown, 1)
  contains(unknown[1].message, 'p5001')
  return seconds(start)
end)
