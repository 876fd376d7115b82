// Pictures of terminal programs: what tmux shows, with its colours, drawn by Chromium as PNG.

import { existsSync } from "node:fs";
import { createRequire } from "node:module";

/** The first sixteen colours, as quiet as those of most terminals today. */
const NAMED = [
  "#1e1e2e", "#f38ba8", "#a6e3a1", "#f9e2af", "#89b4fa", "#cba6f7", "#94e2d5", "#cdd6f4",
  "#7f849c", "#f38ba8", "#a6e3a1", "#f9e2af", "#89b4fa", "#cba6f7", "#94e2d5", "#ffffff",
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

/**
 * What stands in each line of a screen: pieces of text, each with its look.
 * @param {string} screen what `tmux capture-pane -e -p` gives
 * @returns {{ text: string, style: { ink?: string, paper?: string, bold?: boolean, line?: string } }[][]}
 */
export function pieces(screen) {
  let style = {};
  return screen.replace(/\n$/, "").split("\n").map((line) => {
    const found = [];
    for (const [, codes, text] of line.matchAll(/\x1b\[([\d;:]*)m|\x1b[()].|([^\x1b]+)/g)) {
      if (text !== undefined) found.push({ text, style });
      else if (codes !== undefined) style = restyled(style, codes);
    }
    return found;
  });
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** One piece as an element that is exactly as wide as its cells. */
function run({ text, style }, { ink, paper }) {
  const width = [...text].reduce((sum, character) => sum + cells(character), 0);
  const [front, back] = style.reverse ? [style.paper ?? paper, style.ink ?? ink] : [style.ink ?? ink, style.paper];
  const lines = [style.line && "underline", style.strike && "line-through"].filter(Boolean).join(" ");
  const css = [
    `width:${width}ch`,
    `color:${front}`,
    // The shadow closes the seam that rounding leaves between two pieces.
    back && `background:${back};box-shadow:0 0 0 .6px ${back}`,
    style.bold && "font-weight:bold",
    style.dim && "opacity:.6",
    style.italic && "font-style:italic",
    lines && `text-decoration:${lines} ${style.line ?? "solid"} ${style.lineInk ?? front}`,
  ];
  return `<span style="${css.filter(Boolean).join(";")}">${escaped(text)}</span>`;
}

/** The colour behind most of the first line: tmux leaves out what is empty at a line's end. */
function ground([first]) {
  const lengths = new Map();
  for (const { text, style } of first) {
    const colour = style.reverse ? undefined : style.paper;
    lengths.set(colour, (lengths.get(colour) ?? 0) + text.length);
  }
  return [...lengths].sort(([, one], [, other]) => other - one)[0]?.[0];
}

/** Chromium, as the tests start it everywhere. */
export async function browser() {
  const { chromium } = createRequire(`${process.env.JOURNEY_EDITORS}/`)("playwright-core");
  const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((path) => existsSync(path));
  const args = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
  return chromium.launch({ executablePath, args });
}

/**
 * Screens as PNG, in their order. `look` has the colours of what no program coloured.
 * @param {string[]} screens as for {@link pieces}
 * @param {{ ink?: string, paper?: string }} look
 * @returns {Promise<Buffer[]>}
 */
export async function pictures(screens, look = {}) {
  const chromium = await browser();
  try {
    const tab = await chromium.newPage({ viewport: { width: 1600, height: 1200 } });
    const taken = [];
    for (const screen of screens) {
      const found = pieces(screen);
      const { ink, paper } = { ink: NAMED[7], paper: ground(found) ?? NAMED[0], ...look };
      const rows = found.map((line) => `<div>${line.map((piece) => run(piece, { ink, paper })).join("")}</div>`);
      await tab.setContent(`<!doctype html><meta charset="utf-8"><style>
        body { margin: 0; background: ${paper}; }
        main { display: inline-block; padding: 10px 12px; background: ${paper}; font: 15px/18px "DejaVu Sans Mono", monospace; color: ${ink}; }
        div { height: 18px; white-space: pre; }
        span { display: inline-block; height: 18px; vertical-align: top; text-decoration-thickness: 1px; text-underline-offset: 3px; }
      </style><main>${rows.join("")}</main>`);
      taken.push(await tab.locator("main").screenshot());
    }
    return taken;
  } finally {
    await chromium.close();
  }
}
