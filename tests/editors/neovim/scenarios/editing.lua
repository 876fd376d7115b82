--- What works without a server as people write: indentation, comments, folds, and the colours of the syntax file.

local scenario = require('scenario')
local shop = require('shop')
local check, equal, contains = scenario.check, scenario.equal, scenario.contains

-- What people type has to come out right without a server, too.
vim.g.journey = { enable = false, highlight = false }
shop.write()

---@param keys string as a person presses them, `<CR>` and the like for keys without a letter
local function press(keys)
  vim.api.nvim_feedkeys(vim.keycode(keys), 'tx', false)
end

---@param lines string[]
local function buffer(lines)
  vim.cmd('enew!')
  vim.api.nvim_buf_set_lines(0, 0, -1, false, lines)
  vim.bo.filetype = 'journey'
end

check('a file called .journey is a journey, also when it is new or has strange letters in its name', function()
  for _, name in ipairs({ 'new.journey', 'Ärger & Freude 🛒.journey', 'a.b.journey' }) do
    vim.cmd.edit(vim.fn.fnameescape(name))
    equal(vim.bo.filetype, 'journey')
  end
end)

check('no server is started where nobody wants one', function()
  equal(vim.lsp.get_clients(), {})
end)

check('gcc makes a line a comment and back', function()
  buffer({ 'journey a "A" {', '  state: as-is', '}' })
  press('2Ggcc')
  equal(vim.fn.getline(2), '  // state: as-is')
  press('gcc')
  equal(vim.fn.getline(2), '  state: as-is')
end)

check('Enter in a documentation comment goes on with it, and so does o', function()
  buffer({ '/// The shop' })
  press('A<CR>as it is')
  equal(scenario.text(), '/// The shop\n/// as it is')
  buffer({ '// a' })
  press('ob')
  equal(scenario.text(), '// a\n// b')
end)

check('a block is set in as it is typed', function()
  buffer({ '' })
  press('ijourney a "A" {<CR>stage s "S" {<CR>touchpoint t "T" { emotion: +1 }<CR>}<CR>opportunity o "O"<CR>}')
  equal(scenario.text(), [[
journey a "A" {
  stage s "S" {
    touchpoint t "T" { emotion: +1 }
  }
  opportunity o "O"
}]])
end)

check('a line that goes on is set in, and the next steps back', function()
  buffer({ 'persona a "A" {' })
  press('A<CR>goal: "one",<CR>"two",<CR>"three"<CR>role: "x"<CR>}')
  equal(scenario.text(), [[
persona a "A" {
  goal: "one",
    "two",
    "three"
  role: "x"
}]])
end)

check('braces in texts and comments do not count, and the lines of a long text stay as they are', function()
  local lines = vim.split([[
persona a "A {" { // }
  quote: "}"
  goal: """
    One
       two {
    """
  role: "x"
}
channel b "B"]], '\n')
  buffer(lines)
  press('gg=G')
  equal(scenario.text(), table.concat(lines, '\n'))
end)

check('all examples keep their indentation', function()
  for _, path in ipairs(vim.fn.globpath(vim.env.JOURNEY_EXAMPLES, '**/*.journey', false, true)) do
    vim.cmd.edit(vim.fn.fnameescape(path))
    local before = scenario.text()
    press('gg=G')
    equal(scenario.text() == before, true, path)
    vim.cmd('edit!')
  end
end)

check('an id with hyphens and letters of any language is one word; a dotted name is several', function()
  buffer({ 'stale-stück.größe_ñ x' })
  press('gg0yiw')
  equal(vim.fn.getreg('"'), 'stale-stück')
  press('ggw' .. 'wyiw')
  equal(vim.fn.getreg('"'), 'größe_ñ')
end)

check('folds follow braces', function()
  vim.cmd.edit('shop.journey')
  local line = vim.fn.search('touchpoint search')
  equal(vim.fn.foldlevel(line), 3)
  vim.cmd(line .. 'foldclose')
  equal(vim.fn.getline(vim.fn.foldclosedend(line)), '    }')
end)

check('the syntax file colours what tree-sitter would', function()
  vim.cmd('syntax on')
  buffer({
    '/// About Maya.',
    'persona maya "Maya \\"M\\" {" { // why',
    '  goal: "x", "y" from interviews',
    '  source: interviews; priority: primary',
    '}',
    'journey größe-1 """',
    '  long',
    '  """ {',
    '  stage s "S" { touchpoint t { emotion maya: -1 "sad" from a.b } }',
    '  reviewed: 2026-11-01; tag: 85%, 1..5, 10min; owner: @growth',
    '}',
  })
  local function group(line, text)
    local column = assert(vim.fn.getline(line):find(text, 1, true), text)
    local names = vim.tbl_map(function(id)
      return vim.fn.synIDattr(id, 'name')
    end, vim.fn.synstack(line, column))
    return names[#names] and names[#names]:gsub('^journey', '') or ''
  end
  local found = {}
  for _, place in ipairs({
    { 1, 'About' }, { 2, 'persona' }, { 2, 'maya' }, { 2, 'Maya' }, { 2, '\\"' }, { 2, '// why' },
    { 3, 'goal' }, { 3, '"y"' }, { 3, 'from' }, { 4, 'source' }, { 4, 'priority' },
    { 6, 'journey' }, { 6, 'größe-1' }, { 7, 'long' },
    { 9, 'stage' }, { 9, 'touchpoint' }, { 9, ' t ' }, { 9, 'emotion' }, { 9, 'maya' }, { 9, '-1' }, { 9, 'from' },
    { 10, '2026' }, { 10, '85%' }, { 10, '1..5' }, { 10, '10min' }, { 10, '@growth' },
  }) do
    table.insert(found, ('%d %s: %s'):format(place[1], place[2], (group(place[1], place[2]))))
  end
  equal(found, {
    '1 About: Documentation', '2 persona: Keyword', '2 maya: Name', '2 Maya: Label', '2 \\": Escape', '2 // why: Comment',
    '3 goal: Key', '3 "y": Text', '3 from: From', '4 source: Key', '4 priority: Key',
    '6 journey: Keyword', '6 größe-1: Name', '7 long: BlockLabel',
    '9 stage: Keyword', '9 touchpoint: Keyword', '9  t : ', '9 emotion: Key', '9 maya: Qualifier', '9 -1: Number', '9 from: From',
    '10 2026: Number', '10 85%: Number', '10 1..5: Number', '10 10min: Number', '10 @growth: Handle',
  })
end)

check('make finds what is wrong, and goes there', function()
  scenario.files({ ['wrong.journey'] = 'journey a "A" {\n  persona: nobody\n}\n' })
  vim.cmd.edit('wrong.journey')
  vim.cmd('silent make')
  local found = vim.tbl_filter(function(item)
    return item.valid == 1 and item.type == 'E'
  end, vim.fn.getqflist())
  equal({ found[1].lnum, found[1].col, vim.fs.basename(vim.api.nvim_buf_get_name(found[1].bufnr)) }, { 2, 12, 'wrong.journey' })
  contains(found[1].text, 'nobody')
end)

check('gq breaks a long comment without a server', function()
  buffer({ '// one two three four' })
  vim.bo.textwidth = 14
  press('gqq')
  equal(scenario.text(), '// one two\n// three four')
end)

check('another file type takes everything back', function()
  vim.cmd.edit('shop.journey')
  vim.cmd('setfiletype journey')
  vim.bo.filetype = 'text'
  equal(vim.bo.commentstring, '')
  equal({ vim.bo.makeprg, vim.wo.foldmethod, vim.bo.suffixesadd, vim.bo.indentexpr, vim.bo.formatexpr }, { vim.go.makeprg, 'manual', '', '', '' })
end)
