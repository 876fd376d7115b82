--- The tree-sitter parser: whether it is there, how it gets there, and its colours.

local message = require('journey.message')

local M = {}

--- The folder of this plugin.
---@return string
local function plugin()
  return vim.fs.dirname(vim.fs.dirname(vim.fs.dirname(vim.fs.normalize(debug.getinfo(1, 'S').source:sub(2)))))
end

--- The folder of the grammar, if the plugin lies in the repository of Journey, as plugin managers leave it.
---@return string?
function M.grammar()
  local real = vim.uv.fs_realpath(plugin()) or plugin()
  local folder = vim.fs.normalize(vim.fs.joinpath(real, '..', '..', 'grammar', 'tree-sitter-journey'))
  return vim.uv.fs_stat(vim.fs.joinpath(folder, 'src', 'parser.c')) and folder or nil
end

--- Where `:JourneyParser` puts the parser: a folder that Neovim looks into for parsers.
---@return string
function M.target()
  return vim.fs.joinpath(vim.fn.stdpath('data') --[[@as string]], 'site', 'parser', 'journey.so')
end

--- Whether Neovim has the parser, and why not.
---@return boolean
---@return string? problem
function M.installed()
  -- Since Neovim 0.11 a missing parser is no error but an answer.
  local ran, loaded, problem = pcall(vim.treesitter.language.add, 'journey')
  if not ran then
    return false, tostring(loaded)
  elseif vim.fn.has('nvim-0.11') == 1 and not loaded then
    return false, problem
  end
  return true
end

--- Whether the colours that come with this plugin are for the parser that Neovim has.
---@return boolean
---@return string? problem
function M.fits()
  local ran, query = pcall(vim.treesitter.query.get, 'journey', 'highlights')
  if not ran then
    return false, tostring(query)
  elseif not query then
    return false, 'there are no colours for it on the runtime path'
  end
  return true
end

--- Colours a buffer by tree-sitter if that can be done; else the syntax file does it.
---@param bufnr integer 0 for the current one
---@return boolean
function M.highlight(bufnr)
  return M.installed() and M.fits() and pcall(vim.treesitter.start, bufnr, 'journey')
end

--- Tells nvim-treesitter (its branch `main`) about the parser, so that `:TSInstall journey` gets it. Asks no network.
---@param parsers table<string, table> `require('nvim-treesitter.parsers')`
function M.register(parsers)
  local grammar = M.grammar()
  if grammar then
    parsers.journey = { install_info = { path = grammar }, tier = 2 }
  end
end

--- Colours all open journeys anew.
local function highlight_all()
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(bufnr) and vim.bo[bufnr].filetype == 'journey' then
      M.highlight(bufnr)
    end
  end
end

--- The compiler of C that is there.
---@return string?
local function compiler()
  for _, name in ipairs({ vim.env.CC or '', 'cc', 'gcc', 'clang', 'zig' }) do
    if name ~= '' and vim.fn.executable(name) == 1 then
      return name
    end
  end
end

--- `:JourneyParser`: builds the parser of this plugin's version with the compiler of C, and uses it. Waits for it, so
--- that plugin managers can run it when they install.
---@return boolean
function M.build()
  local grammar, cc = M.grammar(), compiler()
  if not grammar then
    message.tell('The grammar does not lie beside this plugin, so the parser cannot be built from it. `:help journey-parser` says what else to do.', vim.log.levels.ERROR)
    return false
  elseif not cc then
    message.tell('There is no compiler of C (`cc`, `gcc`, `clang` or `zig`), so the parser cannot be built. Journeys keep their simpler colours.', vim.log.levels.ERROR)
    return false
  end
  local target, had_one = M.target(), M.installed()
  vim.fn.mkdir(vim.fs.dirname(target), 'p')
  local fresh = target .. '.new'
  local source = vim.fs.joinpath(grammar, 'src')
  local command = { cc, '-O2', '-shared', '-fPIC', '-I', source, '-o', fresh, vim.fs.joinpath(source, 'parser.c') }
  if vim.uv.fs_stat(vim.fs.joinpath(source, 'scanner.c')) then
    table.insert(command, vim.fs.joinpath(source, 'scanner.c'))
  end
  if cc == 'zig' then
    table.insert(command, 2, 'cc')
  end
  local result = vim.system(command, { text = true }):wait()
  if result.code ~= 0 then
    message.tell(('The parser cannot be built: %s'):format(vim.trim(result.stderr or '')), vim.log.levels.ERROR)
    return false
  end
  -- Under the old name it may be in use; a new file in its place leaves what is loaded alone.
  local moved, problem = vim.uv.fs_rename(fresh, target)
  if not moved then
    message.tell(('The parser cannot be put in its place: %s'):format(problem), vim.log.levels.ERROR)
    return false
  end
  if had_one then
    message.tell('The parser is built. It counts from the next start of Neovim on.', vim.log.levels.INFO)
    return true
  end
  -- By its path: the folder may not have been there when Neovim looked where parsers are.
  local added, failure = pcall(vim.treesitter.language.add, 'journey', { path = target })
  if not added then
    message.tell(('The parser is built, but Neovim does not take it: %s'):format(failure), vim.log.levels.ERROR)
    return false
  end
  highlight_all()
  message.tell('The parser is built: journeys have their full colours.', vim.log.levels.INFO)
  return true
end

return M
