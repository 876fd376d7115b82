// Makes elements. Nothing is ever made of a text that holds markup, so nothing can slip through.

const SVG = "http://www.w3.org/2000/svg";

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} name
 * @param {Record<string, string | boolean | undefined>} [attributes] `true` is an attribute without a value, `false` is none
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function node(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

/**
 * A drawing of lines, 16 pixels wide. Readers of the screen pass it over.
 * @param {string} path
 */
export function icon(path) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 16 16");
  drawing.setAttribute("class", "journey-icon");
  drawing.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  drawing.append(line);
  return drawing;
}

/**
 * A button with a drawing, which is named for those who do not see it and under the pointer.
 * @param {string} name
 * @param {string} path
 * @param {() => void} press
 * @param {Record<string, string>} [attributes]
 */
export function iconButton(name, path, press, attributes = {}) {
  const button = node("button", { type: "button", class: "journey-button", title: name, "aria-label": name, ...attributes }, icon(path));
  button.addEventListener("click", press);
  return button;
}
