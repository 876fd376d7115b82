--- `:checkhealth journey`: everything that a good set-up has, and what to do about the rest.

local log = require('journey.log')
local parser = require('journey.parser')
local program = require('journey.program')
local server = require('journey.server')
local settings = require('journey.settings')

local M = {}

local health = vim.health

--- How long the server may take to answer when it is tried, in milliseconds.
local PATIENCE = 10000

local function check_neovim()
  health.start('journey: Neovim')
  local version = tostring(vim.version())
  if vim.fn.has('nvim-0.11') == 1 then
    health.ok('Neovim ' .. version)
  elseif vim.fn.has('nvim-0.10') == 1 then
    health.ok(('Neovim %s (with 0.12, lenses and the layout of lines are better served)'):format(version))
  else
    health.error(('Neovim %s is too old.'):format(version), 'Install Neovim 0.10 or newer.')
  end
  if vim.filetype.match({ filename = 'a.journey' }) ~= 'journey' then
    health.error('Files called `*.journey` are not recognised.', 'Let your plugin manager put the folder `editors/nvim` on the runtime path; `:help journey-install` has the lines.')
  end
end

local function check_settings()
  health.start('journey: settings')
  local problems = settings.problems()
  for _, problem in ipairs(problems) do
    health.warn(problem, 'Correct it in `vim.g.journey`; `:help journey-settings` lists all settings.')
  end
  if #problems == 0 then
    health.ok(vim.g.journey and '`vim.g.journey` is right' or '`vim.g.journey` is not set: the defaults count')
  end
  if not settings.get().enable then
    health.info('The server is not started by itself (`enable` is false).')
  end
end

---@return journey.Program?
local function check_program()
  health.start('journey: program')
  local found, problem = program.find()
  if not found then
    health.error(problem --[[@as string]], '`:help journey-install`')
    return nil
  end
  health.info(('%s (found by %s)'):format(table.concat(found.command, ' '), found.origin))
  local version, wrong = program.version(found)
  if wrong then
    health.error(wrong, '`:help journey-install`')
    return nil
  end
  health.ok('journey ' .. version)
  return found
end

--- A server of its own for the check: the answer to `initialize`, or why there is none.
---@param found journey.Program
---@return table? result
---@return string? problem
local function try_server(found)
  local answer, problem, ended
  local command = vim.list_extend(vim.deepcopy(found.command), { 'lsp' })
  local started, rpc = pcall(vim.lsp.rpc.start, command, {
    notification = function() end,
    server_request = function()
      return vim.NIL
    end,
    on_exit = function(code)
      ended = code
    end,
    on_error = function() end,
  })
  if not started then
    return nil, tostring(rpc)
  end
  local params = { processId = vim.fn.getpid(), rootUri = vim.NIL, capabilities = vim.empty_dict() }
  rpc.request('initialize', params, function(failure, result)
    answer, problem = result, failure and failure.message
  end)
  vim.wait(PATIENCE, function()
    return answer ~= nil or problem ~= nil or ended ~= nil
  end, 10)
  if answer then
    rpc.request('shutdown', nil, function()
      rpc.notify('exit')
    end)
    vim.wait(PATIENCE, function()
      return ended ~= nil
    end, 10)
    return answer
  end
  rpc.terminate()
  if ended then
    return nil, ('it ends at once (exit status %d)'):format(ended)
  end
  return nil, problem or 'it does not answer'
end

---@param found journey.Program
local function check_server(found)
  health.start('journey: language server')
  local answer, problem = try_server(found)
  if not answer then
    health.error(('The server cannot be started: %s.'):format(problem), { '`:JourneyLog` shows what it wrote.', 'Run `journey doctor` in a terminal.' })
    return
  end
  local info = answer.serverInfo or {}
  health.ok(('It starts and answers (%s %s)'):format(info.name or 'journey', info.version or ''))
  local clients = server.clients()
  for _, client in ipairs(clients) do
    local count = vim.tbl_count(client.attached_buffers)
    health.info(('It runs for %s, with %d open file%s'):format(client.root_dir or client.config.root_dir or 'single files', count, count == 1 and '' or 's'))
  end
  if #clients == 0 then
    health.info('It does not run now: it is started with the first journey that you open.')
  end
  health.info('Log: ' .. log.path())
end

local function check_parser()
  health.start('journey: colours (tree-sitter)')
  local installed, problem = parser.installed()
  if not installed then
    health.info('The parser is not installed, so journeys have the simpler colours of the syntax file.')
    if problem and not problem:find('[Nn]o parser') then
      health.warn('The parser cannot be loaded: ' .. problem, '`:JourneyParser` builds it anew.')
    elseif parser.grammar() then
      health.info('`:JourneyParser` builds it (it needs a compiler of C).')
    else
      health.info('`:help journey-parser` says how to get it.')
    end
    return
  end
  local fits, wrong = parser.fits()
  if fits then
    health.ok('The parser is installed, and the colours are for it')
  else
    health.warn('The colours are not for the parser that is installed: ' .. wrong, '`:JourneyParser` builds the parser that belongs to this plugin.')
  end
end

local function check_map()
  health.start('journey: maps')
  if vim.ui.open and (vim.env.BROWSER or vim.fn.has('mac') == 1 or vim.fn.has('win32') == 1 or vim.fn.executable('xdg-open') == 1 or vim.fn.executable('wslview') == 1 or vim.fn.executable('explorer.exe') == 1) then
    health.ok('`:JourneyMap` can open a browser')
  else
    health.info('Nothing opens a browser here; `:JourneyMap` tells the address, and `:JourneyMap text` draws in Neovim.')
  end
end

--- What `:checkhealth journey` runs.
function M.check()
  check_neovim()
  check_settings()
  local found = check_program()
  if found then
    check_server(found)
  end
  check_parser()
  check_map()
end

return M
