--- The facts above declarations: what they say, and where they lead.

local scenario = require('scenario')
local shop = require('shop')
local check, equal, go = scenario.check, scenario.equal, scenario.go

shop.write()
scenario.open('shop.journey')
scenario.codes(shop.CODES)

--- What stands above declarations now, as people see it: from top to bottom.
---@return string[]
local function shown()
  local texts = {}
  for name, namespace in pairs(vim.api.nvim_get_namespaces()) do
    if name:find('codelens', 1, true) then
      for _, mark in ipairs(vim.api.nvim_buf_get_extmarks(0, namespace, 0, -1, { details = true })) do
        local chunks = (mark[4].virt_lines or {})[1] or mark[4].virt_text or {}
        local text = vim.trim(vim.iter(chunks):map(function(chunk)
          return chunk[1]
        end):join(''))
        if text ~= '' then
          table.insert(texts, { line = mark[2] + 1, text = text })
        end
      end
    end
  end
  table.sort(texts, function(a, b)
    return a.line < b.line
  end)
  return vim.tbl_map(function(lens)
    return lens.text
  end, texts)
end

---@param pattern string
local function wait_for(pattern)
  return scenario.wait('a lens with ' .. pattern, function()
    vim.cmd.redraw()
    return vim.iter(shown()):find(function(text)
      return text:find(pattern, 1, true)
    end)
  end)
end

check('facts stand above declarations', function()
  wait_for('1 reference')
end)

check('they follow the text', function()
  local line = vim.fn.search('emotion: +2')
  vim.api.nvim_buf_set_lines(0, line - 1, line, false, { '      emotion: +1 "relieved" from interviews' })
  -- What is out of sight gets no lens.
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  vim.api.nvim_exec_autocmds('TextChanged', { buffer = 0 })
  wait_for('to +1 at Opens the door')
  vim.cmd('edit!')
end)

if vim.fn.has('nvim-0.12') == 0 then
  check('of several answers the newest is kept, when each lens of it has its command', function()
    local kept = {}
    local keep = vim.lsp.codelens.on_codelens
    ---@diagnostic disable-next-line: duplicate-set-field
    vim.lsp.codelens.on_codelens = function(err, lenses, context)
      table.insert(kept, vim.deepcopy(lenses))
      return keep(err, lenses, context)
    end
    local lens = require('journey.lens')
    local refresh, asked = lens.refresh, 0
    lens.refresh = function(...)
      asked = asked + 1
      return refresh(...)
    end
    for _ = 1, 3 do
      vim.api.nvim_exec_autocmds('TextChanged', { buffer = 0 })
    end
    scenario.wait('lenses that are kept', function()
      return kept[1]
    end)
    -- What would come after it has come by the time that the server answers something else.
    scenario.ask('textDocument/codeLens')
    vim.lsp.codelens.on_codelens, lens.refresh = keep, refresh
    -- The server may have said meanwhile that lenses have changed.
    assert(asked >= 3 and #kept <= asked - 2, ('asked %d times, kept %d answers'):format(asked, #kept))
    for _, lenses in ipairs(kept) do
      assert(#lenses > 0)
      for _, each in ipairs(lenses) do
        assert(each.command, vim.inspect(each))
      end
    end
  end)
end

check('choosing uses lists them', function()
  local client = scenario.served()
  local lenses = scenario.ask('textDocument/codeLens')
  local commands = {}
  for _, lens in ipairs(lenses) do
    local answer = vim.lsp.buf_request_sync(0, 'codeLens/resolve', lens, scenario.PATIENCE)[client.id].result
    commands[answer.command.command] = commands[answer.command.command] or answer.command
  end
  local run = function(command)
    client.commands[command.command](command, { client_id = client.id, bufnr = 0 })
  end
  run(assert(commands['journey.showReferences'], vim.inspect(vim.tbl_keys(commands))))
  equal(vim.bo.buftype, 'quickfix')
  assert(#vim.fn.getqflist() > 0)
  vim.cmd.cclose()
  if commands['journey.goToLocation'] then
    run(commands['journey.goToLocation'])
  end
  local opened
  require('journey.map').open = function(what)
    opened = what
  end
  run(assert(commands['journey.showDiagram'], vim.inspect(vim.tbl_keys(commands))))
  equal({ opened.path, opened.journey }, { vim.fs.joinpath(vim.uv.cwd(), 'shop.journey'), 'weekly_shop' })
  assert(vim.list_contains(require('journey.views'), opened.view), opened.view)
end)

check('a lens is chosen by the command of Neovim', function()
  vim.cmd.edit('people.journey')
  scenario.served()
  wait_for('reference')
  go('persona maya')
  -- The check before this one has listed uses, too.
  vim.fn.setqflist({})
  ---@diagnostic disable-next-line: duplicate-set-field
  vim.ui.select = function(items, _, choose)
    choose(items[1])
  end
  vim.lsp.codelens.run()
  scenario.wait('the list of uses', function()
    return #vim.fn.getqflist() > 0 and vim.bo.buftype == 'quickfix'
  end)
end)
