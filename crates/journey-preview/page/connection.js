// Listens to the server, notices when it is gone, and comes back when it is there again.

/** How long a server that says nothing is trusted, in milliseconds: three of its heartbeats. */
const PATIENCE = 15_000;
/** How long until the next attempt, in milliseconds. */
const PAUSE = 1_000;
/** How long a server may take to say that it is there, in milliseconds: on a busy machine that is more than a moment. */
const ANSWER = 5_000;

/**
 * @typedef {object} Heard
 * @property {(what: { version: number, opens: boolean }) => void} shown there is something new
 * @property {(cursor: { uri: string, line: number, character: number, journey: string | null }) => void} cursor
 * @property {(turn: { journey: string | null, view: string | null }) => void} turn an editor asks for something else
 * @property {() => void} back
 * @property {(why: "gone" | "another") => void} gone `another`: there is a server, but not for this page
 */

/**
 * Listens until the page is closed. Pages that nobody sees do not listen: browsers open few connections to one server, and what was
 * missed is told at once when they are seen again.
 * @param {Heard} heard
 */
export function listen(heard) {
  /** @type {EventSource | undefined} */
  let source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let alarm;
  let isThere = true;

  const lost = async () => {
    clearTimeout(alarm);
    source?.close();
    source = undefined;
    if (document.hidden) return;
    // A program that was stopped accepts questions and answers none.
    const status = await fetch("icon.svg", { signal: AbortSignal.timeout(ANSWER) }).then((answer) => answer.status, () => undefined);
    // Meanwhile the page was hidden, or seen again and listens.
    if (document.hidden || source) return;
    // Where it answers, only the line broke.
    if (status !== 200) {
      isThere = false;
      heard.gone(status === 403 ? "another" : "gone");
    }
    clearTimeout(alarm);
    alarm = setTimeout(start, PAUSE);
  };
  const alive = () => {
    clearTimeout(alarm);
    alarm = setTimeout(lost, PATIENCE);
    if (!isThere) heard.back();
    isThere = true;
  };
  const start = () => {
    if (document.hidden || source) return;
    const opened = new EventSource("events");
    source = opened;
    /** @param {string} name @param {(data: any) => void} tell */
    const on = (name, tell) =>
      opened.addEventListener(name, (event) => {
        alive();
        tell(JSON.parse(event.data));
      });
    on("shown", heard.shown);
    on("cursor", heard.cursor);
    on("turn", heard.turn);
    on("alive", () => {});
    opened.addEventListener("error", lost);
    clearTimeout(alarm);
    alarm = setTimeout(lost, PATIENCE);
  };
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) return start();
    clearTimeout(alarm);
    source?.close();
    source = undefined;
  });
  start();
}
