// Runs inside the page: reads a `timeline`.
//
// - sections from left to right with the periods that stand under them, and those with the events that stand under them.
//   Where the picture has no sections, all periods stand in one section whose text is null.
// - title: the one text that stands directly in the picture.
"use strict";

function readTimeline(root) {
  const boxes = (selector) =>
    [...root.querySelectorAll(selector)].map((group) => ({
      text: textsIn(group).join(" "),
      box: box(root, group.querySelector("path.node-bkg")),
    }));
  const events = boxes("g.eventWrapper").toSorted(byY);
  const under = (head) => (below) => head.box.left <= below.box.x && below.box.x <= head.box.right;
  const periods = boxes("g.taskWrapper").toSorted(byX).map((period) => ({
    ...period,
    events: events.filter(under(period)).map((event) => event.text),
  }));
  const plain = ({ text, events }) => ({ text, events });
  const sections = boxes("g:not(.eventWrapper):not(.taskWrapper) > g.timeline-node").toSorted(byX).map((section) => ({
    text: section.text,
    periods: periods.filter(under(section)).map(plain),
  }));
  const title = root.querySelector(":scope > text");
  return {
    kind: "timeline",
    title: title ? svgText(title) : null,
    sections: sections.length > 0 ? sections : [{ text: null, periods: periods.map(plain) }],
  };
}
