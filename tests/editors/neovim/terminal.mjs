// A terminal for Neovim, by tmux: typed at and looked at as a person would.

import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** A program in a terminal of its own, as a person has it before them. */
export class Terminal {
  /**
   * @param {string} folder an empty folder of the test, for the socket
   * @param {string[]} command the program and its arguments
   * @param {{ columns?: number, rows?: number, env?: Record<string, string>, cwd?: string }} options
   */
  constructor(folder, command, { columns = 110, rows = 34, env = {}, cwd = folder } = {}) {
    this.socket = join(folder, "tmux.sock");
    this.env = env;
    const quoted = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(" ");
    const settings = ["set -g default-terminal tmux-256color", "set -sg escape-time 0", "set -g status off", "set -ga terminal-features ',*:RGB:usstyle'"];
    this.#tmux("-f", "/dev/null", "new-session", "-d", "-x", String(columns), "-y", String(rows), "-c", cwd,
      `exec ${quoted}`, ";", ...settings.flatMap((setting) => [...setting.replaceAll("'", "").split(" "), ";"]).slice(0, -1));
    this.pid = Number(this.#tmux("display-message", "-p", "#{pid}"));
  }

  #tmux(...args) {
    return execFileSync("tmux", ["-S", this.socket, ...args], { encoding: "utf8", env: this.env, stdio: "pipe" });
  }

  /** Presses keys, named as tmux names them: `Enter`, `Escape`, `C-x`. */
  press(...keys) {
    for (const key of keys) this.#tmux("send-keys", key);
  }

  /** Types a text. */
  type(text) {
    this.#tmux("send-keys", "-l", text);
  }

  /** What is on the screen; with colours as escape sequences if they are wanted. */
  screen({ colours = false } = {}) {
    return this.#tmux("capture-pane", "-p", ...(colours ? ["-e"] : []));
  }

  /** Waits until the screen is as wanted, and gives it. */
  async until(what, wanted, limit = Number(process.env.JOURNEY_PATIENCE ?? 60_000)) {
    const end = Date.now() + limit;
    for (;;) {
      const screen = this.screen();
      if (wanted(screen)) return screen;
      if (Date.now() > end) throw new Error(`${what} never came:\n${screen}`);
      await new Promise((done) => setTimeout(done, 30));
    }
  }

  /** Ends the program and its terminal, also when the socket's folder is gone by then. */
  end() {
    try {
      process.kill(this.pid, "SIGTERM");
    } catch {
      // It ended by itself.
    }
  }
}
