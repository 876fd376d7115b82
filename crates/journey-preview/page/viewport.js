// Which part of a picture is in sight, and how large: pan and zoom over an element that scrolls, so that scroll bars, wheels, touch
// and the browser's search work as everywhere.

const SMALLEST = 0.05;
const LARGEST = 6;
/** How small letters may get before the picture rather starts at its top left corner than fits. */
const READABLE = 0.55;
const STEP = 1.25;
/** How far the pointer may move in a click, in pixels. */
const SLIP = 4;
/** The room around the picture, in pixels; the style sheet has the same. */
const ROOM = 16;

/** @typedef {{ scale: number, left: number, top: number, fits: boolean }} Sight */

export class Viewport {
  /** @type {HTMLElement} */ #stage;
  /** @type {HTMLElement} */ #sheet;
  #width = 0;
  #height = 0;
  #scale = 1;
  /** Whether it is fitted again when there is more or less room. */
  #fits = false;
  #dragged = false;
  #changed;

  /**
   * @param {HTMLElement} stage what scrolls
   * @param {HTMLElement} sheet what is in it and gets larger and smaller
   * @param {(scale: number) => void} changed
   */
  constructor(stage, sheet, changed) {
    this.#stage = stage;
    this.#sheet = sheet;
    this.#changed = changed;
    stage.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    stage.addEventListener("pointerdown", (event) => this.#grab(event));
    stage.addEventListener("click", (event) => this.#slipped(event), { capture: true });
    stage.addEventListener("keydown", (event) => this.#key(event));
    new ResizeObserver(() => this.#fits && this.fit()).observe(stage);
  }

  get scale() {
    return this.#scale;
  }

  /** @returns {Sight} */
  get sight() {
    return { scale: this.#scale, left: this.#stage.scrollLeft, top: this.#stage.scrollTop, fits: this.#fits };
  }

  /**
   * The size of the picture in pixels, where it is new.
   * @param {number} width
   * @param {number} height
   */
  resize(width, height) {
    this.#width = width;
    this.#height = height;
    if (this.#fits) this.fit();
    else this.#apply(this.#scale);
  }

  /** @param {Sight | undefined} sight what was in sight before; without it, what is best at first */
  restore(sight) {
    if (!sight) {
      const whole = this.#whole();
      this.#fits = whole >= READABLE;
      this.#apply(this.#fits ? whole : Math.min(1, Math.max(READABLE, this.#wide())));
      this.#stage.scrollTo(0, 0);
    } else if (sight.fits) {
      this.fit();
    } else {
      this.#fits = false;
      this.#apply(sight.scale);
      this.#stage.scrollTo(sight.left, sight.top);
    }
  }

  /** Shows all of it. */
  fit() {
    this.#fits = true;
    this.#apply(this.#whole());
  }

  /** @param {number} steps how often larger; below 0, smaller */
  zoom(steps) {
    this.zoomTo(this.#scale * STEP ** steps);
  }

  /**
   * @param {number} scale
   * @param {{ x: number, y: number }} [point] what stays where it is, in pixels of the window; without it, the middle
   */
  zoomTo(scale, point) {
    const stage = this.#stage.getBoundingClientRect();
    const { x, y } = point ?? { x: stage.left + this.#stage.clientWidth / 2, y: stage.top + this.#stage.clientHeight / 2 };
    const before = this.#sheet.getBoundingClientRect();
    const [right, down] = [(x - before.left) / this.#scale, (y - before.top) / this.#scale];
    this.#fits = false;
    this.#apply(scale);
    const after = this.#sheet.getBoundingClientRect();
    this.#stage.scrollLeft += after.left + right * this.#scale - x;
    this.#stage.scrollTop += after.top + down * this.#scale - y;
  }

  /**
   * Moves as little as needed to have a part of the picture in sight.
   * @param {{ left: number, top: number, right: number, bottom: number }} part in pixels of the window
   */
  reveal(part) {
    const stage = this.#stage.getBoundingClientRect();
    /** @param {number} from @param {number} to @param {number} low @param {number} room */
    const way = (from, to, low, room) => {
      if (from >= low + ROOM && to <= low + room - ROOM) return 0;
      return to - from > room - 2 * ROOM ? from - low - ROOM : (from + to) / 2 - low - room / 2;
    };
    this.#stage.scrollLeft += way(part.left, part.right, stage.left, this.#stage.clientWidth);
    this.#stage.scrollTop += way(part.top, part.bottom, stage.top, this.#stage.clientHeight);
  }

  /**
   * Larger, smaller and all of it by keys; `true` where it was one of these.
   * @param {KeyboardEvent} event
   */
  zoomKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "+" || event.key === "=") this.zoom(1);
    else if (event.key === "-" || event.key === "_") this.zoom(-1);
    else if (event.key === "0") this.fit();
    else if (event.key === "1") this.zoomTo(1);
    else return false;
    event.preventDefault();
    return true;
  }

  #whole() {
    const high = (this.#stage.clientHeight - 2 * ROOM) / this.#height;
    return Math.min(1.5, this.#wide(), high > 0 ? high : 1);
  }

  #wide() {
    const wide = (this.#stage.clientWidth - 2 * ROOM) / this.#width;
    return wide > 0 ? wide : 1;
  }

  /** @param {number} scale */
  #apply(scale) {
    const smallest = Math.min(SMALLEST, this.#whole());
    this.#scale = Math.min(LARGEST, Math.max(smallest, scale));
    this.#sheet.style.width = `${this.#width * this.#scale}px`;
    this.#sheet.style.height = `${this.#height * this.#scale}px`;
    this.#sheet.style.setProperty("--journey-scale", String(this.#scale));
    this.#changed(this.#scale);
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    // Two fingers that part on a touch pad come as this, too.
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : 16;
    const factor = Math.exp(-event.deltaY * lines * 0.01);
    this.zoomTo(this.#scale * Math.min(STEP, Math.max(1 / STEP, factor)), { x: event.clientX, y: event.clientY });
  }

  /** @param {PointerEvent} event */
  #grab(event) {
    this.#dragged = false;
    // A finger scrolls by itself.
    if (event.pointerType === "touch" || event.button > 1 || event.target !== this.#stage && !this.#sheet.contains(/** @type {Node} */ (event.target))) return;
    if (event.button === 1) event.preventDefault();
    const { clientX, clientY, pointerId } = event;
    const { scrollLeft, scrollTop } = this.#stage;
    /** @param {PointerEvent} moved */
    const move = (moved) => {
      const [right, down] = [moved.clientX - clientX, moved.clientY - clientY];
      if (!this.#dragged && Math.hypot(right, down) < SLIP) return;
      if (!this.#dragged) {
        this.#dragged = true;
        this.#stage.setPointerCapture(pointerId);
        this.#stage.classList.add("is-dragged");
      }
      this.#stage.scrollTo(scrollLeft - right, scrollTop - down);
    };
    const end = new AbortController();
    const drop = () => {
      end.abort();
      this.#stage.classList.remove("is-dragged");
    };
    this.#stage.addEventListener("pointermove", move, { signal: end.signal });
    this.#stage.addEventListener("pointerup", drop, { signal: end.signal });
    this.#stage.addEventListener("pointercancel", drop, { signal: end.signal });
  }

  /** @param {MouseEvent} event */
  #slipped(event) {
    if (!this.#dragged) return;
    this.#dragged = false;
    event.stopPropagation();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== this.#stage) return;
    const stage = this.#stage;
    const [step, page] = [event.shiftKey ? 240 : 60, stage.clientHeight * 0.85];
    /** @type {Record<string, [number, number]>} */
    const ways = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
      PageUp: [0, -page],
      PageDown: [0, page],
      " ": [0, event.shiftKey ? -page : page],
      Home: [-stage.scrollWidth, -stage.scrollHeight],
      End: [stage.scrollWidth, 0],
    };
    const way = ways[event.key];
    if (!way) return;
    event.preventDefault();
    stage.scrollBy(...way);
  }
}
