--- What the commands of the plugin do without a server.

local scenario = require('scenario')
local shop = require('shop')
local check, equal, contains, go = scenario.check, scenario.equal, scenario.contains, scenario.go

vim.g.journey = { enable = false }
shop.write({ ['two words/two.journey'] = 'journey first "First" {}\njourney second "Second" {\n  stage s "S" { touchpoint t "Told twice" { emotion: +1 } }\n}\n' })

scenario.before = function()
  scenario.only('shop.journey')
end

---@return string
local function message()
  scenario.wait('a message', function()
    return scenario.waiting() > 0
  end)
  return table.concat(scenario.told(), '\n')
end

--- The text of the window that a command opens.
---@param filetype string
---@return string
local function shown(filetype)
  local window = scenario.wait('a window with ' .. filetype, function()
    return vim.iter(vim.api.nvim_list_wins()):find(function(candidate)
      local bufnr = vim.api.nvim_win_get_buf(candidate)
      return vim.bo[bufnr].filetype == filetype and vim.api.nvim_buf_get_lines(bufnr, 0, 1, false)[1] ~= ''
    end)
  end)
  return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), '\n')
end

check(':JourneyNotes says how there would be some', function()
  vim.cmd.JourneyNotes()
  equal(message(), 'Journey: No view was written yet: `:JourneyRender` writes one.')
end)

check(':JourneyRender shows the map as Mermaid in a window of its own', function()
  vim.cmd.JourneyRender()
  contains(shown('mermaid'), 'Searches for dinner')
  equal(vim.bo.buftype, 'nofile')
  contains(message(), 'This is the view `map`, with ')
end)

check('the journey around the cursor is meant', function()
  vim.cmd.edit('two\\ words/two.journey')
  go('Told twice')
  vim.cmd('JourneyRender story')
  contains(shown('mermaid') , 'Told twice')
end)

check('views that are pages are Markdown', function()
  vim.cmd('JourneyRender report')
  contains(shown('markdown'), '## Weekly shop')
  contains(message(), 'This is the view `report`, with 2 notes on what it leaves out: `:JourneyNotes`.')
end)

check('a file is written, in the form that its name says, and never over another', function()
  vim.cmd('JourneyRender map two\\ words/map.svg')
  contains(message(), '/map.svg, with 2 notes on what it leaves out: `:JourneyNotes`.')
  contains(scenario.read('two words/map.svg'), '<svg')
  vim.cmd('JourneyRender map two\\ words/map.svg')
  contains(message(), 'is there already. `:JourneyRender! map')
  vim.cmd('JourneyRender! emotion two\\ words/map.svg')
  contains(message(), 'The view `emotion` is in ')
end)

check(':JourneyNotes tells all that the last view leaves out', function()
  scenario.files({ ['two words/noted.journey'] = 'journey noted "Noted" {\n  stage s "S" {\n    touchpoint t "T" { emotion: +1; says: "Ah" }\n    touchpoint u "U"\n  }\n}\n' })
  vim.cmd.edit('two\\ words/noted.journey')
  vim.cmd('JourneyRender! emotion two\\ words/map.svg')
  contains(message(), '/map.svg, with 2 notes on what it leaves out: `:JourneyNotes`.')
  vim.cmd.JourneyNotes()
  local said = message()
  contains(said, 'Journey: On the view `emotion`:\n- No emotion is known for ')
  contains(said, '\n- The journey says more than this view shows: ')
  vim.cmd('JourneyRender! story two\\ words/map.svg')
  contains(message(), '/map.svg, with a note on what it leaves out: `:JourneyNotes`.')
  vim.cmd.edit('two\\ words/two.journey')
  go('Told twice')
  vim.cmd('JourneyRender! story two\\ words/map.svg')
  contains(message(), '/map.svg.')
  vim.cmd.JourneyNotes()
  equal(message(), 'Journey: There is no note on the view `story`.')
end)

check('a misspelt view is told with what was meant', function()
  vim.cmd('JourneyRender emotoin')
  equal(message(), 'Journey: There is no view `emotoin`. Did you mean `emotion`?')
end)

check('views are completed, then files; they are those that the program has', function()
  local views = vim.fn.getcompletion('JourneyRender ', 'cmdline')
  equal(vim.fn.getcompletion('JourneyRender em', 'cmdline'), { 'emotion' })
  equal(vim.fn.getcompletion('JourneyRender map peo', 'cmdline'), { 'people.journey' })
  equal(vim.fn.getcompletion('JourneyMap ', 'cmdline'), { 'browser', 'text', 'stop' })
  local result = vim.system({ 'journey', 'render', 'shop.journey', '--view', '?' }, { text = true }):wait()
  local known = {}
  for view in result.stderr:gmatch('\n        ([%l-]+): ') do
    table.insert(known, view)
  end
  table.sort(known)
  table.sort(views)
  equal(views, known)
end)

check('what is not saved is told', function()
  vim.api.nvim_buf_set_lines(0, 0, 0, false, { '// more' })
  vim.cmd('JourneyRender map')
  contains(message(), 'has changes that are not')
  shown('mermaid')
  contains(message(), 'This is the view `map`')
  vim.cmd('silent! close')
  vim.cmd('edit!')
end)

check(':JourneyMap text draws beside the text and follows what is saved', function()
  local window = vim.api.nvim_get_current_win()
  vim.cmd('JourneyMap text')
  contains(shown('journeydrawing'), 'Searches for dinner')
  equal(vim.api.nvim_get_current_win(), window)
  vim.cmd('silent %s/Searches for dinner/Looks for dinner/')
  vim.cmd('silent write')
  scenario.wait('the new drawing', function()
    return shown('journeydrawing'):find('Looks for dinner', 1, true)
  end)
  -- One window, however often it is asked for.
  vim.cmd('JourneyMap text')
  equal(#vim.api.nvim_list_wins(), 2)
  vim.cmd('JourneyMap stop')
  equal(#vim.api.nvim_list_wins(), 1)
end)

check('a text that cannot be drawn keeps the last drawing', function()
  go('journey weekly_shop')
  vim.cmd('JourneyMap text')
  contains(shown('journeydrawing'), 'Opens the door')
  vim.cmd('silent %s/^journey weekly_shop/journey other/')
  vim.cmd('silent write')
  contains(message(), 'has no journey `weekly_shop`')
  contains(shown('journeydrawing'), 'Opens the door')
  vim.cmd('JourneyMap stop')
  shop.write()
end)

check('commands say where they can do nothing', function()
  vim.cmd('enew')
  vim.cmd('JourneyMap')
  contains(message(), 'This window shows no journey.')
  vim.bo.filetype = 'journey'
  vim.cmd('JourneyRender')
  contains(message(), 'This journey is in no file yet.')
  vim.cmd('JourneyMap nonsense')
  contains(message(), '`:JourneyMap nonsense` means nothing.')
  vim.cmd('JourneyFixAll')
  contains(message(), 'There is no language server for this file.')
  vim.cmd('JourneyLog')
  contains(message(), 'There is no log yet')
end)

check(':JourneyNew begins a map in a buffer, and writes nothing', function()
  vim.cmd('JourneyNew returns')
  equal(vim.fs.basename(vim.api.nvim_buf_get_name(0)), 'returns.journey')
  contains(scenario.text(), 'journey returns')
  equal(vim.bo.modified, true)
  equal(vim.uv.fs_stat('returns.journey'), nil)
  vim.cmd('silent write')
  vim.cmd('JourneyNew returns.journey')
  contains(message(), 'is there already')
end)

check(':JourneyNew with a folder makes a project and opens its first map', function()
  vim.cmd('JourneyNew clinic/')
  assert(vim.uv.fs_stat('clinic/journey.toml'))
  equal(vim.bo.filetype, 'journey')
  vim.cmd('JourneyNew clinic/')
  contains(message(), 'journey.toml')
end)

check(':JourneyNew does not wait for ever for a program that does not answer', function()
  scenario.files({ silent = '#!/bin/sh\nexec sleep 1000\n' })
  assert(vim.uv.fs_chmod('silent', tonumber('755', 8)))
  vim.g.journey = { enable = false, cmd = vim.fs.joinpath(vim.uv.cwd(), 'silent') }
  local system = vim.system
  ---@diagnostic disable-next-line: duplicate-set-field
  vim.system = function(command, options, done)
    -- People wait for seconds; without a limit there is nothing to shorten, and this fails.
    return system(command, vim.tbl_extend('force', options, { timeout = options.timeout / 100 }), done)
  end
  local ran, problem = pcall(vim.cmd, 'JourneyNew late')
  vim.system = system
  vim.g.journey = { enable = false }
  assert(ran, problem)
  contains(message(), 'silent new` does not answer. Is it the right program?')
  equal(vim.fn.bufexists('late.journey'), 0)
end)

check(':JourneyNew without a name asks for it', function()
  ---@diagnostic disable-next-line: duplicate-set-field
  vim.ui.input = function(_, done)
    done('asked')
  end
  vim.cmd('JourneyNew')
  equal(vim.fs.basename(vim.api.nvim_buf_get_name(0)), 'asked.journey')
  vim.cmd('edit!')
end)
