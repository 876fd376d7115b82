--- What people read: findings, explanations, names and where they lead.

local scenario = require('scenario')
local shop = require('shop')
local check, equal, contains, ask, go = scenario.check, scenario.equal, scenario.contains, scenario.ask, scenario.go

shop.write({ ['broken.journey'] = 'journey a "A" {\n  persona: nobody\n  stage s "S" {\n    touchpoint t "T" { emotion: 9 }\n  }\n' })

local held, is_held = {}, false ---@type (fun())[]
local start = vim.lsp.rpc.start
--- Keeps the answers to the question what has changed of colours, for as long as a check wants.
---@diagnostic disable-next-line: duplicate-set-field
vim.lsp.rpc.start = function(...)
  local rpc = start(...)
  local request = rpc.request
  rpc.request = function(method, params, answered, ...)
    return request(method, params, function(...)
      local answer = vim.F.pack_len(...)
      if is_held and method == 'textDocument/semanticTokens/full/delta' then
        table.insert(held, function()
          answered(vim.F.unpack_len(answer))
        end)
      else
        answered(...)
      end
    end, ...)
  end
  return rpc
end

check('a journey is recognised, and gets one server for its project', function()
  local client = scenario.open('shop.journey')
  equal(vim.bo.filetype, 'journey')
  equal(client.config.root_dir, vim.uv.cwd())
  vim.cmd.split('people.journey')
  equal(scenario.served().id, client.id)
  vim.cmd.close()
end)

scenario.before = function()
  scenario.only('shop.journey')
end

check('findings stand where they are, with the severity and the code of the program', function()
  scenario.codes(shop.CODES)
  vim.cmd.edit('broken.journey')
  scenario.codes({ 'stage-without-goal', 'syntax-error', 'unknown-name', 'wrong-value' })
  local findings = vim.diagnostic.get(0)
  table.sort(findings, function(a, b)
    return a.code < b.code
  end)
  equal({ findings[3].lnum, findings[3].col, findings[3].end_col }, { 1, 11, 17 })
  equal(findings[3].severity, vim.diagnostic.severity.ERROR)
end)

check('a half-typed line is told while it is typed, and no more when it is whole', function()
  go('persona: maya')
  vim.api.nvim_set_current_line('  persona: may')
  scenario.codes({ 'stage-without-goal', 'unknown-name' })
  vim.api.nvim_set_current_line('  persona: maya')
  scenario.codes(shop.CODES)
end)

check('completion offers the names that fit, and what it inserts is right', function()
  go('persona: maya')
  vim.api.nvim_set_current_line('  persona: m')
  vim.api.nvim_win_set_cursor(0, { 4, 12 })
  local answer = ask('textDocument/completion')
  local items = answer.items or answer
  equal(items[1].label, 'maya')
  -- A completion may name two ranges: what it is put before, and what it takes the place of.
  local edit = items[1].textEdit
  local change = { newText = edit.newText, range = edit.range or edit.replace }
  vim.lsp.util.apply_text_edits({ change }, vim.api.nvim_get_current_buf(), scenario.served().offset_encoding)
  equal(vim.api.nvim_get_current_line(), '  persona: maya')
end)

check('hover explains the name under the cursor', function()
  go('maya')
  local answer = ask('textDocument/hover')
  contains(answer.contents.value, 'Maya, busy parent')
  contains(answer.contents.value, 'She shops between two other things.')
  vim.lsp.buf.hover()
  local window = scenario.wait('a window with the explanation', function()
    return vim.iter(vim.api.nvim_list_wins()):find(function(win)
      return vim.api.nvim_win_get_config(win).relative ~= ''
    end)
  end)
  local lines = vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false)
  contains(table.concat(lines, '\n'), 'Maya, busy parent')
  vim.api.nvim_win_close(window, true)
end)

check('the outline has every declaration in its place', function()
  local symbols = ask('textDocument/documentSymbol')
  local function outline(found, depth)
    return vim.iter(found):map(function(symbol)
      local below = outline(symbol.children or {}, depth + 1)
      return vim.list_extend({ ('  '):rep(depth) .. symbol.name }, below)
    end):flatten():totable()
  end
  equal(outline(symbols, 0), {
    'Weekly shop',
    '  Discover',
    '    Searches for dinner',
    '      Results show out-of-stock items',
    '  Receive',
    '    Opens the door',
    '  Show live stock in search',
  })
end)

check('symbols of the whole project are found', function()
  local found = ask('workspace/symbol', { query = 'maya' })
  contains(found[1].name, 'Maya')
end)

check('going to a name opens its file, and uses are listed', function()
  go('maya')
  vim.lsp.buf.definition()
  scenario.wait('the other file', function()
    return vim.fs.basename(vim.api.nvim_buf_get_name(0)) == 'people.journey'
  end)
  equal(vim.api.nvim_win_get_cursor(0), { 2, 8 })
  vim.lsp.buf.references({ includeDeclaration = false })
  scenario.wait('the list of uses', function()
    return #vim.fn.getqflist() == 2
  end)
  vim.cmd.cclose()
end)

check('the server colours names by what they name', function()
  go('maya')
  local tokens = scenario.wait('tokens at the name', function()
    local found = vim.lsp.semantic_tokens.get_at_pos()
    return found and #found > 0 and found
  end)
  equal(tokens[1].type, 'class')
end)

if vim.fn.has('nvim-0.12') == 0 then
  check('colours that come although others were asked for do no harm', function()
    local function colour()
      return (vim.lsp.semantic_tokens.get_at_pos() or {})[1]
    end
    go('maya')
    scenario.wait('tokens', colour)
    is_held = true
    vim.api.nvim_buf_set_lines(0, 0, 0, false, { '// one more' })
    scenario.wait('what has changed', function()
      return held[1]
    end)
    -- As where the file is read anew.
    vim.lsp.semantic_tokens.force_refresh(0)
    is_held = false
    held[1]()
    scenario.wait('tokens again', colour)
    equal(vim.v.errmsg, '')
  end)
end

check('labels and scores stand behind names', function()
  scenario.becomes('the first hints', { 'Maya, busy parent', 'emotion -1', 'Mobile app' }, function()
    return vim.iter(vim.lsp.inlay_hint.get({ bufnr = 0 })):take(3):map(function(hint)
      local label = hint.inlay_hint.label
      return type(label) == 'string' and label or vim.iter(label):map(function(part) return part.value end):join('')
    end):totable()
  end)
end)

check('declarations fold where the server says', function()
  go('touchpoint search')
  local line = vim.fn.line('.')
  local brace = vim.fn.search('^    }$', 'nW')
  -- The server leaves the brace that closes in sight; before it answers, and before Neovim 0.11, braces fold by themselves.
  scenario.becomes('the folds', { 3, vim.lsp.foldexpr and 2 or 3 }, function()
    return { vim.fn.foldlevel(line), vim.fn.foldlevel(brace) }
  end)
  equal(vim.wo.foldlevel, 99)
  equal(vim.fn.foldclosed(line), -1)
  vim.cmd(line .. 'foldclose')
  local last = vim.lsp.foldexpr and '      }' or '    }'
  equal({ vim.fn.foldclosed(line), vim.fn.getline(vim.fn.foldclosedend(line)) }, { line, last })
  vim.cmd('%foldopen!')
end)

check('the same place in other columns: letters of more than one byte before a name', function()
  vim.api.nvim_buf_set_lines(0, 3, 4, false, { '  objective: "🛒 für Öl"; persona: maya' })
  go('maya')
  contains(ask('textDocument/hover').contents.value, 'Maya, busy parent')
end)
