--- Which of the known words somebody meant.

--- How many letters have to be changed, added or taken away to make one word of another.
---@param from string
---@param to string
---@return integer
local function distance(from, to)
  local before = {}
  for column = 0, #to do
    before[column] = column
  end
  for row = 1, #from do
    local now = { [0] = row }
    for column = 1, #to do
      local changed = from:byte(row) == to:byte(column) and 0 or 1
      now[column] = math.min(before[column] + 1, now[column - 1] + 1, before[column - 1] + changed)
    end
    before = now
  end
  return before[#to]
end

--- The known word that is nearest to a mistyped one; nil where none is near.
---@param word string
---@param known string[]
---@return string?
return function(word, known)
  local best, least = nil, math.max(1, math.floor(#word / 3)) + 1
  for _, candidate in ipairs(known) do
    local apart = distance(word:lower(), candidate:lower())
    -- What is only cut short is meant, too, however much is missing.
    if #word >= 3 and vim.startswith(candidate, word:lower()) then
      apart = 1
    end
    if apart < least then
      best, least = candidate, apart
    end
  end
  return best
end
