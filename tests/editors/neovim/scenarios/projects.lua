--- Which files get a server, and for which project.

local scenario = require('scenario')
local shop = require('shop')
local check, equal, contains = scenario.check, scenario.equal, scenario.contains

shop.write({
  ['other/journey.toml'] = 'language = 1\n',
  ['other/other.journey'] = 'journey other "Other" { persona: maya }\n',
  ['Cargo.toml'] = '[package]\n',
})

---@return string[]
local function roots()
  local found = vim.tbl_map(function(client)
    return client.config.root_dir
  end, vim.lsp.get_clients({ name = 'journey' }))
  table.sort(found)
  return found
end

check('each project has its own server, and knows its own names only', function()
  scenario.open('shop.journey')
  scenario.codes(shop.CODES)
  scenario.open('other/other.journey')
  scenario.wait('the unknown name', function()
    return vim.iter(vim.diagnostic.get(0)):any(function(finding)
      return finding.code == 'unknown-name'
    end)
  end)
  equal(roots(), { vim.uv.cwd(), vim.fs.joinpath(vim.uv.cwd(), 'other') })
end)

check('what is changed in one file is told in another that is open, saved or not', function()
  vim.cmd.edit('shop.journey')
  scenario.codes(shop.CODES)
  vim.cmd.vsplit('people.journey')
  scenario.served()
  vim.cmd('silent %s/persona maya/persona mia/')
  vim.cmd.wincmd('p')
  scenario.wait('the unknown name', function()
    return vim.iter(vim.diagnostic.get(vim.fn.bufnr('shop.journey'))):any(function(finding)
      return finding.code == 'unknown-name'
    end)
  end)
  vim.cmd('silent undo | silent! only')
  vim.cmd('buffer people.journey | edit! | buffer shop.journey')
  scenario.codes(shop.CODES)
end)

check('findings of files that are not open can be listed', function()
  scenario.files({ ['wrong.journey'] = 'journey wrong "Wrong" { persona: nobody }\n' })
  vim.cmd.JourneyRestart()
  scenario.wait('the finding of the file', function()
    return vim.iter(vim.diagnostic.get()):any(function(finding)
      return vim.fs.basename(vim.api.nvim_buf_get_name(finding.bufnr)) == 'wrong.journey' and finding.code == 'unknown-name'
    end)
  end)
  vim.uv.fs_unlink('wrong.journey')
end)

check('journey.toml has the server, other TOML files have not', function()
  vim.cmd.edit('journey.toml')
  equal(vim.bo.filetype, 'toml')
  scenario.served()
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { 'language = 1', '[rules]', 'no-such-rule = "off"' })
  scenario.wait('a finding in the settings', function()
    return #vim.diagnostic.get(0) > 0
  end)
  vim.cmd('edit!')
  vim.cmd.edit('Cargo.toml')
  equal(vim.bo.filetype, 'toml')
  vim.cmd.edit('shop.journey')
  scenario.served()
  equal(vim.lsp.get_clients({ bufnr = vim.fn.bufnr('Cargo.toml') }), {})
end)

check('a buffer without a name gets its server when it gets a name', function()
  vim.cmd('enew')
  vim.bo.filetype = 'journey'
  vim.api.nvim_buf_set_lines(0, 0, -1, false, { 'journey fresh "Fresh" {', '  persona: nobody', '}' })
  equal(vim.lsp.get_clients({ bufnr = 0 }), {})
  vim.cmd('silent write fresh.journey')
  scenario.served()
  scenario.wait('a finding', function()
    return vim.iter(vim.diagnostic.get(0)):any(function(finding)
      return finding.code == 'unknown-name'
    end)
  end)
end)

check('buffers that are no files have none', function()
  vim.cmd('enew')
  vim.api.nvim_buf_set_name(0, 'fugitive:///repo/.git//0/shop.journey')
  vim.bo.filetype = 'journey'
  equal(vim.lsp.get_clients({ bufnr = 0 }), {})
  equal(require('journey.root').serves(0), false)
end)

check("the home folder is never one project, even if it is a repository", function()
  local home = vim.uv.os_homedir()
  vim.fn.mkdir(home .. '/.git', 'p')
  vim.fn.mkdir(home .. '/maps', 'p')
  local root = require('journey.root')
  equal(root.of(home .. '/maps/a.journey'), vim.fs.normalize(home .. '/maps'))
  vim.fn.mkdir(home .. '/team/.git', 'p')
  vim.fn.mkdir(home .. '/team/maps', 'p')
  equal(root.of(home .. '/team/maps/a.journey'), vim.fs.normalize(home .. '/team'))
end)

if vim.lsp.config then
  check('what people add by vim.lsp.config counts, and takes nothing away', function()
    local attached = {}
    vim.lsp.config('journey', {
      on_attach = function(client)
        attached[client.id] = true
      end,
    })
    vim.cmd.edit('shop.journey')
    local before = scenario.served()
    vim.cmd.JourneyRestart()
    local client = scenario.another(before)
    scenario.wait('their function', function()
      return attached[client.id]
    end)
    scenario.wait('the hints', function()
      return vim.iter(vim.lsp.inlay_hint.get({ bufnr = 0 })):any(function(hint)
        return hint.client_id == client.id
      end)
    end)
    contains(vim.inspect(vim.lsp.config.journey.filetypes), 'journey')
  end)

  check('switched off as any server is, it stays off', function()
    vim.lsp.enable('journey', false)
    scenario.wait('no server', function()
      return #vim.lsp.get_clients({ name = 'journey' }) == 0
    end)
    -- A server of another name comes for the same file: when it runs, this one would have been started.
    vim.lsp.config('neighbour', { cmd = { 'journey', 'lsp' }, filetypes = { 'journey' } })
    vim.lsp.enable('neighbour')
    vim.cmd.edit('people.journey')
    -- It was open before; only what is read anew is looked at.
    vim.cmd('edit!')
    scenario.wait('the other server', function()
      local neighbour = vim.lsp.get_clients({ bufnr = 0, name = 'neighbour' })[1]
      return neighbour and neighbour.initialized
    end)
    equal(#scenario.processes(), 1)
    equal(vim.lsp.get_clients({ name = 'journey' }), {})
  end)
end
