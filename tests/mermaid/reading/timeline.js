// Runs inside the page: reads a `timeline`.
//
// - sections with their periods, and those with their events. From left to right, what belongs to something stands below it.
//   From above to below (which newer versions can), periods stand below their section, and events at the right of their
//   period, from its height on.
// - Where the picture has no sections, all periods stand in one section whose text is null.
// - title: the one text that stands directly in the picture.
"use strict";

function readTimeline(root) {
  const boxes = (selector) =>
    [...root.querySelectorAll(selector)].map((group) => ({
      text: textsIn(group).join(" "),
      box: box(root, group.querySelector("path.node-bkg")),
    }));
  const [sections, periods, events] = [
    boxes("g:not(.eventWrapper):not(.taskWrapper) > g.timeline-node"),
    boxes("g.taskWrapper"),
    boxes("g.eventWrapper"),
  ];
  const level = (one, other) => Math.abs(one.box.top - other.box.top) < 3;
  const downwards =
    events.some((event) => periods.some((period) => level(event, period))) ||
    (periods.length > 1 && periods.every(({ box: { x } }) => Math.abs(x - periods[0].box.x) < 3));
  const inOrder = (all) => all.toSorted(downwards ? byY : byX);
  const head = (heads, below) =>
    downwards
      ? heads.filter((head) => head.box.top <= below.box.top + 3).toSorted(byY).at(-1)
      : heads.find((head) => head.box.left <= below.box.x && below.box.x <= head.box.right);
  const happening = (period) => events.filter((event) => head(periods, event) === period).toSorted(byY).map((event) => event.text);
  const told = (some) => inOrder(some).map((period) => ({ text: period.text, events: happening(period) }));
  const title = root.querySelector(":scope > text");
  return {
    kind: "timeline",
    title: title ? svgText(title) : null,
    sections:
      sections.length === 0
        ? [{ text: null, periods: told(periods) }]
        : inOrder(sections).map((section) => ({
            text: section.text,
            periods: told(periods.filter((period) => head(sections, period) === section)),
          })),
  };
}
