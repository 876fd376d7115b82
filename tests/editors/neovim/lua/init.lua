-- The whole configuration of the Neovims that are tested: the plugin, and what the scenarios call.
local scenarios = vim.env.JOURNEY_SCENARIOS
vim.opt.runtimepath:prepend(vim.env.JOURNEY_PLUGIN)
package.path = ('%s/lua/?.lua;%s'):format(scenarios, package.path)

-- What people are told is kept for the scenario, from the start on.
require('scenario').listen()

if vim.env.JOURNEY_SETTINGS then
  vim.g.journey = vim.json.decode(vim.env.JOURNEY_SETTINGS)
end
