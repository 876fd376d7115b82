--- `:JourneyMap`: the live map in the browser. `journey preview` draws it; this starts it, tells it where the cursor
--- is, and goes where somebody clicks.

local drawing = require('journey.drawing')
local here = require('journey.here')
local message = require('journey.message')
local program = require('journey.program')
local render = require('journey.render')
local root = require('journey.root')

local M = {}

--- How long the cursor rests before the page follows it, in milliseconds.
local REST = 40

---@class journey.Preview
---@field process vim.SystemObj
---@field target string the folder or file that it shows
---@field url? string where the page is, once that is known
---@field buffered string what it wrote since the last end of a line
---@field errors string what it wrote to standard error
---@field stopping boolean whether its end is wanted
---@field waiting table[] what it is told as soon as it has said where the page is
---@field asked? boolean whether somebody wants to see the page, which may be open

local preview ---@type journey.Preview?
local timer ---@type uv.uv_timer_t?
local last_cursor ---@type string?

local group = vim.api.nvim_create_augroup('journey.map', {})

---@param to journey.Preview
---@param what table
local function tell(to, what)
  -- It may have ended a moment ago; that is told when its end is.
  pcall(to.process.write, to.process, vim.json.encode(what) .. '\n')
end

--- Tells where the cursor is, in lines and characters from 1.
local function tell_cursor()
  local bufnr = vim.api.nvim_get_current_buf()
  if not preview or not preview.url or vim.bo[bufnr].filetype ~= 'journey' then
    return
  end
  local position = vim.fn.getcursorcharpos()
  local cursor = { file = vim.api.nvim_buf_get_name(bufnr), line = position[2], column = position[3] }
  local written = vim.json.encode(cursor)
  if written ~= last_cursor then
    last_cursor = written
    tell(preview, { cursor = cursor })
  end
end

--- Waits until the cursor rests: a page that follows each key is one that nobody can look at.
local function follow_cursor()
  vim.api.nvim_create_autocmd({ 'CursorMoved', 'CursorMovedI', 'BufEnter', 'BufWritePost' }, {
    group = group,
    pattern = '*.journey',
    desc = "Tell the page with the map where the cursor is",
    callback = function()
      timer = timer or assert(vim.uv.new_timer())
      timer:start(REST, 0, vim.schedule_wrap(tell_cursor))
    end,
  })
end

--- Opens the page. Where nothing can, its address is told.
---@param url string
local function browse(url)
  local ran, _, problem = pcall(vim.ui.open, url)
  if not ran or problem then
    message.tell(('Open this address in a browser to see the map: %s'):format(url), vim.log.levels.INFO)
  end
end

--- Goes to a place that somebody clicked on.
---@param place { file: string, line: integer, column: integer }
local function go_to(place)
  local window = vim.iter(vim.api.nvim_list_wins()):find(function(candidate)
    return vim.api.nvim_buf_get_name(vim.api.nvim_win_get_buf(candidate)) == place.file
  end)
  if window then
    vim.api.nvim_set_current_win(window)
  else
    vim.cmd.edit(vim.fn.fnameescape(place.file))
  end
  vim.cmd("normal! m'")
  vim.fn.setcursorcharpos(place.line, place.column)
  vim.cmd('silent! normal! zv')
end

---@param from journey.Preview
---@param line string
local function hear(from, line)
  local read, said = pcall(vim.json.decode, line)
  if not read or type(said) ~= 'table' or from ~= preview then
    return
  end
  if said.url then
    from.url = said.url
    for _, what in ipairs(from.waiting) do
      tell(from, what)
    end
    from.waiting = {}
    tell_cursor()
    browse(said.url)
  elseif said.shown and from.asked then
    from.asked = false
    if said.shown.pages == 0 then
      browse(from.url)
    else
      message.tell('The map is open in your browser: it shows this journey now.', vim.log.levels.INFO)
    end
  elseif said.open then
    go_to(said.open)
  elseif said.error then
    message.tell(said.error)
  end
end

--- What the preview shows: the project, so that the page has all its journeys; a file alone where there is none.
---@param path string
---@return string
local function target_of(path)
  local folder = root.of(path)
  for _, mark in ipairs({ 'journey.toml', '.git' }) do
    if vim.uv.fs_stat(vim.fs.joinpath(folder, mark)) then
      return folder
    end
  end
  return path
end

---@param ended journey.Preview
---@param result vim.SystemCompleted
local function report_end(ended, result)
  if ended ~= preview then
    return
  end
  preview, last_cursor = nil, nil
  vim.api.nvim_clear_autocmds({ group = group })
  if not ended.stopping then
    local sentence = render.first_sentence(ended.errors)
    local why = sentence ~= '' and ': ' .. sentence or (' (exit status %d).'):format(result.code)
    message.tell('The map in the browser has ended' .. why, vim.log.levels.ERROR)
  end
end

---@param target string
---@return journey.Preview?
local function start(target)
  local command, problem = program.with({ 'preview', '--json', target })
  if not command then
    message.tell(problem --[[@as string]], vim.log.levels.ERROR)
    return nil
  end
  ---@type journey.Preview
  ---@diagnostic disable-next-line: missing-fields
  local started = { target = target, buffered = '', errors = '', stopping = false, waiting = {} }
  local ran, process = pcall(vim.system, command, {
    stdin = true,
    text = true,
    stdout = vim.schedule_wrap(function(_, data)
      started.buffered = started.buffered .. (data or '')
      while true do
        local line, rest = started.buffered:match('^([^\n]*)\n(.*)$')
        if not line then
          return
        end
        started.buffered = rest
        hear(started, line)
      end
    end),
    stderr = function(_, data)
      started.errors = started.errors .. (data or '')
    end,
  }, vim.schedule_wrap(function(result)
    report_end(started, result)
  end))
  if not ran then
    message.tell(tostring(process), vim.log.levels.ERROR)
    return nil
  end
  started.process = process --[[@as vim.SystemObj]]
  return started
end

--- Ends the map in the browser.
function M.stop()
  if timer then
    timer:stop()
  end
  if preview then
    preview.stopping = true
    -- It ends when nobody speaks to it any more.
    pcall(preview.process.write, preview.process, nil)
  end
end

--- Shows a journey in the browser. The preview that runs already is used, and its pages turn to the journey: one is
--- opened only where there is none any more.
---@param what { path: string, journey?: string, view?: string }
function M.open(what)
  local target = target_of(what.path)
  if preview and (preview.stopping or preview.target ~= target) then
    M.stop()
    preview = nil
  end
  local show = { show = { file = what.path, journey = what.journey, view = what.view } }
  if preview then
    if preview.url then
      preview.asked = true
      tell(preview, show)
    else
      table.insert(preview.waiting, show)
    end
    return
  end
  preview = start(target)
  if not preview then
    return
  end
  table.insert(preview.waiting, show)
  last_cursor = nil
  vim.api.nvim_clear_autocmds({ group = group })
  follow_cursor()
  vim.api.nvim_create_autocmd('VimLeavePre', { group = group, callback = M.stop })
end

--- Runs the command.
---@param word string '', `browser`, `text` or `stop`
function M.command(word)
  if word == 'stop' then
    M.stop()
    drawing.close()
    return
  elseif word == 'text' then
    return drawing.open()
  elseif word ~= '' and word ~= 'browser' then
    return message.tell(('`:JourneyMap %s` means nothing. There are `browser`, `text` and `stop`.'):format(word))
  end
  local journey, problem = here.journey()
  if not journey then
    return message.tell(problem --[[@as string]])
  end
  M.open({ path = journey.path, journey = journey.id })
end

return M
