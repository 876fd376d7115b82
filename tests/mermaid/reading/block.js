// Runs inside the page: reads a `block-beta` grid.
//
// - a cell: a block with its text; a group of blocks is none. Its row and column are where it stands: rows are told apart by
//   the upper edges of the blocks, columns by the left ones, both counted from 0. `span` is the number of columns whose left
//   edge it covers. Where groups have rows of their own, the edges tell more: `left`, `top`, `right` and `bottom`.
// - `fill` is the colour of the block, as computed.
"use strict";

const SAME = 3; // units that edges of one row or column may differ

function readBlock(root) {
  const cells = [];
  for (const node of root.querySelectorAll("g.node")) {
    const shape = node.querySelector(":scope > rect, :scope > path, :scope > polygon, :scope > circle");
    if (shape?.matches(".composite")) continue;
    const fill = shape ? getComputedStyle(shape).fill : null;
    cells.push({ text: textsIn(node).join("\n"), box: box(root, shape ?? node), fill });
  }
  const rows = distinct(cells.map((cell) => cell.box.top));
  const columns = distinct(cells.map((cell) => cell.box.left));
  const number = (edges, edge) => edges.findIndex((known) => Math.abs(known - edge) <= SAME);
  const found = cells.map((cell) => ({
    text: cell.text,
    row: number(rows, cell.box.top),
    column: number(columns, cell.box.left),
    span: columns.filter((edge) => edge >= cell.box.left - SAME && edge < cell.box.right - SAME).length,
    fill: cell.fill,
    ...rounded(cell.box),
  }));
  found.sort((one, other) => one.row - other.row || one.column - other.column);
  return { kind: "block", rows: rows.length, columns: columns.length, cells: found };
}

function distinct(edges) {
  const found = [];
  for (const edge of edges.toSorted((one, other) => one - other)) {
    if (found.length === 0 || edge - found.at(-1) > SAME) found.push(edge);
  }
  return found;
}
