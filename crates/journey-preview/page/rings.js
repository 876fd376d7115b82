// Rings around parts of a picture. They lie over it instead of in it, so that they look the same whatever the view draws, and in
// every browser.

import { node } from "./node.js";

/** Room between a part and its ring, in pixels of the picture. */
const ROOM = 2;

export class Rings {
  /** @type {HTMLElement} */ #layer;
  /** @type {HTMLElement} */ #sheet;
  /** @type {(element: string) => Element[]} */ #parts;
  #scale;

  /**
   * @param {HTMLElement} sheet the picture
   * @param {(element: string) => Element[]} parts what in the picture shows a place
   * @param {() => number} scale
   */
  constructor(sheet, parts, scale) {
    this.#sheet = sheet;
    this.#parts = parts;
    this.#scale = scale;
    this.#layer = node("div", { class: "journey-rings", "aria-hidden": "true" });
    sheet.append(this.#layer);
  }

  /**
   * Draws rings of one look around places, instead of those of that look before.
   * @param {"is-lit" | "is-pointed-at"} look
   * @param {string[]} elements
   */
  draw(look, elements) {
    for (const ring of this.#layer.querySelectorAll(`.${look}`)) ring.remove();
    const sheet = this.#sheet.getBoundingClientRect();
    const scale = this.#scale();
    const boxes = elements.flatMap((element) => this.#parts(element)).map((part) => part.getBoundingClientRect());
    for (const box of outermost(boxes)) {
      const ring = node("div", { class: `journey-ring ${look}` });
      // In pixels of the picture: the style sheet makes those of the screen, so zooming moves no ring by itself.
      ring.style.setProperty("--left", String((box.left - sheet.left) / scale - ROOM));
      ring.style.setProperty("--top", String((box.top - sheet.top) / scale - ROOM));
      ring.style.setProperty("--width", String(box.width / scale + 2 * ROOM));
      ring.style.setProperty("--height", String(box.height / scale + 2 * ROOM));
      this.#layer.append(ring);
    }
  }
}

/**
 * The smallest box around parts of the picture; nothing where none is drawn.
 * @param {Element[]} parts
 */
export function around(parts) {
  const boxes = parts.map((part) => part.getBoundingClientRect()).filter((box) => box.width > 0 || box.height > 0);
  if (boxes.length === 0) return undefined;
  return {
    left: Math.min(...boxes.map((box) => box.left)),
    top: Math.min(...boxes.map((box) => box.top)),
    right: Math.max(...boxes.map((box) => box.right)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
  };
}

/** @param {DOMRect[]} boxes */
function outermost(boxes) {
  const drawn = boxes.filter((box) => box.width > 0 || box.height > 0);
  /** @param {DOMRect} box @param {DOMRect} other */
  const holds = (box, other) =>
    box.left <= other.left + 1 && box.top <= other.top + 1 && box.right >= other.right - 1 && box.bottom >= other.bottom - 1;
  return drawn.filter((box, at) => !drawn.some((other, which) => which !== at && holds(other, box) && (!holds(box, other) || which < at)));
}
