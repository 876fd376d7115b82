// Runs inside the page: draws one diagram and reads it back out of the picture.
//
// Mermaid writes no machine-readable values into its pictures, so everything is read from what is drawn: texts from what
// the browser shows, order and belonging from where shapes stand, values from the scale that is drawn beside them. One
// file for each type of diagram says how. The versions of Mermaid differ in ids and classes, so only those are used that
// all of them have.
//
// - texts: every text that is shown, in the order of the SVG, whatever the diagram's type; of a `switch` the first.
// - accTitle, accDescr: the elements that the picture's `aria-labelledby` and `aria-describedby` name.
"use strict";

let drawn = 0;

/** The reader of a type of diagram, by the name that Mermaid gives to the picture. */
function readerOf(type) {
  const readers = {
    journey: readJourney,
    block: readBlock,
    xychart: readChart,
    quadrantChart: readQuadrants,
    kanban: readBoard,
    "flowchart-v2": readFlow,
    swimlane: readFlow,
    sequence: readSequence,
    timeline: readTimeline,
  };
  return readers[type] ?? (() => ({ kind: "other" }));
}

/** Parses, draws, reads. The picture stays in `#picture` until the next call, for a screenshot. */
async function drawAndRead(text) {
  const picture = document.getElementById("picture");
  picture.replaceChildren();
  const failed = (step, error) => ({ ok: false, error: `${step}: ${error?.message ?? error}` });
  let parsed;
  try {
    parsed = await mermaid.parse(text);
  } catch (error) {
    return failed("parse", error);
  }
  let svg;
  try {
    drawn += 1;
    svg = (await mermaid.render(`drawn-${drawn}`, text)).svg;
  } catch (error) {
    return failed("draw", error);
  } finally {
    // A drawing that fails leaves its half-drawn picture behind.
    for (const left of document.querySelectorAll("body > [id^='ddrawn-']")) left.remove();
  }
  picture.innerHTML = svg;
  const root = picture.querySelector(":scope > svg");
  if (!root) return failed("draw", "no SVG came out");
  const type = root.getAttribute("aria-roledescription");
  // Only Mermaid 11 and later tell the type when they parse.
  const said = parsed?.diagramType ?? type;
  if (said !== type) return failed("draw", `parsed as ${said}, drawn as ${type}`);
  await document.fonts.ready;
  const view = root.viewBox.baseVal;
  // Read at its own size: browsers round the boxes of letters to whole pixels, which are many units in a shrunk picture.
  const style = root.getAttribute("style") ?? "";
  root.setAttribute("style", `${style}; max-width: none; width: ${view.width}px; height: ${view.height}px`);
  const [texts, shapes] = [shownTexts(root), filledShapes(root)];
  const seen = {
    ok: true,
    type,
    reading: readerOf(type)(root),
    texts: texts.map((shown) => shown.text),
    clipped: clipped(root, texts),
    overlapping: overlapping(texts),
    covered: covered(root, texts, shapes),
    faint: faint(root, texts, shapes),
    accTitle: named(root, "aria-labelledby"),
    accDescr: named(root, "aria-describedby"),
    width: view.width,
    height: view.height,
    svg,
  };
  root.setAttribute("style", style);
  return seen;
}

function named(root, attribute) {
  const id = root.getAttribute(attribute);
  const element = id === null ? null : root.querySelector(`#${CSS.escape(id)}`);
  return element?.textContent ?? null;
}
