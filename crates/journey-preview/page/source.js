// The text of a place, beside the map: a browser cannot open an editor, so it shows the lines themselves.

import { node } from "./node.js";

/** @typedef {{ uri: string, range: { start: { line: number, character: number }, end: { line: number, character: number } } }} Location */

export class SourceSheet {
  #root;
  #title = node("h2", {});
  #lines = node("ol", { tabindex: "0", "aria-label": "Lines of the text" });
  #copy = node("button", { type: "button" }, "Copy place");
  /** Where the keyboard was before. @type {HTMLElement | null} */ #before = null;
  #place = "";
  /** @type {Location | undefined} */ #location;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
    const close = node("button", { type: "button", "aria-label": "Close the text", title: "Close (Esc)" }, "✕");
    close.addEventListener("click", () => this.close());
    root.addEventListener("keydown", (event) => event.key === "Escape" && this.close());
    this.#copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(this.#place).then(() => this.#said("Copied"), () => this.#said(this.#place));
    });
    root.replaceChildren(node("header", {}, this.#title, this.#copy, close), this.#lines);
  }

  /**
   * Shows the lines around a place.
   * @param {Location} location
   */
  async open(location) {
    if (this.#root.hidden) this.#before = /** @type {HTMLElement | null} */ (document.activeElement);
    if (!(await this.#load(location))) return;
    this.#root.hidden = false;
    this.#lines.querySelector(".is-meant")?.scrollIntoView({ block: "center" });
    this.#lines.focus();
  }

  /** Reads the text again, where it is open. */
  async renew() {
    if (this.#location && !this.#root.hidden) await this.#load(this.#location);
  }

  close() {
    this.#root.hidden = true;
    this.#before?.focus();
  }

  /** @param {Location} location */
  async #load(location) {
    const { start, end } = location.range;
    const asked = new URLSearchParams({ uri: location.uri, line: String(start.line) });
    const answer = await fetch(`text?${asked}`).catch(() => undefined);
    if (!answer?.ok) return false;
    /** @type {{ path: string, first: number, lines: string[] }} */
    const text = await answer.json();
    this.#location = location;
    this.#place = `${text.path}:${start.line + 1}:${start.character + 1}`;
    this.#title.textContent = `${location.uri}, line ${start.line + 1}`;
    this.#title.title = text.path;
    this.#said("Copy place");
    // A place that ends at the start of a line does not reach into it.
    const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
    const lines = text.lines.map((line, at) => {
      const number = text.first + at;
      const isMeant = number >= start.line && number <= last;
      return node("li", { "data-line": String(number + 1), class: isMeant ? "is-meant" : undefined }, line || " ");
    });
    this.#lines.replaceChildren(...lines);
    return true;
  }

  /** @param {string} what */
  #said(what) {
    this.#copy.textContent = what;
  }
}
