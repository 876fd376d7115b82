--- `:JourneyNew`: a new map in its project, or a new project.

local message = require('journey.message')
local program = require('journey.program')
local render = require('journey.render')

--- How long the program may take, in milliseconds. Neovim stands still meanwhile.
local PATIENCE = 20000

--- Runs `journey new` and waits for it: it writes two small files at most.
---@param arguments string[]
---@return string? text what it wrote
local function run(arguments)
  local command, problem = program.with(vim.list_extend({ '--color', 'never', 'new' }, arguments))
  if not command then
    message.tell(problem --[[@as string]], vim.log.levels.ERROR)
    return nil
  end
  local started, process = pcall(vim.system, command, { text = true, timeout = PATIENCE })
  if not started then
    message.tell(tostring(process), vim.log.levels.ERROR)
    return nil
  end
  local result = process:wait()
  if result.code == 124 then
    message.tell(('`%s new` does not answer. Is it the right program?'):format(command[1]), vim.log.levels.ERROR)
    return nil
  elseif result.code ~= 0 then
    message.tell(render.first_sentence(result.stderr), vim.log.levels.ERROR)
    return nil
  end
  return result.stdout
end

--- A project with its settings and a first map, which is opened.
---@param folder string
local function new_project(folder)
  if run({ folder }) then
    local maps = vim.fn.globpath(folder, '*.journey', false, true)
    vim.cmd.edit(vim.fn.fnameescape(maps[1] or vim.fs.joinpath(folder, 'journey.toml')))
  end
end

--- A map in a buffer of its own. It is not written yet, so that nothing is made that nobody wants.
---@param file string
local function new_map(file)
  if not vim.endswith(file, '.journey') then
    file = file .. '.journey'
  end
  if vim.uv.fs_stat(file) then
    return message.tell(('%s is there already. `:edit %s` opens it.'):format(file, file))
  end
  local text = run({ '--file', file, '--stdout' })
  if not text then
    return
  end
  vim.cmd.edit(vim.fn.fnameescape(file))
  vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(text, '\n', { trimempty = true }))
  vim.bo.modified = true
end

---@param name string a file for a map; a folder, with a slash at its end, for a project
local function begin(name)
  name = vim.fn.expand(vim.trim(name))
  if vim.endswith(name, '/') or vim.fn.isdirectory(name) == 1 then
    new_project(name)
  elseif name ~= '' then
    new_map(name)
  end
end

return function(name)
  if name ~= '' then
    return begin(name)
  end
  vim.ui.input({ prompt = 'Name of the new map (or folder/ for a project): ', completion = 'file' }, function(given)
    if given then
      begin(given)
    end
  end)
end
