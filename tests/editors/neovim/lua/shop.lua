--- The project that most scenarios work in.

local M = {}

M.PEOPLE = [[
/// She shops between two other things.
persona maya "Maya, busy parent" {
  goal: "Order the week's food in ten minutes"
}

channel app "Mobile app" { kind: digital }

source interviews "Customer interviews" {
  kind: interview
  date: 2026-05-12
  sample: 14
}
]]

M.SHOP = [[
// The shop, as it is.
journey weekly_shop "Weekly shop" {
  state: as-is
  persona: maya
  objective: "Cut abandonment from 38% to 20%"
  owner: @growth

  stage discover "Discover" {
    goal: "Find a shop that delivers tonight"

    touchpoint search "Searches for dinner" {
      channel: app
      does: "Types three dish names"
      emotion maya: -1 "irritated" from interviews

      pain stale_stock "Results show out-of-stock items" {
        severity: high
        source: interviews
      }
    }
  }

  stage receive "Receive" {
    touchpoint doorbell "Opens the door" {
      channel: app
      emotion: +2 "relieved" from interviews
    }
  }

  opportunity live_stock "Show live stock in search" {
    addresses: stale_stock
    impact: 8
    effort: 5
    owner: @search
  }
}
]]

--- What is found in the shop: there is one thing to find, so that "nothing else is found" is not true too early.
M.CODES = { 'stage-without-goal' }

--- Writes the project into the current folder, with what a scenario changes of it.
---@param changes? table<string, string>
function M.write(changes)
  local files = { ['journey.toml'] = 'language = 1\n', ['people.journey'] = M.PEOPLE, ['shop.journey'] = M.SHOP }
  require('scenario').files(vim.tbl_extend('force', files, changes or {}))
end

return M
