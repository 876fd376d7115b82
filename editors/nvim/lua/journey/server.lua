--- The language server as a client of Neovim: its configuration, its start and its end.

local crash = require('journey.crash')
local log = require('journey.log')
local message = require('journey.message')
local program = require('journey.program')
local root = require('journey.root')
local settings = require('journey.settings')

local M = {}

--- What the client is called.
M.name = 'journey'

--- Neovims before 0.12 ask for colours anew where a text is read anew, and fail where the answer to the question before
--- comes nevertheless. So answers to what they have cancelled end here.
---@param rpc vim.lsp.rpc.PublicClient
local function drop_cancelled_colours(rpc)
  local request, notify = rpc.request, rpc.notify
  -- By the number of the question, from then to its answer. Of those that the server cancels Neovim tells nothing more,
  -- so they stay.
  local cancelled = {} ---@type table<integer, boolean?>
  rpc.request = function(method, params, answered, ...)
    if not vim.startswith(method, 'textDocument/semanticTokens/') then
      return request(method, params, answered, ...)
    end
    local sent, id ---@type boolean, integer?
    sent, id = request(method, params, function(err, result, ...)
      local is_dropped = id and cancelled[id]
      if id then
        cancelled[id] = nil
      end
      if is_dropped then
        err, result = { code = vim.lsp.protocol.ErrorCodes.RequestCancelled, message = 'cancelled' }, nil
      end
      answered(err, result, ...)
    end, ...)
    if id then
      cancelled[id] = false
    end
    return sent, id
  end
  rpc.notify = function(method, params)
    if method == '$/cancelRequest' and cancelled[params.id] == false then
      cancelled[params.id] = true
    end
    return notify(method, params)
  end
end

--- Starts the process. Whether its end was wanted is seen by what it was told before.
---@param dispatchers vim.lsp.rpc.Dispatchers
---@return vim.lsp.rpc.PublicClient
local function start_process(dispatchers)
  local command, problem = program.with({ 'lsp' })
  if not command then
    error(problem, 0)
  end
  local path = log.prepare()
  if path then
    vim.list_extend(command, { '--log', path })
  end
  local wanted, is_shut_down = false, false
  local on_exit = dispatchers.on_exit
  dispatchers = vim.tbl_extend('force', dispatchers, {
    on_exit = function(code, signal)
      local surprise = not wanted and vim.v.exiting == vim.NIL
      -- Neovim warns of each end that is not 0, and of each start after it; `crash` says it once for all.
      on_exit(surprise and 0 or code, surprise and 0 or signal)
      if surprise then
        vim.schedule(function()
          crash.ended(code, signal, M.start_all)
        end)
      end
    end,
  })
  local rpc = vim.lsp.rpc.start(command, dispatchers)
  if vim.fn.has('nvim-0.12') == 0 then
    drop_cancelled_colours(rpc)
  end
  local request, notify, terminate = rpc.request, rpc.notify, rpc.terminate
  rpc.request = function(method, ...)
    -- Neovim goes on asking for what it shows, and tells people that the server does not answer any more.
    if is_shut_down then
      return false
    end
    is_shut_down = method == 'shutdown'
    return request(method, ...)
  end
  rpc.notify = function(method, params)
    wanted = wanted or method == 'exit'
    return notify(method, params)
  end
  rpc.terminate = function(...)
    wanted = true
    return terminate(...)
  end
  return rpc
end

--- Neovim watches files by itself where the system can; on Linux it needs a program for that.
---@return boolean
local function watches_files()
  return vim.fn.has('linux') == 0 or vim.fn.executable('inotifywait') == 1
end

--- The capabilities of Neovim and of this plugin. Findings are pushed: Neovim 0.12 can ask for them, but does not ask
--- again for what is open when the server says that they changed (0.10 never does), so a name that was declared in
--- another file would stay unknown until the next edit.
---@return lsp.ClientCapabilities
local function capabilities()
  local lenses = vim.tbl_filter(function(name)
    return name ~= ''
  end, vim.tbl_keys(require('journey.lens').commands))
  table.sort(lenses)
  return vim.tbl_deep_extend('force', vim.lsp.protocol.make_client_capabilities(), {
    -- Neovim adds what it finds missing, so it has to be said that these are not there.
    textDocument = { diagnostic = vim.NIL },
    workspace = {
      diagnostics = vim.NIL,
      didChangeWatchedFiles = { dynamicRegistration = watches_files() },
      codeLens = { refreshSupport = true },
    },
    experimental = { commands = { commands = lenses } },
  })
end

--- Decides whether a buffer gets a server, and for which project.
---@param bufnr integer
---@param on_dir fun(folder: string)
local function project(bufnr, on_dir)
  if not root.serves(bufnr) then
    return
  end
  program.check(function(found, problem)
    if not found then
      message.tell_once(problem --[[@as string]], vim.log.levels.ERROR)
    elseif vim.api.nvim_buf_is_valid(bufnr) and root.serves(bufnr) then
      on_dir(root.of(vim.api.nvim_buf_get_name(bufnr)))
    end
  end)
end

--- The configuration of the client, as `vim.lsp.config` wants it. `lsp/journey.lua` gives it to Neovim.
---@return vim.lsp.Config
function M.configuration()
  local for_server = settings.for_server()
  return {
    cmd = start_process,
    filetypes = { 'journey', 'toml' },
    root_dir = project,
    capabilities = capabilities(),
    commands = require('journey.lens').commands,
    handlers = vim.fn.has('nvim-0.12') == 0 and require('journey.lens').handlers or nil,
    settings = { journey = for_server },
    init_options = { journey = for_server },
  }
end

--- The configuration with what people added to it.
---@return vim.lsp.Config
local function resolved()
  if vim.lsp.config then
    return vim.deepcopy(vim.lsp.config[M.name])
  end
  return M.configuration()
end

---@param filter? table as of vim.lsp.get_clients
---@return vim.lsp.Client[]
function M.clients(filter)
  return vim.lsp.get_clients(vim.tbl_extend('force', filter or {}, { name = M.name }))
end

--- Starts the server for one buffer, or gives the buffer to the server of its project.
---@param bufnr integer
function M.start(bufnr)
  local config = resolved()
  local function begin(folder)
    if not vim.api.nvim_buf_is_valid(bufnr) then
      return
    end
    local ready = vim.tbl_extend('force', config, { name = M.name, root_dir = folder })
    vim.lsp.start(ready, { bufnr = bufnr, reuse_client = config.reuse_client })
  end
  if type(config.root_dir) == 'function' then
    config.root_dir(bufnr, begin)
  elseif root.serves(bufnr) then
    begin(config.root_dir or root.of(vim.api.nvim_buf_get_name(bufnr)))
  end
end

--- Starts the server for all open journeys that have none.
function M.start_all()
  for _, bufnr in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(bufnr) and root.serves(bufnr) and #M.clients({ bufnr = bufnr }) == 0 then
      M.start(bufnr)
    end
  end
end

local enabled = false

--- Gives a buffer its server, unless people switched it off. On Neovim 0.11 and newer it is enabled as any server is,
--- so that `:lsp` and `vim.lsp.enable('journey', false)` rule it.
---@param bufnr integer
function M.attach(bufnr)
  if not settings.get().enable or not root.serves(bufnr) then
    return
  end
  if not vim.lsp.enable then
    enabled = true
    M.start(bufnr)
  elseif not enabled then
    enabled = true
    vim.lsp.enable(M.name)
    -- Neovim 0.11 does not look at a file that it was started with, when the server is enabled only now.
    if vim.fn.has('nvim-0.12') == 0 then
      M.start(bufnr)
    end
  end
end

--- Gives a buffer its server that could have none before, such as one that got its name only now.
---@param bufnr integer
function M.follow_name(bufnr)
  if not settings.get().enable or #M.clients({ bufnr = bufnr }) > 0 then
    return
  elseif not enabled then
    M.attach(bufnr)
  elseif vim.lsp.is_enabled == nil or vim.lsp.is_enabled(M.name) then
    M.start(bufnr)
  end
end

--- Has the configuration made anew for the next server: Neovim keeps it as it was when it was first asked for.
function M.forget_configuration()
  if vim.lsp.config then
    vim.lsp.config(M.name, {})
  end
end

--- Tells running servers what `vim.g.journey` says now.
function M.tell_settings()
  local for_server = settings.for_server()
  M.forget_configuration()
  for _, client in ipairs(M.clients()) do
    client.settings = vim.tbl_extend('force', client.settings or {}, { journey = for_server })
    client.config.settings = client.settings
    local params = { settings = client.settings }
    -- What is a method since Neovim 0.11 was a function before.
    if vim.fn.has('nvim-0.11') == 1 then
      client:notify('workspace/didChangeConfiguration', params)
    else
      client.notify('workspace/didChangeConfiguration', params)
    end
  end
end

-- An event, and not `on_attach` or `on_init` of the configuration: people put functions of their own there.
vim.api.nvim_create_autocmd('LspAttach', {
  group = vim.api.nvim_create_augroup('journey.server', {}),
  desc = 'Show what the language server knows about a journey',
  callback = function(event)
    local client = vim.lsp.get_client_by_id(event.data.client_id)
    if client and client.name == M.name then
      crash.runs()
      require('journey.attach')(client, event.buf)
    end
  end,
})

return M
