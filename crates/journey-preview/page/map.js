// The map surface: everything that a person sees and touches of a journey's picture. A browser's page and a panel of an editor show
// the same; they bring the pictures and do what is asked for.

import { node } from "./node.js";
import { Places, contextOf } from "./places.js";
import { Rings, around } from "./rings.js";
import { place, safeDrawing, safePage } from "./safe.js";
import { Toolbar } from "./toolbar.js";
import { Viewport } from "./viewport.js";

/** @typedef {import("./types.js").Picture} Picture @typedef {import("./types.js").Choice} Choice @typedef {import("./types.js").Handlers} Handlers */
/** @typedef {import("./types.js").Place} Place @typedef {import("./viewport.js").Sight} Sight */

/** No more mistakes than these are told with a picture. */
const MOST_MISTAKES = 10;
/** How many choices of what is shown are remembered with what was in sight. */
const REMEMBERED = 50;

export class MapSurface {
  /** @type {Handlers} */ #handlers;
  /** @type {Picture | undefined} */ #shown;
  /** @type {Choice} */ #chosen = {};
  /** @type {Map<string, Place>} */ #places = new Map();
  /** @type {Map<string, Element[]>} */ #parts = new Map();
  /** @type {Map<string, Sight>} */ #sights = new Map();
  /** @type {string[]} */ #lit = [];
  #key = "";
  /** Whether the text was without mistakes when it was drawn. */
  #isGood = false;
  #asTable = false;

  #root;
  #toolbar;
  #list;
  #picture = node("div", { class: "journey-picture" });
  #sheet = node("div", { class: "journey-paper" }, this.#picture);
  #page = node("div", { class: "journey-page", tabindex: "0", role: "region", "aria-label": "Text" });
  #stage = node("div", { class: "journey-stage", tabindex: "0", role: "region", "aria-label": "Picture: arrow keys move it, plus and minus change its size, 0 shows all of it" }, this.#sheet);
  #banner = node("div", { class: "journey-banner", hidden: true });
  #fallback = node("p", { class: "journey-fallback", hidden: true });
  #status = node("p", { class: "journey-heard", role: "status", "aria-live": "polite" });
  #waiting = node("p", { class: "journey-waiting" }, "Drawing …");
  #viewport;
  #rings;

  /**
   * @param {HTMLElement} root the element that it fills
   * @param {Handlers} handlers
   */
  constructor(root, handlers) {
    this.#root = root;
    this.#handlers = handlers;
    this.#toolbar = new Toolbar({
      choose: (choice) => {
        Object.assign(this.#chosen, choice);
        this.#handlers.onChoose(choice);
      },
      zoom: (steps) => this.#viewport.zoom(steps),
      fit: () => this.#viewport.fit(),
      actual: () => this.#viewport.zoomTo(1),
      places: () => this.#openList(!this.#root.classList.contains("has-list")),
      table: (asTable) => {
        this.#asTable = asTable;
        this.#layOut();
      },
    });
    this.#list = new Places(
      (place) => this.#open(place),
      (place, byKey) => this.#point(place, byKey),
    );
    const body = node("div", { class: "journey-body" }, this.#list.element, this.#stage, this.#page, this.#waiting);
    root.classList.add("journey-map");
    root.replaceChildren(this.#toolbar.element, this.#banner, this.#fallback, body, this.#status);
    this.#viewport = new Viewport(this.#stage, this.#sheet, (scale) => this.#toolbar.size(scale));
    this.#rings = new Rings(this.#sheet, (element) => this.#parts.get(element) ?? [], () => this.#viewport.scale);
    this.#listen();
    this.#layOut();
  }

  /**
   * Says what the choosers show beside the journey and the view, without telling `onChoose`.
   * @param {Choice} choice
   */
  choose(choice) {
    Object.assign(this.#chosen, choice);
    if (this.#shown?.choices) this.#toolbar.show(this.#shown.choices, this.#chosen);
  }

  /**
   * Shows a picture. Where the text has mistakes and the picture before shows the same, that one stays and a banner says why.
   * @param {Picture} picture
   */
  show(picture) {
    const { journey: _, view: __, ...rest } = this.#chosen;
    const key = JSON.stringify([picture.id, picture.view, rest]);
    const mistake = picture.errors?.[0];
    const isSame = key === this.#key;
    const keeps = mistake !== undefined && isSame && this.#isGood;
    const lit = this.#lit;
    if (picture.choices) this.#toolbar.show(picture.choices, Object.assign(this.#chosen, { journey: picture.id, view: picture.view }));
    if (mistake) this.#mistaken(picture, keeps);
    else this.#banner.hidden = true;
    if (keeps) return;
    this.#remember();
    this.#isGood = !mistake;
    this.#shown = picture;
    this.#draw(picture);
    this.#key = key;
    this.#layOut();
    if (picture.svg) this.#viewport.restore(this.#sights.get(this.#sightKey(picture)));
    this.#relight(picture.at ?? [], JSON.stringify(picture.at ?? []) !== JSON.stringify(lit));
    if (!mistake) this.#say(isSame ? "The picture is up to date." : `${picture.label}: ${picture.view} is shown.`);
  }

  /**
   * Keeps the last picture and says why it is not renewed.
   * @param {string} message one sentence for people
   * @param {import("./types.js").Choices} [choices] what can be chosen now, where that has changed
   */
  keep(message, choices) {
    if (choices) this.#toolbar.show(choices, this.#chosen);
    this.#tell(node("span", {}, message));
    if (!this.#shown) this.#waiting.textContent = "There is no picture yet.";
  }

  /**
   * Lights places, brings the first into sight and says what it is.
   * @param {string[]} elements
   */
  light(elements) {
    this.#relight(elements, JSON.stringify(elements) !== JSON.stringify(this.#lit));
    const place = this.#places.get(elements[0] ?? "");
    if (place) this.#say([`${place.kind} ${place.label}`, contextOf(place)].filter(Boolean).join("; "));
  }

  /** @param {Picture} picture */
  #draw(picture) {
    this.#waiting.remove();
    this.#places = new Map((picture.places ?? []).map((place) => [place.element, place]));
    this.#parts = new Map();
    const drawing = picture.svg ? safeDrawing(picture.svg) : undefined;
    if (drawing) {
      const shadow = place(this.#picture, drawing);
      for (const part of shadow.querySelectorAll("[data-place]")) {
        for (const element of part.getAttribute("data-place")?.split(/\s+/) ?? []) {
          const parts = this.#parts.get(element);
          if (parts) parts.push(part);
          else if (element) this.#parts.set(element, [part]);
        }
      }
      // The sheet has the picture's own ground, or a line of another colour shows at its edges.
      const ground = drawing.drawing.querySelector(":scope > rect");
      this.#sheet.style.backgroundColor = ground ? getComputedStyle(ground).fill : "";
      this.#viewport.resize(drawing.width, drawing.height);
    } else {
      this.#picture.shadowRoot?.replaceChildren();
    }
    const written = picture.language === "markdown" ? picture.text : (picture.table ?? picture.text);
    this.#page.replaceChildren((picture.html && safePage(picture.html)) || node("pre", {}, written));
    this.#list.show(picture.places ?? []);
    this.#toolbar.note(picture.notes);
    const why = picture.fallback ?? (picture.svg && !drawing ? "The picture could not be shown." : picture.picture && picture.language === "mermaid" ? picture.picture : undefined);
    this.#fallback.hidden = !why;
    this.#fallback.textContent = why ?? "";
  }

  #layOut() {
    const shown = this.#shown;
    const [picture, table] = [!!shown?.svg, !!(shown?.html || shown?.table)];
    const asTable = this.#asTable && table;
    this.#stage.hidden = !picture || asTable;
    this.#page.hidden = !shown || (picture && !asTable);
    this.#list.element.hidden = !(shown?.places?.length ?? 0);
    this.#toolbar.offer({ picture, table, asTable, places: (shown?.places?.length ?? 0) > 0 });
  }

  #listen() {
    this.#root.addEventListener("keydown", (event) => {
      const isField = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
      if (!isField && !this.#stage.hidden) this.#viewport.zoomKey(event);
    });
    this.#list.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.#openList(false);
      this.#stage.focus();
    });
    this.#picture.addEventListener("click", (event) => {
      const found = this.#placeAt(event);
      if (found) this.#open(found);
    });
    this.#picture.addEventListener("pointerover", (event) => this.#point(this.#placeAt(event), false));
    this.#picture.addEventListener("pointerleave", () => this.#point(undefined, false));
    this.#page.addEventListener("click", (event) => {
      const found = this.#placeAt(event);
      if (found) this.#open(found);
    });
  }

  /** @param {Event} event */
  #placeAt(event) {
    for (const target of event.composedPath()) {
      if (target === this.#root) return undefined;
      const elements = target instanceof Element ? target.getAttribute("data-place") : null;
      // Of several places the first is the one that the part is for.
      const known = elements?.split(/\s+/).find((element) => this.#places.has(element));
      if (known) return this.#places.get(known);
    }
    return undefined;
  }

  /** @param {Place | undefined} place @param {boolean} byKey */
  #point(place, byKey) {
    this.#rings.draw("is-pointed-at", place ? [place.element] : []);
    this.#picture.title = place && !byKey ? `${place.label} (${place.kind})` : "";
    const part = byKey && place ? around(this.#parts.get(place.element) ?? []) : undefined;
    if (part) this.#viewport.reveal(part);
  }

  /** @param {Place} place */
  #open(place) {
    this.#handlers.onOpen(place);
  }

  /** @param {boolean} open */
  #openList(open) {
    this.#root.classList.toggle("has-list", open);
    this.#toolbar.opened(open);
    if (open) this.#list.focus();
  }

  /** @param {string[]} elements @param {boolean} isNew */
  #relight(elements, isNew) {
    this.#lit = elements;
    this.#rings.draw("is-lit", elements);
    this.#rings.draw("is-pointed-at", []);
    this.#list.light(elements);
    const part = isNew ? around(this.#parts.get(elements[0] ?? "") ?? []) : undefined;
    if (part) this.#viewport.reveal(part);
  }

  /** @param {Picture} picture @param {boolean} keeps */
  #mistaken(picture, keeps) {
    const [mistake, ...others] = picture.errors ?? [];
    if (!mistake) return;
    const line = mistake.location.range.start.line + 1;
    const lead = node("button", { type: "button", class: "journey-link" }, `Line ${line}: ${mistake.message}`);
    lead.addEventListener("click", () => this.#handlers.onOpen({ location: mistake.location, kind: "mistake", label: mistake.message }));
    const isAll = others.length + 1 < MOST_MISTAKES;
    const more = others.length === 0 ? "" : isAll ? ` (and ${others.length} more)` : " (and more)";
    this.#tell(node("span", {}, keeps ? "This is the last good picture. " : "Something may be missing here. ", lead, more));
  }

  /** @param {HTMLElement} message */
  #tell(message) {
    const before = this.#banner.hidden ? "" : this.#banner.textContent;
    this.#banner.replaceChildren(message);
    this.#banner.hidden = false;
    if (message.textContent !== before) this.#say(message.textContent ?? "");
  }

  /** @param {string} message */
  #say(message) {
    this.#status.textContent = message;
  }

  #remember() {
    if (!this.#shown?.svg || this.#stage.hidden) return;
    const key = this.#sightKey(this.#shown);
    this.#sights.delete(key);
    this.#sights.set(key, this.#viewport.sight);
    if (this.#sights.size > REMEMBERED) this.#sights.delete(this.#sights.keys().next().value ?? "");
  }

  /** @param {Picture} picture */
  #sightKey(picture) {
    return `${picture.id}\n${picture.view}`;
  }
}
