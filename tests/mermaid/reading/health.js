// Runs inside the page: whether a reader can read the texts of a picture, whatever its type.
//
// - clipped: texts of which a part lies outside of the picture (`by` is "picture"), of the shape that holds them ("shape")
//   or of the box that cuts them off ("box"). `over` is how far, in units of the picture.
// - overlapping: pairs of texts whose letters lie over each other; `over` is the smaller side of what they share.
// - covered: texts over which something is drawn later, a shape or the coloured ground of another label.
// - faint: texts whose colour is too close to that behind them: a contrast below 4.5 as WCAG AA asks for, or below 3 for
//   letters of 24 pixels (18.66 where bold). What is behind them is the last filled shape drawn before them, or the halo
//   that they bring themselves.
"use strict";

const SLACK = 1.5; // units that rounding and the space around letters may cost
const HALO = 3; // units that a line around letters needs to be what is behind them
const LEADING = 4; // units by which the box of a line may be higher than its letters

function clipped(root, texts) {
  const view = root.viewBox.baseVal;
  const picture = boxOf(view.x, view.y, view.x + view.width, view.y + view.height);
  const found = [];
  for (const { text, element, box: place } of texts) {
    const holders = [["picture", picture]];
    const shape = holderOf(root, element, place);
    if (shape) holders.push(["shape", shape]);
    if (element.matches("foreignObject") && getComputedStyle(element).overflow !== "visible") holders.push(["box", box(root, element)]);
    for (const [by, holder] of holders) {
      const aside = Math.max(holder.left - place.left, place.right - holder.right);
      const beyond = Math.max(holder.top - place.top, place.bottom - holder.bottom);
      const over = Math.max(aside, beyond);
      if (aside > SLACK || beyond > LEADING) {
        found.push({ text, by, over: tenths(over) });
        break;
      }
    }
  }
  return found;
}

/** The box of the shape that a text belongs to: the smallest in its group around its middle, or else all of them. */
function holderOf(root, element, place) {
  // A text over an arrow, at an axis or beside a point stands free.
  if (element.matches(".messageText, .loopText, .legend") || element.closest(".edgeLabel, .data-point, .actor-man")) return null;
  const shapes = ":scope > rect, :scope > path, :scope > polygon, :scope > circle, :scope > ellipse, :scope > .outer-path";
  for (let group = element.parentElement; group && group !== root; group = group.parentElement) {
    if (!group.matches("g") || group.matches(".label, .cluster-label")) continue;
    const inner = group.matches(".timeline-node") ? "path.node-bkg" : shapes;
    const boxes = [...group.querySelectorAll(inner)].map((shape) => box(root, shape)).filter((box) => box.right - box.left > 1);
    if (boxes.length > 0) {
      const around = boxes.filter((box) => contains(box, place));
      return nearest(around, (box) => (box.right - box.left) * (box.bottom - box.top)) ?? union(boxes);
    }
    if (group.matches(".node, .cluster, .timeline-node, .main")) return null;
  }
  return null;
}

function overlapping(texts) {
  const found = [];
  texts.forEach((one, index) => {
    for (const other of texts.slice(index + 1)) {
      let most = 0;
      for (const line of one.lines) for (const against of other.lines) most = Math.max(most, shared(line, against));
      if (most > LEADING) found.push({ texts: [one.text, other.text], over: tenths(most) });
    }
  });
  return found;
}

function covered(root, texts, shapes) {
  const labels = [...root.querySelectorAll(".labelBkg, .edgeLabel > p")].map((shape) => ({ shape, box: box(root, shape) }));
  const found = [];
  for (const { text, element, lines } of texts) {
    for (const { shape, box } of [...shapes, ...labels]) {
      const most = Math.max(0, ...lines.map((line) => shared(line, box)));
      if (most <= SLACK || shape.contains(element) || element.contains(shape)) continue;
      if (element.compareDocumentPosition(shape) & Node.DOCUMENT_POSITION_FOLLOWING) {
        found.push({ text, over: tenths(most) });
        break;
      }
    }
  }
  return found;
}

/** The shapes that hide what is drawn before them, each with its box and its colour. Lines are no shapes. */
function filledShapes(root) {
  const found = [];
  for (const shape of root.querySelectorAll("rect, path, polygon, circle, ellipse")) {
    const { fill, fillOpacity, opacity } = getComputedStyle(shape);
    if (fill === "none" || shape.closest("defs, marker, clipPath")) continue;
    const [red, green, blue, alpha] = rgba(fill);
    const color = [red, green, blue, alpha * Number(fillOpacity) * Number(opacity)];
    if (color[3] > 0) found.push({ shape, box: box(root, shape), color });
  }
  return found;
}

/** The smaller side of what two boxes share. */
function shared(one, other) {
  const wide = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const high = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return Math.min(wide, high);
}

function tenths(number) {
  return Math.round(number * 10) / 10;
}

function faint(root, texts, shapes) {
  const page = rgba(getComputedStyle(document.body).backgroundColor);
  const card = over(rgba(getComputedStyle(root).backgroundColor), page);
  const found = [];
  for (const { text, element, box: place } of texts) {
    let ground = card;
    for (const { shape, box, color } of shapes) {
      if (!contains(box, place) || !(shape.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)) continue;
      ground = over(color, ground);
    }
    const letters = lettersOf(element);
    for (let around = letters; around && around !== root; around = around.parentElement) {
      if (around instanceof HTMLElement) ground = over(rgba(getComputedStyle(around).backgroundColor), ground);
    }
    const style = getComputedStyle(letters);
    const halo = haloOf(letters, style);
    if (halo) ground = over(halo, ground);
    const [red, green, blue, alpha] = rgba(letters instanceof HTMLElement ? style.color : style.fill);
    const shown = over([red, green, blue, alpha * seen(letters, root)], ground);
    const size = Number.parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = contrast(shown, ground);
    if (ratio < (large ? 3 : 4.5)) {
      found.push({ text, ratio: Math.round(ratio * 100) / 100, color: hex(shown), ground: hex(ground) });
    }
  }
  return found;
}

/** The innermost element that has the letters, for its colour counts. */
function lettersOf(element) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) if (walker.currentNode.data.trim() !== "") return walker.currentNode.parentElement;
  return element;
}

/** The colour of a line around the letters that is drawn before them and wide enough to stand behind them. */
function haloOf(letters, style) {
  if (!style.paintOrder.startsWith("stroke")) return null;
  const html = letters instanceof HTMLElement;
  const [width, color] = html ? [style.webkitTextStrokeWidth, style.webkitTextStrokeColor] : [style.strokeWidth, style.stroke];
  return color !== "none" && Number.parseFloat(width) >= HALO ? rgba(color) : null;
}

/** How much of an element its own opacity and that of all around it leave. */
function seen(element, root) {
  let opacity = 1;
  for (let around = element; around && around !== root; around = around.parentElement) opacity *= Number(getComputedStyle(around).opacity);
  return opacity;
}

const PAINT = document.createElement("canvas").getContext("2d", { willReadFrequently: true });

/** Any colour of CSS as red, green, blue (0 to 255) and opacity (0 to 1). */
function rgba(color) {
  const numbers = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(color);
  if (numbers) return [Number(numbers[1]), Number(numbers[2]), Number(numbers[3]), numbers[4] === undefined ? 1 : Number(numbers[4])];
  PAINT.clearRect(0, 0, 1, 1);
  PAINT.fillStyle = "transparent";
  PAINT.fillStyle = color;
  PAINT.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = PAINT.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha / 255];
}

function over([red, green, blue, alpha], ground) {
  const mixed = [red, green, blue].map((part, index) => part * alpha + ground[index] * (1 - alpha));
  return [...mixed, 1];
}

function contrast(one, other) {
  const light = ([...parts]) => {
    const [red, green, blue] = parts.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [bright, dark] = [light(one), light(other)].toSorted((a, b) => b - a);
  return (bright + 0.05) / (dark + 0.05);
}

function hex(color) {
  return `#${color.slice(0, 3).map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}
