// Runs inside the page: reads an `xychart-beta`.
//
// - x and y: the titles and labels of the two axes, in the order of their places: x from left to right, y from bottom to top.
//   Labels that a style hides are left out.
// - a line: its points from left to right. A point's value is read from the scale of numbers drawn at the y axis, its
//   label is the label at the x axis that stands nearest to it; `label` is null where none is within the distance of two.
// - bars: as lines, the value is that of their upper edge.
// - legend: the names beside the chart, each with the colour of the mark at its height. Mermaid draws it from version 11.15 on.
"use strict";

function readChart(root) {
  const texts = (selector) =>
    [...root.querySelectorAll(selector)]
      .map((element) => ({ text: svgText(element), box: box(root, element), at: origin(root, element) }))
      .filter(({ box }) => box.right - box.left > 0.5);
  const one = (selector) => texts(selector)[0]?.text ?? null;
  const x = texts(".bottom-axis .label text").toSorted(byX);
  const y = texts(".left-axis .label text").toSorted((one, other) => byY(other, one));
  const scale = scaleOf(y);
  const apart = x.length > 1 ? (x.at(-1).at.x - x[0].at.x) / (x.length - 1) : Infinity;
  const point = ({ x: at, y: height }) => {
    const label = nearest(x, (label) => Math.abs(label.at.x - at));
    return { label: label && Math.abs(label.at.x - at) < apart / 2 ? label.text : null, value: scale(height) };
  };
  const lines = [...root.querySelectorAll(".plot g[class^='line-plot']")].map((group) => {
    const path = group.querySelector("path");
    return { color: getComputedStyle(path).stroke, points: corners(path).map(point) };
  });
  const bars = [...root.querySelectorAll(".plot g[class^='bar-plot']")].map((group) => {
    const rects = [...group.querySelectorAll("rect")].map((rect) => box(root, rect));
    const fill = group.querySelector("rect");
    return { color: fill ? getComputedStyle(fill).fill : null, points: rects.map(({ x, top }) => point({ x, y: top })) };
  });
  return {
    kind: "chart",
    title: one(".chart-title text"),
    x: { title: one(".bottom-axis .title text"), labels: x.map((label) => label.text) },
    y: { title: one(".left-axis .title text"), labels: y.map((label) => label.text) },
    lines,
    bars,
    legend: texts(".legend .label text").map(({ text, box: { y } }) => {
      const mark = nearest([...root.querySelectorAll(".legend .markers > *")], (mark) => Math.abs(box(root, mark).y - y));
      const style = mark && getComputedStyle(mark);
      return { text, color: style && (mark.matches("rect") ? style.fill : style.stroke) };
    }),
  };
}

/** Where an axis puts its label: the ends of texts depend on the font, this does not. */
function origin(root, element) {
  const { e, f } = root.getScreenCTM().inverse().multiply(element.getScreenCTM());
  return { x: e, y: f };
}

/** From a height in the picture to a value, by the numbers at the axis. */
function scaleOf(labels) {
  const numbers = labels.filter(({ text }) => Number.isFinite(Number(text))).map(({ text, at }) => ({ value: Number(text), y: at.y }));
  if (numbers.length < 2) return () => null;
  const [low, high] = [numbers[0], numbers.at(-1)];
  const rise = (high.value - low.value) / (high.y - low.y);
  return (y) => Math.round((low.value + (y - low.y) * rise) * 1000) / 1000;
}

/** The points that a path of straight lines goes through. */
function corners(path) {
  const numbers = (path.getAttribute("d") ?? "").match(/-?[\d.]+(?:e-?\d+)?/g) ?? [];
  const points = [];
  for (let at = 0; at + 1 < numbers.length; at += 2) points.push({ x: Number(numbers[at]), y: Number(numbers[at + 1]) });
  return points;
}
