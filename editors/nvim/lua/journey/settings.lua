--- What people can set, in `vim.g.journey`: read, completed by the defaults, and checked.

local nearest = require('journey.nearest')

local M = {}

--- What each setting may be, and what it is where nobody says anything. `:help journey-settings` explains them.
---@class journey.Settings
M.defaults = {
  ---The program, with options of its own before `lsp` if it is a list; without it, `journey` on the PATH.
  ---@type string|string[]|nil
  cmd = nil,
  ---Whether the language server is started for journeys.
  enable = true,
  ---What the language server is told: `hints`, `lenses` and `links`, as on its page.
  ---@type table<string, table>
  server = {},
  ---Whether tree-sitter colours journeys where its parser is installed.
  highlight = true,
  ---Whether declarations can be folded (they start open).
  folding = true,
  ---Whether labels and scores are shown behind names.
  inlay_hints = true,
  ---Whether facts are shown above declarations.
  lenses = true,
  ---Whether the list of completions opens while you type, without a plugin for completion. From Neovim 0.11.
  completion = false,
  ---Whether a line is laid out behind Enter and `}`. From Neovim 0.12.
  on_type_formatting = true,
  ---Whether a journey is laid out before it is written.
  format_on_save = false,
}

local KINDS = {
  cmd = 'a text or a list of texts',
  enable = 'boolean',
  server = 'a table',
  highlight = 'boolean',
  folding = 'boolean',
  inlay_hints = 'boolean',
  lenses = 'boolean',
  completion = 'boolean',
  on_type_formatting = 'boolean',
  format_on_save = 'boolean',
}

--- The settings of the server by section, and what each has to be.
local SERVER = {
  hints = { labels = 'boolean', scores = 'boolean', readings = 'boolean' },
  lenses = { references = 'boolean', emotions = 'boolean', pains = 'boolean', render = 'boolean' },
  links = { ticket = 'string', owner = 'string' },
}

--- Vim script has no other false than 0.
---@param value any
---@return boolean
local function is_switch(value)
  return type(value) == 'boolean' or value == 0 or value == 1
end

---@param value any
---@param kind string
---@return boolean
local function fits(value, kind)
  if kind == 'boolean' then
    return is_switch(value)
  elseif kind == 'a table' then
    return type(value) == 'table'
  elseif kind == 'string' then
    return type(value) == 'string'
  end
  if type(value) == 'string' then
    return value ~= ''
  end
  local texts = type(value) == 'table' and #value > 0
  for _, part in ipairs(texts and value or {}) do
    texts = texts and type(part) == 'string' and part ~= ''
  end
  return texts
end

---@param kind string
---@return string
local function wanted(kind)
  return ({ boolean = 'true or false', string = 'a text' })[kind] or kind
end

---@param path string
---@param known table<string, any>
---@param name any
---@return string
local function unknown(path, known, name)
  local names = vim.tbl_keys(known)
  table.sort(names)
  local meant = nearest(tostring(name), names)
  local advice = meant and ('did you mean `%s`?'):format(meant) or ('there are `%s`.'):format(table.concat(names, '`, `'))
  return ('`%s%s` is no setting; %s'):format(path, tostring(name), advice)
end

--- What is wrong with what somebody set, one sentence each, in a fixed order.
---@param given any
---@return string[]
local function problems_of(given)
  if given == nil then
    return {}
  elseif type(given) ~= 'table' then
    return { '`vim.g.journey` has to be a table, such as `{ lenses = false }`.' }
  end
  local problems = {}
  for name, value in pairs(given) do
    if not KINDS[name] then
      table.insert(problems, unknown('', KINDS, name))
    elseif not fits(value, KINDS[name]) then
      table.insert(problems, ('`%s` has to be %s.'):format(name, wanted(KINDS[name])))
    end
  end
  for section, values in pairs(type(given.server) == 'table' and given.server or {}) do
    if not SERVER[section] then
      table.insert(problems, unknown('server.', SERVER, section))
    elseif type(values) ~= 'table' then
      table.insert(problems, ('`server.%s` has to be a table.'):format(section))
    else
      for name, value in pairs(values) do
        local kind = SERVER[section][name]
        if not kind then
          table.insert(problems, unknown(('server.%s.'):format(section), SERVER[section], name))
        elseif not fits(value, kind) then
          table.insert(problems, ('`server.%s.%s` has to be %s.'):format(section, name, wanted(kind)))
        end
      end
    end
  end
  table.sort(problems)
  return problems
end

--- What is wrong with `vim.g.journey`, one sentence each.
---@return string[]
function M.problems()
  return problems_of(vim.g.journey)
end

--- The settings that count now. What is wrong keeps its default.
---@return journey.Settings
function M.get()
  local settings = vim.deepcopy(M.defaults)
  local given = vim.g.journey
  for name, value in pairs(type(given) == 'table' and given or {}) do
    local kind = KINDS[name]
    if kind and fits(value, kind) then
      if kind == 'boolean' then
        value = value == true or value == 1
      end
      settings[name] = value
    end
  end
  return settings
end

--- What the server is told, in the form of its section `journey`.
---@return table
function M.for_server()
  local sections = {}
  for section, values in pairs(M.get().server) do
    for name, value in pairs(SERVER[section] and type(values) == 'table' and values or {}) do
      local kind = SERVER[section][name]
      if kind and fits(value, kind) then
        sections[section] = sections[section] or {}
        sections[section][name] = kind == 'boolean' and (value == true or value == 1) or value
      end
    end
  end
  return next(sections) and sections or vim.empty_dict()
end

--- The names of all settings.
---@type string[]
M.names = vim.tbl_keys(KINDS)

return M
