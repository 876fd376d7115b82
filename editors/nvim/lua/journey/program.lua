--- The program `journey`: where it is, and whether it is one that this plugin works with.

local settings = require('journey.settings')

local M = {}

--- The oldest version that has what the plugin asks for, and the first that may have changed it.
M.oldest = { 0, 1, 0 }
M.too_new = { 0, 2, 0 }

--- How long the program may take to tell its version, in milliseconds.
local PATIENCE = 10000

---@class journey.Program
---@field command string[] the program and its own options, to which the arguments are added
---@field origin string where it was found, for people

--- Where Cargo puts programs; graphical Neovims often lack it on their PATH.
---@return string
local function in_cargo()
  local home = vim.env.CARGO_HOME or vim.fs.joinpath(vim.uv.os_homedir() or '', '.cargo')
  return vim.fs.joinpath(home, 'bin', 'journey')
end

--- Finds the program. A setting that leads nowhere is an error: nothing else is tried in its stead.
---@return journey.Program?
---@return string? problem a sentence for people
function M.find()
  local cmd = settings.get().cmd
  if cmd then
    local command = type(cmd) == 'string' and { cmd } or vim.deepcopy(cmd)
    command[1] = vim.fn.expand(command[1])
    if vim.fn.executable(command[1]) == 1 then
      return { command = command, origin = 'the setting `cmd`' }
    end
    local sentence = 'The setting `cmd` names `%s`, which is no program that can be run. Correct it in `vim.g.journey`.'
    return nil, sentence:format(command[1])
  end
  if vim.fn.executable('journey') == 1 then
    return { command = { vim.fn.exepath('journey') }, origin = 'the PATH' }
  end
  if vim.fn.executable(in_cargo()) == 1 then
    return { command = { in_cargo() }, origin = "Cargo's folder" }
  end
  return nil, 'The program `journey` is not installed, or not on the PATH. `:help journey-install` says how to get it.'
end

---@param version integer[]
---@param other integer[]
---@return boolean
local function older(version, other)
  for index = 1, 3 do
    if version[index] ~= other[index] then
      return version[index] < other[index]
    end
  end
  return false
end

---@param version integer[]
---@return string
local function written(version)
  return table.concat(version, '.')
end

--- What a program said about its version: the version, or a sentence that says what is wrong with it.
---@param program journey.Program
---@param result vim.SystemCompleted
---@return string? version
---@return string? problem
local function read_version(program, result)
  local path = program.command[1]
  if result.code == 124 then
    return nil, ('`%s --version` does not answer. Is it the right program?'):format(path)
  elseif result.code ~= 0 then
    local said = vim.trim(result.stderr or ''):match('[^\n]*$')
    local why = said ~= '' and ': ' .. said or (' (exit status %d).'):format(result.code)
    return nil, ('`%s --version` fails%s'):format(path, why)
  end
  local major, minor, patch = (result.stdout or ''):match('^journey (%d+)%.(%d+)%.(%d+)')
  if not major then
    local sentence = "`%s` is another program that is called like Journey's. "
      .. 'Set `cmd` in `vim.g.journey` to the right one.'
    return nil, sentence:format(path)
  end
  local version = { tonumber(major), tonumber(minor), tonumber(patch) }
  if older(version, M.oldest) then
    local sentence = '`%s` has version %s; this plugin needs %s or newer. `:help journey-install` says how to get it.'
    return written(version), sentence:format(path, written(version), written(M.oldest))
  elseif not older(version, M.too_new) then
    local sentence = '`%s` has version %s, which is newer than this plugin knows (below %s). Update the plugin.'
    return written(version), sentence:format(path, written(version), written(M.too_new))
  end
  return written(version)
end

--- Asks a program for its version and waits for it.
---@param program journey.Program
---@return string? version
---@return string? problem
function M.version(program)
  local command = vim.list_extend(vim.deepcopy(program.command), { '--version' })
  local started, process = pcall(vim.system, command, { text = true, timeout = PATIENCE })
  if not started then
    return nil, ('`%s` cannot be run: %s'):format(program.command[1], tostring(process))
  end
  return read_version(program, process:wait())
end

--- What was found for each path and time of change, so that a program is asked once.
local known = {} ---@type table<string, { problem: string? }>

--- Finds the program and asks for its version without keeping anybody waiting.
---@param done fun(program: journey.Program?, problem: string?) called with one of both, not at once
function M.check(done)
  local program, problem = M.find()
  if not program then
    return done(nil, problem)
  end
  local stat = vim.uv.fs_stat(program.command[1])
  local key = table.concat(program.command, '\0') .. (stat and stat.mtime.sec .. '.' .. stat.mtime.nsec or '')
  local function answer()
    local found = known[key].problem
    done(not found and program or nil, found)
  end
  if known[key] then
    return answer()
  end
  local command = vim.list_extend(vim.deepcopy(program.command), { '--version' })
  local started, failure = pcall(vim.system, command, { text = true, timeout = PATIENCE }, function(result)
    vim.schedule(function()
      local _, wrong = read_version(program, result)
      known[key] = { problem = wrong }
      answer()
    end)
  end)
  if not started then
    known[key] = { problem = ('`%s` cannot be run: %s'):format(program.command[1], tostring(failure)) }
    answer()
  end
end

--- A command line of the program; nil and a sentence where there is none.
---@param arguments string[]
---@return string[]?
---@return string?
function M.with(arguments)
  local program, problem = M.find()
  if not program then
    return nil, problem
  end
  return vim.list_extend(vim.deepcopy(program.command), arguments)
end

return M
