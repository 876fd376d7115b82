// What stands above a picture: what is shown, how, and how large.

import { icon, iconButton, node } from "./node.js";

/** @typedef {import("./types.js").Choices} Choices @typedef {import("./types.js").Choice} Choice */
/** @typedef {"journey" | "view" | "persona" | "target" | "theme"} Key */

/** How people call what has a short name. */
/** @type {Record<string, string>} */
const NAMES = { gitlab: "GitLab", github: "GitHub", latest: "newest Mermaid", calm: "light", dark: "dark", none: "plain" };

/**
 * @typedef {object} Pressed what a toolbar asks for
 * @property {(choice: Choice) => void} choose
 * @property {(steps: number) => void} zoom
 * @property {() => void} fit
 * @property {() => void} actual
 * @property {() => void} places
 * @property {(asTable: boolean) => void} table
 */

export class Toolbar {
  /** @type {Map<Key, { select: HTMLSelectElement, field: HTMLElement, written: string }>} */ #choosers = new Map();
  #percent = node("button", { type: "button", class: "journey-button journey-percent", title: "Original size (1)" });
  #places;
  #table;
  #notes = node("ul", { class: "journey-notes" });
  #notesButton = node("summary", { class: "journey-button" });
  #notesMenu = node("details", { class: "journey-menu", hidden: true }, this.#notesButton, node("div", { class: "journey-sheet journey-notes-sheet" }, node("h2", {}, "What this view leaves out"), this.#notes));
  #zoom;
  /** @type {HTMLElement} */ element;

  /** @param {Pressed} pressed */
  constructor(pressed) {
    this.#places = iconButton("List of everything in this map", "M2 4h1M6 4h8M2 8h1M6 8h8M2 12h1M6 12h8", pressed.places, { "aria-expanded": "false" });
    this.#table = iconButton("Show as a table", "M2 3h12v10H2zM2 6.5h12M6.5 6.5V13", () => pressed.table(this.#table.getAttribute("aria-pressed") !== "true"), { "aria-pressed": "false" });
    this.#percent.addEventListener("click", pressed.actual);
    this.#zoom = node(
      "div",
      { class: "journey-group", role: "group", "aria-label": "Size" },
      iconButton("Smaller (-)", "M3 8h10", () => pressed.zoom(-1)),
      this.#percent,
      iconButton("Larger (+)", "M3 8h10M8 3v10", () => pressed.zoom(1)),
      iconButton("Show all of it (0)", "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4", pressed.fit),
    );
    const more = node("summary", { class: "journey-button", title: "More choices", "aria-label": "More choices" }, icon("M2 8h1M7.5 8h1M13 8h1"));
    const menu = node(
      "details",
      { class: "journey-menu" },
      more,
      node("div", { class: "journey-sheet" }, this.#chooser("target", "Drawn for", pressed), this.#chooser("theme", "Colours", pressed)),
    );
    this.element = node(
      "div",
      { class: "journey-toolbar", role: "group", "aria-label": "What is shown" },
      this.#places,
      this.#chooser("journey", "Journey", pressed),
      this.#chooser("view", "View", pressed),
      this.#chooser("persona", "Persona", pressed),
      node("span", { class: "journey-space" }),
      this.#notesMenu,
      this.#table,
      this.#zoom,
      menu,
    );
    for (const details of [menu, this.#notesMenu]) closes(details, this.element);
  }

  /**
   * @param {Choices} choices
   * @param {Choice} chosen
   */
  show(choices, chosen) {
    const named = (/** @type {{ id: string, label: string }[]} */ all) => all.map(({ id, label }) => ({ id, label }));
    const called = (/** @type {string[]} */ all) => all.map((id) => ({ id, label: sentence(NAMES[id] ?? id) }));
    this.#fill("journey", named(choices.journeys), chosen.journey);
    this.#fill("view", choices.views.map(({ id, summary }) => ({ id, label: sentence(id), summary })), chosen.view);
    this.#fill("persona", [{ id: "", label: "Everybody" }, ...named(choices.personas)], chosen.persona, choices.personas.length > 1 || !!chosen.persona);
    this.#fill("target", [{ id: "", label: "This screen" }, ...called(choices.targets)], chosen.target);
    this.#fill("theme", [{ id: "", label: "As around it" }, ...called(choices.themes)], chosen.theme);
  }

  /** @param {string[]} notes */
  note(notes) {
    this.#notesMenu.hidden = notes.length === 0;
    this.#notesButton.textContent = notes.length === 1 ? "1 note" : `${notes.length} notes`;
    this.#notes.replaceChildren(...notes.map((note) => node("li", {}, note)));
  }

  /** @param {number} scale */
  size(scale) {
    const percent = `${Math.round(scale * 100)}%`;
    this.#percent.textContent = percent;
    this.#percent.setAttribute("aria-label", `${percent}, press for original size`);
  }

  /**
   * @param {{ picture: boolean, table: boolean, asTable: boolean, places: boolean }} can what there is
   */
  offer(can) {
    this.#zoom.hidden = !can.picture || can.asTable;
    this.#table.hidden = !(can.picture && can.table);
    this.#table.setAttribute("aria-pressed", String(can.asTable));
    this.#places.hidden = !can.places;
  }

  /** @param {boolean} open */
  opened(open) {
    this.#places.setAttribute("aria-expanded", String(open));
  }

  /** @param {Key} key @param {string} label @param {Pressed} pressed */
  #chooser(key, label, pressed) {
    const select = node("select", { name: key, "aria-label": label });
    select.addEventListener("change", () => pressed.choose({ [key]: select.value }));
    const field = node("label", { class: "journey-chooser", "data-key": key }, node("span", { "aria-hidden": "true" }, label), select);
    this.#choosers.set(key, { select, field, written: "" });
    return field;
  }

  /**
   * @param {Key} key
   * @param {{ id: string, label: string, summary?: string }[]} options
   * @param {string | undefined} chosen
   */
  #fill(key, options, chosen = "", shown = options.length > 0) {
    const chooser = this.#choosers.get(key);
    if (!chooser) return;
    chooser.field.hidden = !shown;
    const written = JSON.stringify(options);
    // An open list that is filled again closes under the hand.
    if (written !== chooser.written) {
      chooser.written = written;
      chooser.select.replaceChildren(...options.map(({ id, label, summary }) => node("option", { value: id, title: summary }, label)));
    }
    chooser.select.value = chosen;
    chooser.select.title = options.find(({ id }) => id === chosen)?.summary ?? "";
  }
}

/** @param {string} text */
function sentence(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * A menu closes with Escape, and when somebody turns to something else.
 * @param {HTMLDetailsElement} menu
 * @param {HTMLElement} around
 */
function closes(menu, around) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    event.stopPropagation();
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  menu.addEventListener("toggle", () => {
    if (!menu.open) return;
    const leave = new AbortController();
    const left = (/** @type {Event} */ event) => {
      if (event.composedPath().includes(menu) && menu.open) return;
      menu.open = false;
      leave.abort();
    };
    for (const what of ["pointerdown", "focusin"]) around.ownerDocument.addEventListener(what, left, { signal: leave.signal });
  });
}
