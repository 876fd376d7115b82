// What the pages of the sites show, whoever built them.
import assert from "node:assert/strict";

/** A text has all that is expected. */
export function shows(text, ...expected) {
  for (const one of expected) assert.match(text, one);
}

/** The diagram of the journey `shop`, with every label that it must have, drawn large enough to be read. */
export function showsTheShop(diagram) {
  assert.equal(diagram.kind, "journey");
  shows(diagram.text, /Weekly shop/, /Discover/, /Searches for dinner/, /Opens the door & gets <two> bags/, /Maya, busy parent/, /Tom, first-time buyer/);
  assert.ok(diagram.width > 300 && diagram.height > 150, `${diagram.width} x ${diagram.height}`);
}

/** The page that every generator for Markdown is given: two journeys of a file, and one that stands in the page. */
export function showsTheWholePage({ diagrams, text, all, code, tables, complaints }) {
  assert.deepEqual(complaints, []);
  assert.equal(diagrams.length, 3);
  const [shop, bottles, tea] = diagrams;
  showsTheShop(shop);
  shows(bottles.text, /Bottles/, /Hands the bottle over/);
  shows(tea.text, /A cup of tea/, /Pours/);
  // What is shown as source stays source, and what was drawn before is gone.
  shows(all, /Two journeys on one page/);
  assert.ok(code.some((block) => /^\s*journey tea "Source of tea"/.test(block)), `code blocks: ${code}`);
  assert.doesNotMatch(all, /drawn the last time|journey:(begin|end)/);
  // Each of the two has its table, as a table: the third says that it wants none.
  assert.equal(tables.length, 2);
  assert.ok(tables.every((cells) => cells > 2), `cells: ${tables}`);
  shows(text, /The same as text/, /Opens the door & gets <two> bags/);
  assert.doesNotMatch(text, /\\[<&|]|\| ---|<details|<br/);
}
