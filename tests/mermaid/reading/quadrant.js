// Runs inside the page: reads a `quadrantChart`.
//
// - x and y: the texts at the axes, x from left to right, y from bottom to top.
// - quadrants: the texts of the four fields, numbered as in Mermaid: right above, left above, left below, right below.
// - a point: its text, and where its circle stands between the edges of the four fields, from 0 to 1.
"use strict";

function readQuadrants(root) {
  const fields = [...root.querySelectorAll("g.quadrant")].map((group) => ({
    text: textsIn(group)[0] ?? null,
    box: box(root, group.querySelector("rect")),
  }));
  const area = union(fields.map((field) => field.box));
  const field = (right, above) =>
    fields.find(({ box }) => box.x > area.x === right && box.y < area.y === above)?.text ?? null;
  const share = (part) => Math.round(part * 1000) / 1000;
  const labels = [...root.querySelectorAll(".labels text")].map((text) => ({ text: svgText(text), box: box(root, text) }));
  const below = labels.filter((label) => label.box.top > area.bottom || label.box.bottom < area.top);
  const beside = labels.filter((label) => !below.includes(label));
  const points = [...root.querySelectorAll("g.data-point")].map((group) => {
    const circle = group.querySelector("circle");
    const at = box(root, circle);
    return {
      text: textsIn(group)[0] ?? "",
      x: share((at.x - area.left) / (area.right - area.left)),
      y: share((area.bottom - at.y) / (area.bottom - area.top)),
      color: getComputedStyle(circle).fill,
    };
  });
  const title = root.querySelector(".title text");
  return {
    kind: "quadrants",
    title: title ? svgText(title) : null,
    x: below.toSorted(byX).map((label) => label.text),
    y: beside.toSorted((one, other) => byY(other, one)).map((label) => label.text),
    quadrants: [field(true, true), field(false, true), field(false, false), field(true, false)],
    points,
  };
}
