--- What tree-sitter makes of a journey: its colours, and what else the parser is used for.

local scenario = require('scenario')
local check, equal, contains = scenario.check, scenario.equal, scenario.contains

-- The server colours over tree-sitter; here tree-sitter is looked at alone.
vim.g.journey = { enable = false }

--- Below each line, under a word, what it is: `^ name` for the place of the `^`.
local MARKED = [[
/// **About** Maya.
//^ comment.documentation
//  ^ markup.strong
// why
//^ comment
persona maya "Maya \"M\"" {
//^ keyword
//      ^ type
//            ^ string
//                 ^ string.escape
//                        ^ punctuation.bracket
  goal: "x", "y" from interviews
//^ property
//    ^ punctuation.delimiter
//      ^ string
//               ^ keyword
//                    ^ type
  priority: primary
//          ^ constant
}
journey größe-1 "A" {
//^ keyword
//      ^ type
  stage s "S" { touchpoint t "T" { emotion maya: -1 "sad" from a.b } }
//                ^ keyword
//                                 ^ property
//                                         ^ type
//                                               ^ number
//                                                             ^ type
  reviewed: 2026-11-01; owner: @growth
//          ^ number
//                             ^ attribute
}
]]

check('without a parser the syntax file colours', function()
  scenario.files({ ['a.journey'] = 'journey a "A"\n' })
  vim.cmd('syntax on')
  vim.cmd.edit('a.journey')
  equal(require('journey.parser').installed(), false)
  equal(vim.treesitter.highlighter.active[vim.api.nvim_get_current_buf()], nil)
  equal(vim.fn.synIDattr(vim.fn.synID(1, 1, 1), 'name'), 'journeyKeyword')
end)

check(':JourneyParser builds the parser, and open journeys get its colours at once', function()
  vim.cmd.JourneyParser()
  scenario.wait('a message', function()
    return scenario.waiting() > 0
  end)
  contains(scenario.told()[1], 'The parser is built')
  assert(vim.uv.fs_stat(require('journey.parser').target()))
  assert(vim.treesitter.highlighter.active[vim.api.nvim_get_current_buf()])
end)

check('colours are as expected at each marked place', function()
  local lines, expected = {}, {}
  for line in vim.gsplit(MARKED, '\n', { trimempty = true }) do
    local before, name = line:match('^(//%s*)%^ ([%w.]+)$')
    if name then
      -- The column counts characters, as people see it: a letter of two bytes is one.
      table.insert(expected, { row = #lines - 1, column = #before, name = name })
    else
      table.insert(lines, line)
    end
  end
  vim.cmd.enew()
  vim.api.nvim_buf_set_lines(0, 0, -1, false, lines)
  vim.bo.filetype = 'journey'
  vim.treesitter.get_parser(0):parse(true)
  local wrong = {}
  for _, place in ipairs(expected) do
    local column = vim.fn.byteidx(lines[place.row + 1], place.column)
    local captures = vim.tbl_map(function(capture)
      return capture.capture
    end, vim.treesitter.get_captures_at_pos(0, place.row, column))
    captures = vim.tbl_filter(function(name)
      return not vim.list_contains({ 'spell', 'nospell', 'none', 'conceal' }, name)
    end, captures)
    if captures[#captures] ~= place.name then
      table.insert(wrong, { place.row + 1, place.column, place.name, captures })
    end
  end
  equal(wrong, {})
  return ('%d places'):format(#expected)
end)

check('a journey in a Markdown fence is coloured too', function()
  vim.cmd.enew()
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { '# Map', '', '```journey', 'persona maya "Maya"', '```' })
  vim.bo.filetype = 'markdown'
  vim.treesitter.start(0, 'markdown')
  vim.treesitter.get_parser(0):parse(true)
  local captures = vim.tbl_map(function(capture)
    return capture.capture
  end, vim.treesitter.get_captures_at_pos(0, 3, 0))
  equal(vim.list_contains(captures, 'keyword'), true, vim.inspect(captures))
end)

check('all queries are for the parser', function()
  for _, path in ipairs(vim.fn.globpath(vim.env.JOURNEY_PLUGIN, 'queries/journey/*.scm', false, true)) do
    local name = vim.fs.basename(path):gsub('%.scm$', '')
    assert(vim.treesitter.query.get('journey', name), name)
  end
end)

check('nvim-treesitter is told where the grammar is', function()
  local parsers = {}
  package.loaded['nvim-treesitter.parsers'] = parsers
  vim.api.nvim_exec_autocmds('User', { pattern = 'TSUpdate' })
  assert(vim.uv.fs_stat(vim.fs.joinpath(parsers.journey.install_info.path, 'src/parser.c')))
end)

check('spelling is looked at in texts and comments only', function()
  vim.cmd.edit({ 'a.journey', bang = true })
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { '// a mistaek', 'journey mistaek "A mistaek" {}' })
  vim.wo.spell = true
  vim.treesitter.get_parser(0):parse(true)
  vim.cmd.redraw()
  local row = 1
  local function spelt(column)
    return vim.iter(vim.treesitter.get_captures_at_pos(0, row, column)):any(function(capture)
      return capture.capture == 'spell'
    end)
  end
  equal({ spelt(8), spelt(18) }, { false, true })
  vim.cmd('silent! write')
end)

check('switched off, tree-sitter leaves journeys alone', function()
  vim.g.journey = { enable = false, highlight = false }
  vim.cmd.edit('b.journey')
  equal(vim.treesitter.highlighter.active[vim.api.nvim_get_current_buf()], nil)
end)

check('colours for another parser do not keep a file from being opened', function()
  vim.g.journey = { enable = false }
  local folder = vim.fs.joinpath(vim.uv.cwd(), 'other')
  vim.fn.mkdir(vim.fs.joinpath(folder, 'queries/journey'), 'p')
  scenario.files({ ['other/queries/journey/highlights.scm'] = '(no_such_node) @keyword\n' })
  vim.opt.runtimepath:prepend(folder)
  package.loaded['journey.parser'] = nil
  -- A fresh Neovim reads the colours; this one knows the old ones.
  local result = vim.system({
    vim.v.progpath, '--headless', '-n', '-i', 'NONE', '--cmd', 'set rtp^=' .. vim.env.VIMRUNTIME,
    '-u', vim.fs.joinpath(vim.env.JOURNEY_SCENARIOS, 'lua/init.lua'),
    '--cmd', 'let g:journey = #{ enable: 0 }',
    '-c', 'set rtp^=' .. folder, '-c', 'syntax on', '-c', 'edit a.journey',
    '-c', 'lua io.stdout:write(vim.inspect({ require("journey.parser").fits(), vim.bo.syntax }))', '-c', 'qa!',
  }, { text = true }):wait()
  contains(result.stdout, 'false')
  contains(result.stdout, '"journey"')
end)
