// Pictures of terminal programs: what tmux shows, with its colours, drawn by Chromium as PNG.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

/** The first sixteen colours, as quiet as those of most terminals today. */
const NAMED = [
  "#1c1e26", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#c8ccd4",
  "#5c6370", "#ef8a92", "#b1d696", "#f0d197", "#82c2f7", "#d79ae8", "#7bc8d2", "#ffffff",
];

/** The colour with a number from 0 to 255, as terminals count them. */
function indexed(number) {
  if (number < 16) return NAMED[number];
  if (number >= 232) {
    const level = 8 + (number - 232) * 10;
    return `rgb(${level},${level},${level})`;
  }
  const level = (step) => (step === 0 ? 0 : 55 + step * 40);
  const cube = number - 16;
  return `rgb(${level(Math.floor(cube / 36))},${level(Math.floor(cube / 6) % 6)},${level(cube % 6)})`;
}

/** What a sequence of numbers behind `38`, `48` or `58` says: the colour, and how many numbers it took. */
function colour(numbers) {
  if (numbers[0] === 5) return [indexed(numbers[1]), 2];
  if (numbers[0] === 2) return [`rgb(${numbers.slice(-3).join(",")})`, numbers.length > 4 ? numbers.length : 4];
  return [undefined, 1];
}

/** The look after an escape sequence `ESC [ codes m`. */
function restyled(style, codes) {
  let next = { ...style };
  const parts = codes === "" ? ["0"] : codes.split(";");
  for (let at = 0; at < parts.length; at++) {
    // A part with colons is one by itself: `4:3` is a curly line, `38:2::r:g:b` a colour.
    const [code, ...detail] = parts[at].split(":").map((part) => (part === "" ? 0 : Number(part)));
    const rest = detail.length > 0 ? detail : parts.slice(at + 1, at + 5).map(Number);
    const taken = (place) => {
      const [value, count] = colour(rest[0] === 2 && detail.length === 0 ? rest.slice(0, 4) : rest);
      next[place] = value;
      if (detail.length === 0) at += count;
    };
    if (code === 0) next = {};
    else if (code === 1) next.bold = true;
    else if (code === 2) next.dim = true;
    else if (code === 3) next.italic = true;
    else if (code === 4) next.line = { 0: undefined, 3: "wavy", 4: "dotted", 5: "dashed" }[detail[0] ?? 1] ?? (detail[0] === 0 ? undefined : "solid");
    else if (code === 7) next.reverse = true;
    else if (code === 9) next.strike = true;
    else if (code === 22) next.bold = next.dim = undefined;
    else if (code === 23) next.italic = undefined;
    else if (code === 24) next.line = undefined;
    else if (code === 27) next.reverse = undefined;
    else if (code === 29) next.strike = undefined;
    else if (code === 38) taken("ink");
    else if (code === 39) next.ink = undefined;
    else if (code === 48) taken("paper");
    else if (code === 49) next.paper = undefined;
    else if (code === 58) taken("lineInk");
    else if (code === 59) next.lineInk = undefined;
    else if (code >= 30 && code <= 37) next.ink = NAMED[code - 30];
    else if (code >= 90 && code <= 97) next.ink = NAMED[code - 82];
    else if (code >= 40 && code <= 47) next.paper = NAMED[code - 40];
    else if (code >= 100 && code <= 107) next.paper = NAMED[code - 92];
  }
  return next;
}

/** How many cells a character takes. */
function cells(character) {
  if (/\p{Mark}|\u200d|\ufe0f/u.test(character)) return 0;
  return /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(character) ? 2 : 1;
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** One run of equal look as an element that is exactly as wide as its cells. */
function run(text, style, { ink, paper }) {
  const width = [...text].reduce((sum, character) => sum + cells(character), 0);
  const [front, back] = style.reverse
    ? [style.paper ?? paper, style.ink ?? ink]
    : [style.ink ?? ink, style.paper ?? "transparent"];
  const lines = [style.line && "underline", style.strike && "line-through"].filter(Boolean).join(" ");
  const css = [
    `width:${width}ch`,
    `color:${front}`,
    back !== "transparent" && `background:${back}`,
    style.bold && "font-weight:bold",
    style.dim && "opacity:.6",
    style.italic && "font-style:italic",
    lines && `text-decoration:${lines} ${style.line ?? "solid"} ${style.lineInk ?? front}`,
  ];
  return `<span style="${css.filter(Boolean).join(";")}">${escaped(text)}</span>`;
}

/**
 * A page that looks like the screen.
 * @param {string} screen what `tmux capture-pane -e -p` gives
 * @param {{ ink?: string, paper?: string, title?: string }} look
 */
export function page(screen, { ink = "#c8ccd4", paper = "#1c1e26", title = "" } = {}) {
  let style = {};
  const rows = screen.replace(/\n$/, "").split("\n").map((line) => {
    let html = "";
    for (const part of line.split(/(\u001b\[[0-9;:]*m)/)) {
      const codes = /^\u001b\[([0-9;:]*)m$/.exec(part);
      if (codes) style = restyled(style, codes[1]);
      else if (part) html += run(part, style, { ink, paper });
    }
    return `<div>${html}</div>`;
  });
  return `<!doctype html><meta charset="utf-8"><title>${escaped(title)}</title><style>
    body { margin: 0; background: ${paper}; }
    main { display: inline-block; padding: 10px 12px; background: ${paper}; font: 14px/18px "DejaVu Sans Mono", monospace; color: ${ink}; }
    div { height: 18px; white-space: pre; }
    span { display: inline-block; height: 18px; overflow: hidden; vertical-align: top; text-decoration-thickness: 1px; text-underline-offset: 3px; }
  </style><main>${rows.join("")}</main>`;
}

/** Chromium, as the tests start it everywhere. */
export async function browser() {
  const { chromium } = createRequire(join(process.env.JOURNEY_EDITORS, "/"))("playwright-core");
  const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) => existsSync(path));
  const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  return chromium.launch({ executablePath, args });
}

/**
 * Draws a screen.
 * @param {string} screen as for {@link page}
 * @param {string} path the PNG
 */
export async function draw(screen, path, look) {
  const chromium = await browser();
  try {
    const tab = await chromium.newPage({ viewport: { width: 1600, height: 1200 } });
    await tab.setContent(page(screen, look));
    await tab.locator("main").screenshot({ path });
  } finally {
    await chromium.close();
  }
}

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
  }

  #tmux(...args) {
    return execFileSync("tmux", ["-S", this.socket, ...args], { encoding: "utf8", env: this.env });
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
  async until(what, wanted, limit = 60_000) {
    const end = Date.now() + limit;
    for (;;) {
      const screen = this.screen();
      if (wanted(screen)) return screen;
      if (Date.now() > end) throw new Error(`${what} never came:\n${screen}`);
      await new Promise((done) => setTimeout(done, 30));
    }
  }

  /** Ends the program and its terminal. */
  end() {
    try {
      this.#tmux("kill-server");
    } catch {
      // It ended by itself.
    }
  }
}
