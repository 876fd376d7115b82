// The page of `journey preview`: asks the server for pictures, shows them on the map surface, and keeps what was chosen in the address.

import { listen } from "./connection.js";
import { MapSurface } from "./map.js";
import { elementsAt } from "./position.js";
import { SourceSheet } from "./source.js";

/** @typedef {import("./types.js").Picture} Picture @typedef {import("./types.js").Place} Place */
/** @typedef {{ uri: string, line: number, character: number, journey: string | null }} Cursor */

/** What the address keeps. A journey that nobody chose is the one around the cursor, or the first. */
const KEYS = /** @type {const} */ (["journey", "view", "persona", "target", "theme", "stages", "lanes", "direction", "title"]);

const element = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const source = new SourceSheet(element("source"));
const gone = element("gone");
const dark = matchMedia("(prefers-color-scheme: dark)");

let opens = false;
/** What was asked last: whoever asks anew hangs up first, so that nothing is drawn in vain and no old answer replaces a newer one. */
let asked = new AbortController();
/** @type {Cursor | undefined} */
let cursor;
/** @type {Picture | undefined} */
let shown;
let written = "";

const surface = new MapSurface(element("map"), {
  onOpen: ({ location }) => void open(location),
  onChoose: (choice) => {
    turn(choice);
    void renew();
  },
});

/** @param {Record<string, string | null | undefined>} choice */
function turn(choice) {
  const address = new URL(location.href);
  for (const [key, value] of Object.entries(choice)) {
    if (value) address.searchParams.set(key, value);
    else if (value === "") address.searchParams.delete(key);
  }
  history.replaceState(null, "", address);
  dress();
}

/** The colours of the page are those of the picture. */
function dress() {
  const query = new URLSearchParams(location.search);
  document.documentElement.dataset.colours = query.get("theme") ?? "";
  surface.choose({ persona: query.get("persona") ?? "", target: query.get("target") ?? "", theme: query.get("theme") ?? "" });
}

function question() {
  const address = new URLSearchParams(location.search);
  const query = new URLSearchParams();
  for (const key of KEYS) {
    const value = address.get(key);
    if (value) query.set(key, value);
  }
  if (!query.has("theme")) query.set("theme", dark.matches ? "dark" : "calm");
  if (!query.has("target")) query.set("target", "latest");
  if (!query.has("journey") && cursor?.journey) query.set("journey", cursor.journey);
  return query;
}

/** Asks for what is to be seen, and shows it. */
async function renew() {
  asked.abort();
  asked = new AbortController();
  const { signal } = asked;
  const answer = await fetch(`picture?${question()}`, { signal }).catch(() => undefined);
  const text = await answer?.text().catch(() => undefined);
  if (!answer || text === undefined || signal.aborted) return;
  if (!answer.headers.get("content-type")?.startsWith("application/json")) {
    written = "";
    surface.keep(
      answer.status === 403
        ? "The preview refuses this page: it has another address now, which is where it was started."
        : `The preview gave no picture (it answered ${answer.status}). Save again; if that does not help, start it again.`,
    );
    return;
  }
  /** @type {(Picture & { version: number }) | { version: number, message: string, choices?: import("./types.js").Choices }} */
  const told = JSON.parse(text);
  if ("message" in told) {
    written = "";
    surface.keep(told.message, told.choices);
  } else if (text !== written) {
    written = text;
    shown = told;
    document.title = `${told.label} – Journey`;
    element("title").textContent = told.label;
    surface.show({ ...told, at: lit() });
  }
}

/** The elements that show what stands at the cursor. */
function lit() {
  return cursor ? elementsAt(shown?.places ?? [], cursor.uri, cursor) : [];
}

/** @param {Place["location"]} place */
async function open(place) {
  if (opens) {
    const { line, character } = place.range.start;
    const answer = await fetch("open", { method: "POST", body: JSON.stringify({ uri: place.uri, line, character }) }).catch(() => undefined);
    if (answer?.ok) return;
    const told = await answer?.json().catch(() => undefined);
    if (told) surface.keep(told.message);
  }
  await source.open(place);
}

listen({
  shown: (what) => {
    opens = what.opens;
    // Nothing was read yet: it comes at once.
    if (what.version === 0) return;
    void renew();
    void source.renew();
  },
  cursor: (at) => {
    const other = at.journey && at.journey !== shown?.id && !new URLSearchParams(location.search).has("journey");
    cursor = at;
    if (other) void renew();
    else if (shown) surface.light(lit());
  },
  turn: (to) => {
    turn(to);
    void renew();
  },
  back: () => {
    gone.hidden = true;
  },
  gone: (why) => {
    gone.hidden = false;
    gone.textContent =
      why === "another"
        ? "Another preview runs here now. Its address is where it was started; this page shows the last picture."
        : "The preview has ended. This is the last picture; it goes on when `journey preview` runs again.";
  },
});
dark.addEventListener("change", () => void renew());
dress();
