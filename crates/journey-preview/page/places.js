// The list of all places of a picture: for people who read the screen by ear, who use the keyboard, and who look for a word.

import { node } from "./node.js";

/** @typedef {import("./types.js").Place} Place */

export class Places {
  /** @type {Place[]} */ #places = [];
  /** The one that Tab leads to. */
  #current = 0;
  #list = node("ul", { class: "journey-places-list" });
  #search = node("input", { type: "search", placeholder: "Find in this map", "aria-label": "Find in this map", class: "journey-search" });
  #none = node("p", { class: "journey-hint" });
  #open;
  #point;

  element = node("nav", { class: "journey-places", "aria-label": "Everything in this map" }, this.#search, this.#list, this.#none);

  /**
   * @param {(place: Place) => void} open
   * @param {(place: Place | undefined, byKey: boolean) => void} point somebody looks at a place in the list, or at none any more
   */
  constructor(open, point) {
    this.#open = open;
    this.#point = point;
    this.#search.addEventListener("input", () => this.#filter());
    this.#search.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown") return;
      event.preventDefault();
      this.#focus(this.#shown().at(0));
    });
    this.#list.addEventListener("keydown", (event) => this.#key(event));
    this.#list.addEventListener("click", (event) => {
      const place = this.#places[this.#at(event.target)];
      if (place) this.#open(place);
    });
    this.#list.addEventListener("focusin", (event) => {
      const at = this.#at(event.target);
      this.#enter(at);
      this.#point(this.#places[at], true);
    });
    this.#list.addEventListener("focusout", () => this.#point(undefined, true));
    this.#list.addEventListener("pointerover", (event) => this.#point(this.#places[this.#at(event.target)], false));
    this.#list.addEventListener("pointerleave", () => this.#point(undefined, false));
  }

  /** @param {Place[]} places */
  show(places) {
    this.#places = places;
    const buttons = this.#list.children;
    // What is there is used again, so that whoever is in the list stays where they are.
    while (buttons.length > places.length) buttons[buttons.length - 1]?.remove();
    places.forEach((place, at) => {
      const item = buttons[at] ?? this.#item(at);
      const [label, context, kind] = item.firstElementChild?.children ?? [];
      if (label && label.textContent !== place.label) label.textContent = place.label;
      const around = contextOf(place);
      if (context && context.textContent !== around) context.textContent = around;
      if (kind && kind.textContent !== place.kind) kind.textContent = place.kind;
      item.setAttribute("data-kind", place.kind);
    });
    this.#enter(Math.min(this.#current, Math.max(0, places.length - 1)));
    this.#filter();
  }

  /**
   * Marks the places that are lit.
   * @param {string[]} elements
   */
  light(elements) {
    this.#places.forEach((place, at) => {
      const button = this.#button(at);
      if (elements.includes(place.element)) button?.setAttribute("aria-current", "location");
      else button?.removeAttribute("aria-current");
    });
    const lit = this.#list.querySelector("[aria-current]");
    if (lit && !this.element.contains(document.activeElement)) this.#inSight(lit);
  }

  /** Goes into the list. */
  focus() {
    this.#search.focus();
  }

  /** Scrolls the list alone: the page stays.
   * @param {Element} button */
  #inSight(button) {
    const [list, box] = [this.#list.getBoundingClientRect(), button.getBoundingClientRect()];
    if (box.top < list.top || box.bottom > list.bottom) this.#list.scrollTop += (box.top + box.bottom - list.top - list.bottom) / 2;
  }

  /** @param {number} at */
  #item(at) {
    const button = node("button", { type: "button", tabindex: "-1", "data-at": String(at) }, node("span", { class: "journey-label" }), " ", node("span", { class: "journey-context" }), " ", node("span", { class: "journey-kind" }));
    const item = node("li", {}, button);
    this.#list.append(item);
    return item;
  }

  /** @param {number} at @returns {HTMLElement | null | undefined} */
  #button(at) {
    return this.#list.children[at]?.querySelector("button");
  }

  /** @param {EventTarget | null} target */
  #at(target) {
    const button = target instanceof Element ? target.closest("button") : null;
    return Number(button?.dataset.at ?? -1);
  }

  /** @param {number} at */
  #enter(at) {
    this.#button(this.#current)?.setAttribute("tabindex", "-1");
    this.#current = at;
    this.#button(at)?.setAttribute("tabindex", "0");
  }

  #shown() {
    return [...this.#list.children].filter((item) => !(/** @type {HTMLElement} */ (item).hidden));
  }

  /** @param {Element | undefined} item */
  #focus(item) {
    const button = item?.querySelector("button");
    button?.focus();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const shown = this.#shown();
    const at = shown.findIndex((item) => item.contains(/** @type {Node} */ (event.target)));
    /** @type {Record<string, number>} */
    const ways = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 10, PageUp: at - 10, Home: 0, End: shown.length - 1 };
    const to = ways[event.key];
    if (to === undefined) return;
    event.preventDefault();
    if (to < 0 && event.key === "ArrowUp") this.#search.focus();
    else this.#focus(shown[Math.max(0, Math.min(shown.length - 1, to))]);
  }

  #filter() {
    const wanted = this.#search.value.trim().toLocaleLowerCase();
    let found = 0;
    this.#places.forEach((place, at) => {
      const item = /** @type {HTMLElement} */ (this.#list.children[at]);
      item.hidden = wanted !== "" && !`${place.label} ${contextOf(place)} ${place.kind} ${place.id}`.toLocaleLowerCase().includes(wanted);
      if (!item.hidden) found += 1;
    });
    const current = /** @type {HTMLElement | undefined} */ (this.#list.children[this.#current]);
    if (current?.hidden) this.#enter(this.#places.findIndex((_, at) => !(/** @type {HTMLElement} */ (this.#list.children[at])).hidden));
    this.#none.hidden = found > 0;
    this.#none.textContent = this.#places.length === 0 ? "Nothing in this map leads to the text." : found === 0 ? "Nothing is called so." : "";
  }
}

/**
 * Whose it is and where, in words: an emotion alone says little.
 * @param {Place} place
 */
export function contextOf(place) {
  return (place.context ?? []).join("; ");
}
