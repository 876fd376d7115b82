--- What scenarios are made of: files, conditions that are waited for, and checks whose outcomes Node reads.

local M = {}

--- How long a condition may take to come true, in milliseconds.
M.PATIENCE = tonumber(vim.env.JOURNEY_PATIENCE) or 60000

local told = {} ---@type { text: string, level: integer }[]
local results ---@type file*

--- Keeps what people are told.
function M.listen()
  ---@diagnostic disable-next-line: duplicate-set-field
  vim.notify = function(text, level)
    table.insert(told, { text = text, level = level or vim.log.levels.INFO })
  end
  vim.notify_once = vim.notify
end

--- What people were told so far, which counts as expected from now on.
---@return string[]
function M.told()
  local texts = vim.tbl_map(function(message)
    return message.text
  end, told)
  told = {}
  return texts
end

--- How many messages wait to be looked at.
---@return integer
function M.waiting()
  return #told
end

--- Waits until a condition holds, and gives what it gave.
---@generic T
---@param what string what is waited for, for the message where it never comes
---@param condition fun(): T
---@return T
function M.wait(what, condition)
  local value
  local came = vim.wait(M.PATIENCE, function()
    value = condition()
    return value and true or false
  end, 5)
  if not came then
    error(('%s never came true; people were told: %s'):format(what, vim.inspect(told)), 2)
  end
  return value
end

--- Fails unless both are equal, tables by what is in them.
---@param found any
---@param wanted any
---@param what? string
function M.equal(found, wanted, what)
  if not vim.deep_equal(found, wanted) then
    error(('%sfound %s, wanted %s'):format(what and what .. ': ' or '', vim.inspect(found), vim.inspect(wanted)), 2)
  end
end

--- Fails unless a text contains another.
---@param text string
---@param part string
function M.contains(text, part)
  if not tostring(text):find(part, 1, true) then
    error(('%s does not contain %s'):format(vim.inspect(text), vim.inspect(part)), 2)
  end
end

--- Writes files below the current folder.
---@param files table<string, string>
function M.files(files)
  for name, text in pairs(files) do
    vim.fn.mkdir(vim.fs.dirname(vim.fs.joinpath(vim.uv.cwd(), name)), 'p')
    local file = assert(io.open(name, 'wb'))
    file:write(text)
    file:close()
  end
end

---@param name string
---@return string
function M.read(name)
  local file = assert(io.open(name, 'rb'))
  local text = file:read('*a')
  file:close()
  return text
end

--- The text of the current buffer.
---@return string
function M.text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
end

--- Puts the cursor on the n-th place of a text, from the start of the buffer.
---@param text string
---@param nth? integer
function M.go(text, nth)
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  for _ = 1, nth or 1 do
    if vim.fn.search('\\V' .. vim.fn.escape(text, '\\'), 'cW') == 0 then
      error(('there is no %s in the buffer'):format(vim.inspect(text)), 2)
    end
    if _ < (nth or 1) then
      vim.cmd('normal! l')
    end
  end
end

--- Has a file in the only window, as it is on the disk.
---@param name string
function M.only(name)
  vim.cmd('silent! only!')
  if vim.fs.basename(vim.api.nvim_buf_get_name(0)) ~= vim.fs.basename(name) then
    vim.cmd.edit({ vim.fn.fnameescape(name), bang = true })
  elseif vim.bo.modified then
    vim.cmd('edit!')
  end
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
end

--- Opens a file and waits for its language server.
---@param name string
---@return vim.lsp.Client
function M.open(name)
  vim.cmd.edit(vim.fn.fnameescape(name))
  return M.served()
end

--- Waits until the current buffer has its language server.
---@return vim.lsp.Client
function M.served()
  return M.wait('a language server for ' .. vim.api.nvim_buf_get_name(0), function()
    return vim.lsp.get_clients({ bufnr = 0, name = 'journey' })[1]
  end)
end

--- Waits until the current buffer has another language server than one that was there before.
---@param before vim.lsp.Client
---@return vim.lsp.Client
function M.another(before)
  return M.wait('another server', function()
    local client = vim.lsp.get_clients({ bufnr = 0, name = 'journey' })[1]
    return client and client.initialized and client.id ~= before.id and client
  end)
end

--- The language servers that run as processes of this Neovim, also before they have answered.
---@return integer[]
function M.processes()
  return vim.tbl_filter(function(id)
    local process = vim.api.nvim_get_proc(id)
    return process ~= nil and process.name == 'journey'
  end, vim.api.nvim_get_proc_children(vim.fn.getpid()))
end

--- The answer of the server to a request about the place of the cursor, which must be no failure.
---@param method string
---@param more? table
---@return any
function M.ask(method, more)
  local client = M.served()
  local params = vim.lsp.util.make_position_params(0, client.offset_encoding)
  params = vim.tbl_extend('force', params, more or {})
  local answers = vim.lsp.buf_request_sync(0, method, params, M.PATIENCE) or {}
  local answer = answers[client.id] or {}
  if answer.err or answer.error then
    error(vim.inspect(answer.err or answer.error), 2)
  end
  return answer.result
end

--- Waits until something is as wanted, tables by what is in them.
---@param what string
---@param wanted any
---@param find fun(): any
function M.becomes(what, wanted, find)
  local found
  local same = vim.wait(M.PATIENCE, function()
    found = find()
    return vim.deep_equal(found, wanted)
  end, 5)
  if not same then
    error(('%s: found %s, wanted %s'):format(what, vim.inspect(found), vim.inspect(wanted)), 2)
  end
end

--- Waits until the buffer has exactly these codes of findings, sorted.
---@param codes string[]
function M.codes(codes)
  M.becomes('the codes of findings', codes, function()
    local found = vim.tbl_map(function(finding)
      return finding.code
    end, vim.diagnostic.get(0))
    table.sort(found)
    return found
  end)
end

---@param line table
local function tell(line)
  results:write(vim.json.encode(line), '\n')
  results:flush()
end

--- What every check starts with, so that none depends on what another left.
---@type fun()?
M.before = nil

--- Something that has to hold; what follows is checked even if it does not.
---@param name string a sentence
---@param check fun(): string? a note for the report, such as a measured time
function M.check(name, check)
  local held, note = xpcall(function()
    if M.before then
      M.before()
    end
    return check()
  end, function(problem)
    return debug.traceback(tostring(problem), 2)
  end)
  tell({ name = name, problem = not held and note or nil, note = held and note or nil })
end

--- Runs a scenario and ends Neovim.
---@param path string
function M.run(path)
  results = assert(io.open(vim.env.JOURNEY_RESULTS, 'w'))
  M.check('the scenario runs to its end', function()
    assert(loadfile(path))()
  end)
  M.before = nil
  M.check('nobody is told what nobody expects', function()
    M.equal(told, {})
    M.equal(vim.v.errmsg, '')
  end)
  tell({ name = 'end' })
  results:close()
  vim.cmd('qa!')
end

return M
