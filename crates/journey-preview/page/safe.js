// Makes pictures and pages of text that may hold anything: only what draws or structures comes through. It works where the page's
// policy forbids inline styles: style sheets are adopted, `style` attributes are set through the object model.

const SVG = "http://www.w3.org/2000/svg";
/**
 * The namespace of drawings while they are looked at. No browser knows it, so their styles are none, and a policy that forbids inline
 * styles has nothing to complain of. Only a namespace that is written as our drawings write it is replaced, wherever that stands in the
 * text. Elements that name theirs in another way keep it: the policy may complain of them, but they are never drawn, and they do
 * nothing, because what a parser makes belongs to no window: no browser runs its scripts or loads what it names.
 */
const INERT = "urn:journey:drawing";

const DRAWN = new Set(
  ("svg g path rect circle ellipse line polyline polygon text tspan textPath defs marker symbol use title desc linearGradient " +
    "radialGradient stop clipPath mask pattern filter feDropShadow feGaussianBlur feOffset feMerge feMergeNode feFlood feComposite style").split(" "),
);
const WRITTEN = new Set(
  ("h1 h2 h3 h4 h5 h6 p ul ol li blockquote table thead tbody tr th td strong em del code pre br hr details summary dl dt dd div " +
    "span figure figcaption sup sub").split(" "),
);
/** What elements of a page may say about themselves. */
const SAYS = new Set(["class", "colspan", "rowspan", "scope", "start", "open", "align", "data-place", "lang", "dir"]);
/** What of it is thrown away with all that is in it. The rest gives its children. */
const POISON = new Set(["script", "iframe", "object", "embed", "foreignobject", "template", "noscript", "textarea", "select", "link", "meta", "base", "math", "title"]);

/**
 * A drawing that can be shown.
 * @typedef {{ drawing: SVGSVGElement, sheets: CSSStyleSheet[], width: number, height: number }} Drawing
 */

/**
 * The drawing of an SVG; nothing where the text is none.
 * @param {string} text
 * @returns {Drawing | undefined}
 */
export function safeDrawing(text) {
  const whole = inert(text);
  // Some browsers give what stood before the damage, with their complaint in it.
  if (whole.querySelector("parsererror")) return undefined;
  const parsed = whole.documentElement;
  return parsed.namespaceURI === INERT && parsed.localName === "svg" ? drawn(parsed) : undefined;
}

/**
 * The nodes of a page of HTML that is well-formed XML, each drawing in a shadow root of its own; nothing where the text is none.
 * @param {string} html
 * @returns {DocumentFragment | undefined}
 */
export function safePage(html) {
  const parsed = inert(`<page>${html}</page>`);
  if (parsed.documentElement.localName !== "page" || parsed.querySelector("parsererror")) return undefined;
  const page = document.createDocumentFragment();
  write(parsed.documentElement, page);
  return page;
}

/** @param {string} text */
function inert(text) {
  return new DOMParser().parseFromString(text.replaceAll(`xmlns="${SVG}"`, `xmlns="${INERT}"`), "application/xml");
}

/**
 * Shows a drawing in an element, whose shadow keeps its styles from the page and the page's from it.
 * @param {HTMLElement} host
 * @param {Drawing} drawing
 */
export function place(host, drawing) {
  const shadow = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [own(), ...drawing.sheets];
  shadow.replaceChildren(drawing.drawing);
  return shadow;
}

/** @type {CSSStyleSheet | undefined} */
let ownSheet;

function own() {
  if (!ownSheet) {
    ownSheet = new CSSStyleSheet();
    ownSheet.replaceSync("svg:not(svg svg) { display: block; width: 100%; height: 100% } [data-place] { cursor: pointer }");
  }
  return ownSheet;
}

/**
 * @param {Element} parsed
 * @returns {Drawing}
 */
function drawn(parsed) {
  /** @type {CSSStyleSheet[]} */
  const sheets = [];
  const drawing = /** @type {SVGSVGElement} */ (draw(parsed, sheets));
  const box = (parsed.getAttribute("viewBox") ?? "").trim().split(/[\s,]+/).map(Number);
  /** @param {string} name @param {number | undefined} other */
  const size = (name, other) => {
    const written = Number.parseFloat(parsed.getAttribute(name) ?? "");
    const percent = (parsed.getAttribute(name) ?? "").includes("%");
    return written > 0 && !percent ? written : other && other > 0 ? other : 300;
  };
  const [width, height] = [size("width", box[2]), size("height", box[3])];
  if (!(box.length === 4 && box.every(Number.isFinite))) drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
  drawing.removeAttribute("width");
  drawing.removeAttribute("height");
  return { drawing, sheets, width, height };
}

/**
 * @param {Element} from
 * @param {CSSStyleSheet[]} sheets
 * @returns {Element | undefined}
 */
function draw(from, sheets) {
  if (from.namespaceURI !== INERT || !DRAWN.has(from.localName)) return undefined;
  if (from.localName === "style") {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(from.textContent ?? "");
    keepInside(sheet);
    sheets.push(sheet);
    return undefined;
  }
  const to = document.createElementNS(SVG, from.localName);
  for (const { name, value } of from.attributes) {
    const lower = name.toLowerCase();
    const leads = lower === "href" || lower.endsWith(":href");
    if (lower.startsWith("on") || lower.startsWith("xmlns") || (leads && !value.startsWith("#"))) continue;
    if (lower === "style") /** @type {SVGElement} */ (to).style.cssText = value;
    else if (leads) to.setAttribute("href", value);
    else if (!name.includes(":")) to.setAttribute(name, value);
  }
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE || child.nodeType === Node.CDATA_SECTION_NODE) to.append(child.textContent ?? "");
    else if (child.nodeType === Node.ELEMENT_NODE) {
      const made = draw(/** @type {Element} */ (child), sheets);
      if (made) to.append(made);
    }
  }
  return to;
}

/**
 * Drops the rules that reach the element around the drawing, which is the page's own.
 * @param {CSSStyleSheet | CSSGroupingRule} rules
 */
function keepInside(rules) {
  for (let at = rules.cssRules.length - 1; at >= 0; at -= 1) {
    const rule = /** @type {CSSRule & Partial<CSSStyleRule>} */ (rules.cssRules[at]);
    // The root of a scope is that element, too, and so is what `&` means where it is in no other rule.
    const leaves = rule.cssText.startsWith("@scope") || /:host|:scope|&/i.test(rule.selectorText ?? "");
    if (leaves) rules.deleteRule(at);
    else if (rule.cssRules && "deleteRule" in rule) keepInside(/** @type {CSSGroupingRule} */ (/** @type {unknown} */ (rule)));
  }
}

/**
 * @param {Node} from
 * @param {ParentNode} to
 */
function write(from, to) {
  for (const child of from.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) to.append(child.textContent ?? "");
    if (child.nodeType !== Node.ELEMENT_NODE) continue;
    const element = /** @type {Element} */ (child);
    if (element.namespaceURI === INERT && element.localName === "svg") {
      const drawing = drawn(element);
      const host = document.createElement("div");
      host.className = "journey-figure";
      host.style.aspectRatio = `${drawing.width} / ${drawing.height}`;
      host.style.width = `${drawing.width}px`;
      place(host, drawing);
      to.append(host);
    } else if (element.namespaceURI === null && WRITTEN.has(element.localName)) {
      const made = document.createElement(element.localName);
      for (const { name, value } of element.attributes) if (SAYS.has(name)) made.setAttribute(name, value);
      write(element, made);
      to.append(made);
    } else if (!POISON.has(element.localName.toLowerCase())) {
      write(element, to);
    }
  }
}
