// Runs inside the page: reads a `kanban` board.
//
// - columns from left to right; the items of a column are those that stand in its box, from top to bottom.
// - of an item, `text` is its label; `details` are the ticket and the name that may stand below.
"use strict";

function readBoard(root) {
  const columns = [...root.querySelectorAll("g.cluster")].map((group) => ({
    text: textsIn(group).join("\n"),
    box: box(root, group.querySelector("rect")),
  }));
  const items = [...root.querySelectorAll("g.node")].map((group) => {
    const [text = "", ...details] = textsIn(group);
    return { text, details, box: box(root, group.querySelector("rect")) };
  });
  const placed = columns.toSorted(byX).map((column) => ({
    text: column.text,
    items: items
      .filter((item) => contains(column.box, item.box))
      .toSorted(byY)
      .map(({ text, details }) => ({ text, details })),
  }));
  const outside = items.filter((item) => !columns.some((column) => contains(column.box, item.box)));
  return { kind: "board", columns: placed, outside: outside.map((item) => item.text) };
}
