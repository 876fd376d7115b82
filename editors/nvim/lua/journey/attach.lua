--- What is switched on when a journey gets its server.

local settings = require('journey.settings')

local group = vim.api.nvim_create_augroup('journey.attach', {})

--- Whether the client offers something; the first argument was not given before Neovim 0.11.
---@param client vim.lsp.Client
---@param method string
---@param bufnr integer
---@return boolean
local function offers(client, method, bufnr)
  if vim.fn.has('nvim-0.11') == 1 then
    return client:supports_method(method, bufnr)
  end
  return client.supports_method(method, { bufnr = bufnr })
end

--- Facts above declarations. Neovim 0.12 keeps them fresh; before, it has to be told when.
---@param client vim.lsp.Client
---@param bufnr integer
local function show_lenses(client, bufnr)
  if vim.fn.has('nvim-0.12') == 1 then
    vim.lsp.codelens.enable(true, { bufnr = bufnr })
    return
  end
  local lens = require('journey.lens')
  vim.api.nvim_create_autocmd({ 'BufEnter', 'InsertLeave', 'TextChanged', 'BufWritePost' }, {
    group = group,
    buffer = bufnr,
    desc = "Ask for a journey's lenses again",
    callback = function()
      lens.refresh(client, bufnr)
    end,
  })
  lens.refresh(client, bufnr)
end

--- Folds by the server from now on, where the file type's settings fold at all.
---@param bufnr integer
local function fold(bufnr)
  vim.b[bufnr].journey_folds_by_server = true
  vim.api.nvim_create_autocmd('LspDetach', {
    group = group,
    buffer = bufnr,
    desc = 'Fold a journey without its server',
    callback = function(event)
      local client = vim.lsp.get_client_by_id(event.data.client_id)
      if not client or client.name == 'journey' then
        vim.b[bufnr].journey_folds_by_server = nil
      end
    end,
  })
  vim.api.nvim_buf_call(bufnr, function()
    -- Asks the server; its answer has Neovim fold anew.
    vim.lsp.foldexpr(1)
  end)
end

---@param client vim.lsp.Client
---@param bufnr integer
local function switch_on(client, bufnr)
  local wanted = settings.get()
  vim.api.nvim_clear_autocmds({ group = group, buffer = bufnr })
  if wanted.inlay_hints and offers(client, 'textDocument/inlayHint', bufnr) then
    vim.lsp.inlay_hint.enable(true, { bufnr = bufnr })
  end
  if wanted.lenses and offers(client, 'textDocument/codeLens', bufnr) then
    show_lenses(client, bufnr)
  end
  if wanted.completion and vim.lsp.completion then
    vim.lsp.completion.enable(true, client.id, bufnr, { autotrigger = true })
  end
  if wanted.on_type_formatting and vim.lsp.on_type_formatting then
    vim.lsp.on_type_formatting.enable(true, { client_id = client.id })
  end
  if wanted.folding and vim.lsp.foldexpr and offers(client, 'textDocument/foldingRange', bufnr) then
    fold(bufnr)
  end
  if wanted.format_on_save then
    vim.api.nvim_create_autocmd('BufWritePre', {
      group = group,
      buffer = bufnr,
      desc = 'Lay a journey out before it is written',
      callback = function()
        vim.lsp.buf.format({ bufnr = bufnr, id = client.id, timeout_ms = require('journey.layout').PATIENCE })
      end,
    })
  end
end

---@param client vim.lsp.Client
---@param bufnr integer
return function(client, bufnr)
  -- Neovim 0.12 makes its own ready in the round behind the event; what is switched on before that asks twice, and of
  -- two answers about lenses neither is shown. So this waits for two rounds.
  vim.schedule(function()
    vim.schedule(function()
      if vim.api.nvim_buf_is_valid(bufnr) and vim.bo[bufnr].filetype == 'journey' and not client.is_stopped(client) then
        switch_on(client, bufnr)
      end
    end)
  end)
end
