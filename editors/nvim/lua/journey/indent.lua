--- What 'indentexpr' asks: how far a line stands in. It looks at the lines before, so it works in half-typed text.

--- How far back a text over several lines is looked for.
local FARTHEST = 200

--- A line without its texts and comments, in which every brace counts.
---@param line string
---@return string
local function bare(line)
  return (line:gsub('\\"', ''):gsub('"[^"]*"', '""'):gsub('//.*', ''))
end

--- Whether a line goes on with the values of the line before, which ends in a comma. A key, a brace or a comment does not.
---@param number integer
---@return boolean
local function continues(number)
  local before = vim.fn.prevnonblank(number - 1)
  if before == 0 or not bare(vim.fn.getline(before)):match(',%s*$') then
    return false
  end
  local line = bare(vim.fn.getline(number))
  return not line:match('^%s*[^%s"{}:,;][^"{}:,;]*:') and not line:match('^%s*[{}]')
end

--- Whether a line lies inside of a text over several lines: the nearest `"""` before it opens one.
---@param number integer
---@return boolean
local function inside_text(number)
  for before = number - 1, math.max(1, number - FARTHEST), -1 do
    local line = vim.fn.getline(before)
    local _, count = line:gsub('"""', '')
    if count > 0 then
      -- What opens a text stands behind a key, a comma or the name of a declaration; what closes it, behind the text.
      return count % 2 == 1 and line:match('^%s*"""') == nil and line:match('[:,%w_]%s*"""') ~= nil
    end
  end
  return false
end

--- The indentation of the line `v:lnum` in columns; -1 leaves it as it is.
---@return integer
return function()
  local number = vim.v.lnum
  if inside_text(number) then
    return -1
  end
  local before = vim.fn.prevnonblank(number - 1)
  if before == 0 then
    return 0
  end
  local line = vim.fn.getline(before)
  -- A line that ends a text stands as deep as the text, whose key stands one step before.
  local indent = vim.fn.indent(before)
  if line:match('^%s*[^"]*"""') and inside_text(before) then
    indent = indent - vim.fn.shiftwidth()
  end
  local words = bare(line)
  local _, opened = words:gsub('{', '')
  local _, closed = words:gsub('}', '')
  -- A brace at the start of the line before has moved that line already.
  if words:match('^%s*}') then
    closed = closed - 1
  end
  indent = indent + (opened - closed) * vim.fn.shiftwidth()
  local goes_on, went_on = continues(number), continues(before)
  if goes_on and not went_on then
    indent = indent + vim.fn.shiftwidth()
  elseif went_on and not goes_on then
    indent = indent - vim.fn.shiftwidth()
  end
  if vim.fn.getline(number):match('^%s*}') then
    indent = indent - vim.fn.shiftwidth()
  end
  return math.max(indent, 0)
end
