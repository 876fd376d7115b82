// Runs inside the page: reads a `journey`.
//
// - a label: Mermaid writes it twice, as HTML in a `foreignObject` and as SVG text in the same `switch` for viewers that
//   cannot show HTML. `text` is what the browser shows of the first, `fallback` the second. `clipped` is true when the HTML
//   is higher or wider than the box that cuts it off.
// - a task's score: the height of its face. The dashed line of a task ends at score 0, and a point is 30 units high.
//   `face` is the mouth: an arc below its centre is a smile, above it a frown, a straight line is flat.
// - a task's section: the section box that stands over it. Neighbouring sections of one name share a box, as readers see it.
// - a task's actors: the tooltips of the circles on its box. `colors` are the fills of those circles, as computed.
// - actors: the legend at the left, from top to bottom. A name that Mermaid broke over lines is joined with spaces, so a
//   hyphen that Mermaid puts into a broken word stays visible. `color` is the fill of its circle.
// - title: the one text that stands directly in the picture and is not part of the legend.
"use strict";

const POINT = 30; // units of height of one point of score in a `journey`

function readJourney(root) {
  const titles = [...root.querySelectorAll(":scope > text:not(.legend)")];
  if (titles.length > 1) throw new Error("a journey with two titles");
  const groups = [...root.querySelectorAll(":scope > g")];
  const sections = groups
    .filter((group) => group.querySelector(":scope > rect.journey-section"))
    .map((group) => ({ box: group.querySelector(":scope > rect").getBBox(), ...label(group) }));
  const tasks = groups
    .filter((group) => group.querySelector(":scope > rect.task"))
    .map((group) => {
      const box = group.querySelector(":scope > rect").getBBox();
      const covers = (wide) => wide.x <= box.x && box.x + box.width <= wide.x + wide.width;
      const over = sections.find((section) => covers(section.box));
      const circles = [...group.querySelectorAll(":scope > circle:not(.face)")];
      return {
        ...label(group),
        section: over?.text ?? null,
        score: score(group),
        face: mouth(group),
        actors: circles.map((circle) => circle.querySelector("title")?.textContent ?? ""),
        colors: circles.map((circle) => getComputedStyle(circle).fill),
      };
    });
  const actors = [];
  for (const element of root.children) {
    if (element.matches("circle")) actors.push({ lines: [], color: getComputedStyle(element).fill });
    else if (element.matches("text.legend")) actors.at(-1).lines.push(element.textContent);
  }
  return {
    kind: "journey",
    title: titles[0]?.textContent ?? null,
    sections: sections.map(({ box, ...rest }) => rest),
    tasks,
    actors: actors.map(({ lines, color }) => ({ name: lines.join(" "), color })),
  };
}

function label(group) {
  const shown = group.querySelector(":scope > switch > foreignObject");
  const inner = shown.querySelector(".label");
  const fallback = [...group.querySelectorAll(":scope > switch > text")].map((line) => line.textContent);
  const box = shown.getBoundingClientRect();
  const content = inner.getBoundingClientRect();
  const half = 0.5; // pixels that rounding may cost
  return {
    text: inner.innerText,
    fallback: fallback.join("\n"),
    clipped: content.height > box.height + half || content.width > box.width + half,
  };
}

/** The score, or null when the face stands nowhere (Mermaid accepts a score that is no number). */
function score(group) {
  const face = Number(group.querySelector(":scope > circle.face").getAttribute("cy"));
  const zero = Number(group.querySelector(":scope > line.task-line").getAttribute("y2"));
  const value = (zero - face) / POINT;
  return Number.isFinite(value) ? value : null;
}

function mouth(group) {
  const line = group.querySelector(".mouth");
  if (line.matches("line")) return "flat";
  const { y, height } = line.getBBox();
  return y + height / 2 > 0 ? "smile" : "frown";
}
