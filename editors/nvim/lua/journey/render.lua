--- `:JourneyRender`: a view of the journey under the cursor, into a window or a file; `:JourneyNotes`: what it leaves out.

local here = require('journey.here')
local message = require('journey.message')
local nearest = require('journey.nearest')
local program = require('journey.program')
local views = require('journey.views')

local M = {}

--- The first sentence of what the program wrote to standard error, without what kind it is.
---@param written string?
---@return string
function M.first_sentence(written)
  for line in vim.gsplit(written or '', '\n', { trimempty = true }) do
    local sentence = line:match('^error: (.*)') or line:match('^error%[[%w-]+%]: (.*)')
    if sentence then
      return sentence
    end
  end
  return vim.trim(written or ''):match('[^\n]*') or ''
end

--- What the program noted while it drew, such as what the view leaves out.
---@param written string?
---@return string[]
local function noted(written)
  local notes = {}
  for line in vim.gsplit(written or '', '\n', { trimempty = true }) do
    local note = line:match('^note: (.*)') or line:match('^warning: (.*)')
    if note then
      table.insert(notes, note)
    elseif #notes > 0 and vim.startswith(line, ' ') then
      notes[#notes] = notes[#notes] .. '\n' .. line
    end
  end
  return notes
end

--- Runs `journey render` and gives what it wrote and noted, without keeping anybody waiting.
---@param arguments string[] behind `render`
---@param done fun(text: string?, problem: string?, notes: string[]?)
function M.run(arguments, done)
  local command, problem = program.with(vim.list_extend({ 'render', '--color', 'never' }, arguments))
  if not command then
    return done(nil, problem)
  end
  local started, failure = pcall(vim.system, command, { text = true }, function(result)
    vim.schedule(function()
      if result.code == 0 then
        done(result.stdout, nil, noted(result.stderr))
      else
        done(nil, M.first_sentence(result.stderr))
      end
    end)
  end)
  if not started then
    done(nil, tostring(failure))
  end
end

--- The program reads files; what is only in the buffer would be missing from the view.
---@param bufnr integer
---@return string?
local function unsaved(bufnr)
  if vim.bo[bufnr].modified then
    return 'The view shows what is saved; this file has changes that are not.'
  end
end

--- Shows a view in a window of its own.
---@param text string
---@param title string
---@param filetype string
local function show(text, title, filetype)
  vim.cmd('botright vnew')
  local bufnr = vim.api.nvim_get_current_buf()
  vim.bo[bufnr].buftype = 'nofile'
  vim.bo[bufnr].bufhidden = 'wipe'
  vim.bo[bufnr].swapfile = false
  vim.api.nvim_buf_set_name(bufnr, ('journey://render/%d/%s'):format(bufnr, title))
  vim.api.nvim_buf_set_lines(bufnr, 0, -1, false, vim.split(text, '\n', { trimempty = true }))
  vim.bo[bufnr].modified = false
  vim.bo[bufnr].filetype = filetype
end

local last ---@type { view: string, notes: string[] }? the view that was written last

--- Keeps the notes, and gives what leads to them: there are too many for one line.
---@param view string
---@param notes string[]
---@return string
local function keep(view, notes)
  last = { view = view, notes = notes }
  if #notes == 0 then
    return '.'
  end
  return (', with %s on what it leaves out: `:JourneyNotes`.'):format(#notes == 1 and 'a note' or #notes .. ' notes')
end

--- Tells what the view that was written last leaves out.
function M.notes()
  if not last then
    return message.tell('No view was written yet: `:JourneyRender` writes one.')
  end
  if #last.notes == 0 then
    return message.tell(('There is no note on the view `%s`.'):format(last.view), vim.log.levels.INFO)
  end
  local lines = { ('On the view `%s`:'):format(last.view) }
  for _, note in ipairs(last.notes) do
    table.insert(lines, '- ' .. note)
  end
  message.tell(table.concat(lines, '\n'), vim.log.levels.INFO)
end

--- Runs the command: `[view] [file]`.
---@param words string[]
---@param overwrite boolean
function M.command(words, overwrite)
  local journey, problem = here.journey()
  if not journey then
    return message.tell(problem --[[@as string]])
  end
  local view, file = words[1] or 'map', words[2]
  if not vim.list_contains(views, view) then
    local meant = nearest(view, views)
    local advice = meant and ('Did you mean `%s`?'):format(meant) or ('There are %s.'):format(table.concat(views, ', '))
    return message.tell(('There is no view `%s`. %s'):format(view, advice))
  end
  local hint = unsaved(vim.api.nvim_get_current_buf())
  if hint then
    message.tell(hint, vim.log.levels.INFO)
  end
  local arguments = { here.argument(journey), '--view', view }
  if not file then
    return M.run(arguments, function(text, failure, notes)
      if not text then
        return message.tell(failure --[[@as string]], vim.log.levels.ERROR)
      end
      local markdown = view == 'table' or view == 'report'
      show(text, ('%s.%s'):format(view, markdown and 'md' or 'mmd'), markdown and 'markdown' or 'mermaid')
      local told = keep(view, notes or {})
      if #(notes or {}) > 0 then
        message.tell(('This is the view `%s`%s'):format(view, told), vim.log.levels.INFO)
      end
    end)
  end
  file = vim.fn.fnamemodify(vim.fn.expand(file), ':p')
  if vim.uv.fs_stat(file) and not overwrite then
    return message.tell(('%s is there already. `:JourneyRender! %s %s` writes over it.'):format(file, view, words[2]))
  end
  vim.list_extend(arguments, { '--output', file })
  M.run(arguments, function(text, failure, notes)
    if text then
      message.tell(('The view `%s` is in %s%s'):format(view, file, keep(view, notes or {})), vim.log.levels.INFO)
    else
      message.tell(failure --[[@as string]], vim.log.levels.ERROR)
    end
  end)
end

return M
