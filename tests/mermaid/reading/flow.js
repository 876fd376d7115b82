// Runs inside the page: reads a `flowchart` or a `swimlane-beta`.
//
// - lanes: the subgraphs with their texts, from top to bottom and then from left to right.
// - a node: its text, and the lanes in whose boxes its middle lies, the outermost first. Nodes stand in the order of reading:
//   from left to right, those above each other from top to bottom.
// - an edge: the nodes (or lanes, where no node is there) at whose rim its line starts and ends, and the text that stands
//   at the line: the one that is made for it, unless it is far away, or the one nearest to it. `null` stands for an end that is nowhere near. `dotted` is whether the line is broken.
// - labels: the texts at edges, each once.
"use strict";

const LOOSE = 40; // units between a line and its text: where it is more, nobody would think that they belong together
const NEAR = 25; // units that the end of a line may be away from the rim of its node: arrow heads need a few

function readFlow(root) {
  const lanes = [...root.querySelectorAll("g.cluster")].map((group) => ({
    text: textsIn(group).join("\n"),
    box: union([...group.querySelectorAll(":scope > rect, :scope > path, :scope > g:not(.cluster-label)")].map((shape) => box(root, shape))),
  }));
  const area = ({ box }) => (box.right - box.left) * (box.bottom - box.top);
  const nodes = [...root.querySelectorAll("g.nodes > g.node, g.nodes > a > g.node, g.root g.node")]
    .filter((group, index, all) => all.indexOf(group) === index && !group.matches(".edgeLabel"))
    .map((group) => {
      const shape = group.querySelector(":scope > rect, :scope > path, :scope > polygon, :scope > circle, :scope > g:not(.label)");
      return { text: textsIn(group).join("\n"), box: box(root, shape ?? group) };
    });
  const lanesOf = (place) =>
    lanes
      .filter((lane) => contains(lane.box, place))
      .toSorted((one, other) => area(other) - area(one))
      .map((lane) => lane.text);
  const paths = [...root.querySelectorAll(".edgePaths path, path.flowchart-link")].filter((path, index, all) => all.indexOf(path) === index);
  const labels = [...root.querySelectorAll(".edgeLabels > .edgeLabel, g.nodes > .edgeLabel")]
    .map((group) => ({ text: textsIn(group).join("\n"), box: box(root, group), group }))
    .filter((label) => label.text !== "");
  const edges = paths.map((path) => edgeOf(root, path, nodes, lanes));
  for (const label of labels) {
    const away = ({ points }) => Math.min(...points.map((point) => distance(label.box, point)));
    const own = edges.find(({ path }) => belongs(label.group, path));
    const edge = own && away(own) <= LOOSE ? own : nearest(edges, away);
    edge?.labels.push(label.text);
  }
  nodes.sort((one, other) => one.box.x - other.box.x || one.box.y - other.box.y);
  lanes.sort((one, other) => one.box.top - other.box.top || one.box.left - other.box.left);
  return {
    kind: "flow",
    lanes: lanes.map((lane) => ({ text: lane.text, ...rounded(lane.box) })),
    nodes: nodes.map((node) => ({ text: node.text, lanes: lanesOf(node.box), ...rounded(node.box) })),
    edges: edges.map(({ from, to, labels, dotted }) => ({ from, to, label: labels.join("\n") || null, dotted })),
    labels: labels.map((label) => label.text),
  };
}

function rounded({ left, top, right, bottom }) {
  return { left: Math.round(left), top: Math.round(top), right: Math.round(right), bottom: Math.round(bottom) };
}

/** Whether a label is made for a line: newer versions name the line at the label. */
function belongs(group, path) {
  const name = path.getAttribute("data-id");
  return name !== null && (group.querySelector(`[data-id="${name}"]`) !== null || group.id.endsWith(`-${name}`));
}

function edgeOf(root, path, nodes, lanes) {
  const length = path.getTotalLength();
  const steps = Math.max(2, Math.min(200, Math.ceil(length / 5)));
  const toUnits = root.getScreenCTM().inverse().multiply(path.getScreenCTM());
  const points = [];
  for (let step = 0; step <= steps; step += 1) points.push(path.getPointAtLength((length * step) / steps).matrixTransform(toUnits));
  const end = (point) => {
    const near = (all) => nearest(all.filter(({ box }) => distance(box, point) <= NEAR), ({ box }) => distance(box, point));
    return (near(nodes) ?? near(lanes))?.text ?? null;
  };
  const style = getComputedStyle(path);
  return { from: end(points[0]), to: end(points.at(-1)), labels: [], path, points, dotted: path.matches(".edge-pattern-dotted, .edge-pattern-dashed") || style.strokeDasharray.split(",").length === 2 };
}
