--- What happens when the server ends by itself: it is started again, later each time, until that is hopeless. People
--- are told once of each end after which it stays, and of the last.

local log = require('journey.log')
local message = require('journey.message')

local M = {}

--- How long to wait before each start, in milliseconds. After the last, it stays ended.
M.delays = { 250, 1000, 2000, 4000 }

--- Ends that are further apart than this have nothing to do with each other, in milliseconds.
local MEMORY = 180000

--- A server that ran so long after its start will stay, in milliseconds.
M.settled = 3000

local ends = {} ---@type number[] when it ended, in milliseconds of a clock that only goes forward
local told ---@type number? the last end that people were told of
local reason = '' ---@type string how it ended last

---@param code integer
---@param signal integer
---@return string
local function describe(code, signal)
  return signal ~= 0 and ('signal %d'):format(signal) or ('exit status %d'):format(code)
end

--- Notes that the server ended, and starts it again unless that is hopeless.
---@param code integer
---@param signal integer
---@param start fun() starts it for all buffers that need it
function M.ended(code, signal, start)
  local now = vim.uv.now()
  ends = vim.tbl_filter(function(time)
    return now - time < MEMORY
  end, ends)
  table.insert(ends, now)
  reason = describe(code, signal)
  log.add(('the server ended by itself (%s), %d times in the last minutes'):format(reason, #ends))
  local delay = M.delays[#ends]
  if not delay then
    local sentence = 'The language server ended %d times by itself (%s) and stays ended. '
      .. '`:JourneyLog` shows why, `:JourneyRestart` starts it again.'
    message.tell(sentence:format(#ends, reason), vim.log.levels.ERROR)
    return
  end
  vim.defer_fn(start, delay)
end

--- Notes that a server runs. If it had ended and now stays, people are told.
function M.runs()
  local last = ends[#ends]
  if not last then
    return
  end
  vim.defer_fn(function()
    -- It ended again meanwhile, or this was told already. The ends still count: one that settles may end for ever, too.
    if ends[#ends] == last and told ~= last then
      told = last
      message.tell(('The language server ended by itself (%s) and runs again. `:JourneyLog` shows why.'):format(reason))
    end
  end, M.settled)
end

--- Forgets all ends: somebody wants another try.
function M.forget()
  ends = {}
end

return M
