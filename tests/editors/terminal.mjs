// A program in a terminal, by tmux: typed at and looked at as a person would.

import { execFileSync, spawnSync } from "node:child_process";
import { after } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

import { pieces } from "./terminal_picture.mjs";

/** How long something may take to come, in milliseconds. */
const PATIENCE = Number(process.env.JOURNEY_PATIENCE ?? 60_000);
/** Those that are open. Where the whole run is stopped, none is left behind. */
const open = new Set();

process.once("SIGTERM", () => {
  for (const terminal of open) terminal.close();
  process.exit(1);
});

/** A terminal of its own, which closes after the test that opened it. */
export class Terminal {
  static #count = 0;
  #socket = `journey-${process.pid}-${Terminal.#count++}`;
  #env;

  /**
   * @param {string[]} command the program and its arguments
   * @param {{ cwd: string, env: Record<string, string>, columns?: number, rows?: number }} options
   */
  constructor(command, { cwd, env, columns = 100, rows = 30 }) {
    this.#env = { ...env, TERM: "xterm-256color" };
    const typed = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
    open.add(this);
    after(() => this.close());
    // What is on the screen stays when the program ends, for whoever wants to know why it did.
    this.#tmux("-f", "/dev/null", "new-session", "-d", "-x", columns, "-y", rows, "-c", cwd, `${typed}; sleep 600`,
      ";", "set", "-g", "status", "off", ";", "set", "-sg", "escape-time", "0", ";", "set", "-ga", "terminal-features", ",*:RGB:usstyle");
  }

  #tmux(...args) {
    return execFileSync("tmux", ["-L", this.#socket, ...args.map(String)], { encoding: "utf8", env: this.#env, stdio: "pipe" });
  }

  /** Presses keys, named as tmux names them: `Enter`, `Escape`, `C-x`. */
  press(...keys) {
    for (const key of keys) this.#tmux("send-keys", key);
  }

  /** Types a text. */
  type(text) {
    this.#tmux("send-keys", "-l", text);
  }

  /** Leaves a mode that the screen names. What is typed at once behind Escape would count as one key with it. */
  async escape(mode) {
    await this.shows(mode);
    this.press("Escape");
    await this.shows(mode, { not: true });
  }

  /** What is on the screen. */
  screen() {
    return this.#tmux("capture-pane", "-p");
  }

  /** The screen with its colours, as a terminal is told them. */
  coloured() {
    return this.#tmux("capture-pane", "-p", "-e");
  }

  /** For each line of the text: the style of each of its UTF-16 units on the screen; nothing where it is not there. */
  places(text) {
    const rows = pieces(this.coloured()).map((row) => ({
      text: row.map((piece) => piece.text).join(""),
      styles: row.flatMap((piece) => Array(piece.text.length).fill(piece.style)),
    }));
    return text.split("\n").map((line) => {
      const row = line.trim() && rows.find((other) => other.text.includes(line));
      return row ? row.styles.slice(row.text.indexOf(line)) : [];
    });
  }

  /** Waits until the screen is as wanted, and gives it. */
  async until(what, wanted, limit = PATIENCE) {
    const end = Date.now() + limit;
    for (;;) {
      const screen = this.screen();
      if (wanted(screen)) return screen;
      if (Date.now() > end) throw new Error(`${what} never came:\n${screen}`);
      await pause(30);
    }
  }

  /** Waits until the screen shows what the expression finds; or does not any more. */
  async shows(expression, { not = false, limit } = {}) {
    return this.until(not ? `the end of ${expression}` : expression, (screen) => expression.test(screen) !== not, limit);
  }

  close() {
    open.delete(this);
    // The server ends with its only window, and what runs in it is told to.
    spawnSync("tmux", ["-L", this.#socket, "kill-server"], { env: this.#env });
  }
}
