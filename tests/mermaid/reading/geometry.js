// Runs inside the page: where things stand in a picture, in the units of its viewBox, and the texts that it shows.
"use strict";

/** A client rectangle in the picture's own units. */
function inUnits(root, rect) {
  const { a, d, e, f } = root.getScreenCTM();
  const [left, top] = [(rect.left - e) / a, (rect.top - f) / d];
  return boxOf(left, top, left + rect.width / a, top + rect.height / d);
}

function boxOf(left, top, right, bottom) {
  return { left, top, right, bottom, x: (left + right) / 2, y: (top + bottom) / 2 };
}

function union(boxes) {
  return boxOf(
    Math.min(...boxes.map((box) => box.left)),
    Math.min(...boxes.map((box) => box.top)),
    Math.max(...boxes.map((box) => box.right)),
    Math.max(...boxes.map((box) => box.bottom)),
  );
}

function box(root, element) {
  return inUnits(root, element.getBoundingClientRect());
}

function contains(outer, { x, y }) {
  return outer.left <= x && x <= outer.right && outer.top <= y && y <= outer.bottom;
}

/** How far a point is from a box. */
function distance(box, { x, y }) {
  return Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
}

/** The one of `all` for which `measure` is least; `null` where there is none. */
function nearest(all, measure) {
  let best = null;
  let least = Infinity;
  for (const one of all) {
    const measured = measure(one);
    if (measured < least) [best, least] = [one, measured];
  }
  return best;
}

function byX(one, other) {
  return one.box.x - other.box.x;
}

function byY(one, other) {
  return one.box.y - other.box.y;
}

/** White space in a row is drawn as one space. */
function collapsed(text) {
  return text.replaceAll(/[ \t\r\n]+/g, " ").replaceAll(/^ | $/g, "");
}

/** The text that an SVG `text` shows; the lines that Mermaid broke it into are joined with spaces. */
function svgText(element) {
  const rows = [...element.querySelectorAll(":scope > tspan")];
  if (rows.length === 0) return collapsed(element.textContent);
  return collapsed(rows.map((row) => row.textContent).join(" "));
}

/** What a `foreignObject` shows. A line break is a line break, where it is written and not where the text is wrapped. */
function htmlText(element) {
  return (element.firstElementChild?.innerText ?? "").replaceAll(/\n+$/g, "");
}

/**
 * Every text that is shown, in the order of the SVG: `text`, the `element` that holds it, the `box` of what can be seen
 * of its letters, and the boxes of its `lines`.
 */
function shownTexts(root) {
  const texts = [];
  const add = (element, text, rects) => {
    const lines = rects.filter((rect) => rect.width > 0 && rect.height > 0).map((rect) => inUnits(root, rect));
    if (text.trim() === "" || getComputedStyle(element).visibility === "hidden") return;
    texts.push({ text, element, lines, box: lines.length > 0 ? union(lines) : box(root, element) });
  };
  const visit = (element) => {
    if (element.matches("style, defs, title, desc, marker, script")) return;
    if (getComputedStyle(element).display === "none") return;
    if (element.matches("switch")) return void visit(element.firstElementChild);
    if (element.matches("foreignObject")) {
      return void add(element, htmlText(element), textRects(element));
    }
    if (element.matches("text")) {
      const rows = [...element.querySelectorAll(":scope > tspan")];
      const drawn = rows.length > 0 ? rows : [element];
      return void add(element, svgText(element), drawn.map((row) => row.getBoundingClientRect()));
    }
    for (const child of element.children) visit(child);
  };
  visit(root);
  return texts;
}

/** The rectangles of the lines of text in an HTML element. */
function textRects(element) {
  const rects = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    rects.push(...range.getClientRects());
  }
  return rects;
}

/** All that a group shows as text, its HTML labels and SVG texts, without those that are empty. */
function textsIn(group) {
  const found = [];
  for (const element of group.querySelectorAll("foreignObject, text")) {
    const text = element.matches("text") ? svgText(element) : htmlText(element);
    if (text !== "") found.push(text);
  }
  return found;
}
