// Runs inside the page: reads a `sequenceDiagram`.
//
// - participants: the heads at the top, from left to right. `person` is whether one is drawn as a person.
// - steps, from top to bottom:
//   {"step": "message", "from", "to", "text", "dotted"}: `from` and `to` are the participants at whose lines the arrow starts
//     and ends; the text is what is written over the arrow.
//   {"step": "note", "over", "text"}: `over` are the participants whose lines it covers or, where it covers none, stands beside.
//   {"step": "frame", "label", "text"}: a `loop`, `alt`, ... where it begins; {"step": "branch", "text"}: each further part of it.
// - title: the text that stands over all of it.
"use strict";

function readSequence(root) {
  const heads = [...root.querySelectorAll("text.actor")].map((element) => ({
    text: svgText(element),
    box: box(root, element),
    person: element.closest("g.actor-man") !== null,
  }));
  // Lines of one name are one `text` each, side by side in height; the heads stand again below.
  const names = columnsOf(heads);
  const nearName = (x) => nearest(names, (name) => Math.abs(name.x - x))?.text ?? null;
  const steps = [];
  let written = [];
  for (const element of root.querySelectorAll("text.messageText, .messageLine0, .messageLine1")) {
    if (element.matches("text")) {
      written.push(svgText(element));
      continue;
    }
    const [start, end] = endsOf(root, element);
    const dotted = element.matches(".messageLine1");
    steps.push({ y: start.y, step: "message", from: nearName(start.x), to: nearName(end.x), text: collapsed(written.join(" ")), dotted });
    written = [];
  }
  for (const rect of root.querySelectorAll("rect.note")) {
    const place = box(root, rect);
    const text = collapsed([...rect.parentElement.querySelectorAll(".noteText")].map(svgText).join(" "));
    const covered = names.filter(({ x }) => place.left <= x && x <= place.right).map((name) => name.text);
    steps.push({ y: place.top, step: "note", over: covered.length > 0 ? covered : [nearName(place.x)], text });
  }
  for (const label of root.querySelectorAll("text.labelText")) {
    const [first, ...others] = [...label.parentElement.querySelectorAll("text.loopText")];
    const y = box(root, label.parentElement).top;
    steps.push({ y, step: "frame", label: svgText(label), text: first ? svgText(first) : "" });
    for (const other of others) steps.push({ y: box(root, other).top, step: "branch", text: svgText(other) });
  }
  steps.sort((one, other) => one.y - other.y);
  const title = root.querySelector(":scope > text:not([class])");
  return {
    kind: "sequence",
    title: title ? svgText(title) : null,
    participants: names.map(({ text, person }) => ({ text, person })),
    steps: steps.map(({ y, ...step }) => step),
  };
}

/** The names at the top, from left to right. Names that are broken over lines are several texts above each other. */
function columnsOf(heads) {
  const columns = [];
  for (const head of heads.toSorted(byY)) {
    const column = columns.find(({ x }) => Math.abs(x - head.box.x) < 1);
    if (!column) columns.push({ x: head.box.x, bottom: head.box.bottom, ...head });
    else if (head.box.top < column.bottom + 5) {
      column.text = `${column.text} ${head.text}`;
      column.bottom = head.box.bottom;
    }
  }
  return columns.toSorted((one, other) => one.x - other.x);
}

function endsOf(root, line) {
  if (line.matches("line")) {
    const [x1, y1, x2, y2] = ["x1", "y1", "x2", "y2"].map((name) => Number(line.getAttribute(name)));
    return [{ x: x1, y: y1 }, { x: x2, y: y2 }];
  }
  return [line.getPointAtLength(0), line.getPointAtLength(line.getTotalLength())];
}
