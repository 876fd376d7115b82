// Runs inside the page: reads a `block-beta` grid.
//
// - a cell: a block with its text. Its row and column are where it stands: rows are told apart by the middle of the
//   blocks, columns by their left edges, both counted from 0. `span` is the number of columns whose left edge it covers.
// - `fill` is the colour of the block, as computed.
"use strict";

function readBlock(root) {
  const cells = [...root.querySelectorAll("g.node")].map((node) => {
    const shape = node.querySelector(":scope > rect, :scope > path, :scope > polygon, :scope > circle");
    return { text: textsIn(node).join("\n"), box: box(root, shape ?? node), fill: shape ? getComputedStyle(shape).fill : null };
  });
  const rows = distinct(cells.map((cell) => cell.box.y));
  const columns = distinct(cells.map((cell) => cell.box.left));
  const number = (edges, edge) => edges.findIndex((known) => Math.abs(known - edge) <= SAME);
  const found = cells.map((cell) => ({
    text: cell.text,
    row: number(rows, cell.box.y),
    column: number(columns, cell.box.left),
    span: columns.filter((edge) => edge >= cell.box.left - SAME && edge < cell.box.right - SAME).length,
    fill: cell.fill,
  }));
  found.sort((one, other) => one.row - other.row || one.column - other.column);
  return { kind: "block", rows: rows.length, columns: columns.length, cells: found };
}

const SAME = 3; // units that edges of one row or column may differ

function distinct(edges) {
  const found = [];
  for (const edge of edges.toSorted((one, other) => one - other)) {
    if (found.length === 0 || edge - found.at(-1) > SAME) found.push(edge);
  }
  return found;
}
