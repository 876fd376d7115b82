// The journeys that scenarios start from, without a mistake.

/** Settings that leave only what the language itself says. */
export const strict = '[rules]\ncraft = "off"\nevidence = "off"\n';

export const people = `/// Orders between two shifts.
persona maya "Maya, busy parent" {
  goal: "Order the week's food in ten minutes"
}

channel app "Mobile app" { kind: digital }
`;

export const shop = `journey shop "Weekly shop" {
  persona: maya
  objective: "Fewer first orders that stop half way"

  stage find "Find" {
    touchpoint search "Searches for dinner" {
      channel: app
      emotion maya: -1 "irritated"
      pain stale "Results show what is sold out"
    }
  }

  opportunity live "Show live stock" { addresses: stale }
}
`;
