// The texts that the grammars are compared by.

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

import { root } from "./prefix.mjs";

/** Files of the project as git knows them, those that are new among them. */
function filesOf(...patterns) {
  const git = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ...patterns], { cwd: root });
  if (git.status !== 0) throw new Error(`git ls-files: ${git.stderr}`);
  return [...new Set(git.stdout.toString().split("\0").filter(Boolean))].sort();
}

const read = (file) => readFileSync(path.join(root, file), "utf8");

/** @typedef {{ name: string, text: string }} Named */

/** Every journey file of the project. @returns {Named[]} */
export function journeys() {
  return filesOf("*.journey").map((name) => ({ name, text: read(name) }));
}

/** Every fence of every page. @returns {Named[]} */
export function fences() {
  const found = [];
  for (const file of filesOf("*.md")) {
    for (const fence of read(file).matchAll(/^( *)(`{3,})journey\b[^\n]*\n([\s\S]*?)^\1\2 *$/gm)) {
      const text = fence[3].replaceAll(new RegExp(`^${fence[1]}`, "gm"), "");
      found.push({ name: `${file}:${read(file).slice(0, fence.index).split("\n").length}`, text });
    }
  }
  return found;
}

/** Every text in the tests of the parser and of those who read its trees. @returns {Named[]} */
export function corpora() {
  const found = [];
  const files = filesOf("crates/journey-syntax/**.rs", "crates/journey-format/**.rs", "crates/journey-rules/tests/**.rs", "crates/journey-ide/**.rs");
  for (const file of files) {
    for (const literal of read(file).matchAll(/(?<![\w'])"((?:[^"\\]|\\[\s\S])*)"/g)) {
      const text = unescaped(literal[1]);
      if (/[\s:{"]/.test(text)) found.push({ name: `${file}@${literal.index}`, text });
    }
  }
  return found;
}

/** What a string literal of Rust stands for. */
function unescaped(literal) {
  const plain = { n: "\n", r: "\r", t: "\t", 0: "\0" };
  return literal.replaceAll(/\\(?:u\{([0-9a-fA-F_]+)\}|\r?\n\s*|([\s\S]))/g, (_, code, character) => {
    if (code) return String.fromCodePoint(Number.parseInt(code, 16));
    return character === undefined ? "" : (plain[character] ?? character);
  });
}

/** The same numbers in every run. */
export function chance(seed) {
  let state = seed >>> 0;
  const number = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit) => Math.floor(number() * limit);
  return { below, of: (list) => list[below(list.length)] };
}

/** Pieces that break things: everything that the grammar looks at. */
const PIECES = [
  "{", "}", '"', '"""', "\n", "\r\n", "\r", ":", ",", ";", "//", "///", " ", "  ", "\t", "-", "from ", "from", "\\", "\0", "😀", "é", "ß1",
  "journey x {\n", 'persona p "P"\n', "stage s {", 'touchpoint t "T" { emotion: +1 }', 'pain "p"', "opportunity o {\n", "stag book {",
  'emotion maya: -2 "sad" from a, b\n', "goal: words without quotes\n", 'quote: """x\\\n', 'goal: "g" from ,', "\u{feff}", "\u{a0}", "“x”",
  "'x'", "2026-11-01", "85%", "1..5", "10min", "@team", "a.b", "a.", "größe: 3\n", "персона ", "0.5..", "+", "/",
];

/** Texts with small damages. @returns {Named[]} */
export function damaged(texts, count, seed) {
  const { below, of } = chance(seed);
  return Array.from({ length: count }, (_, number) => {
    const { name, text } = of(texts);
    const characters = [...text];
    for (let edits = 1 + below(2); edits > 0; edits--) {
      const removed = of([0, 0, 1, 1, 3, 20]);
      characters.splice(below(characters.length + 1), removed, ...(removed > 0 && below(2) ? [] : of(PIECES)));
    }
    return { name: `${name} damaged ${number}`, text: characters.join("") };
  });
}

/** The same texts written otherwise, without changing what they say. @returns {Named[]} */
export function rewritten(texts) {
  return texts.flatMap(({ name, text }) => [
    { name: `${name} with CRLF`, text: text.replaceAll("\n", "\r\n") },
    { name: `${name} with CR`, text: text.replaceAll("\n", "\r") },
    { name: `${name} with a BOM`, text: `\u{feff}${text}` },
    { name: `${name} without its last line end`, text: text.replace(/\n$/, "") },
    { name: `${name} without indentation`, text: text.replaceAll(/^ +/gm, "") },
    { name: `${name} with tabs`, text: text.replaceAll(/^ +/gm, (spaces) => "\t".repeat(spaces.length)) },
    { name: `${name} with other letters`, text: text.replaceAll(/(?<=^ *(?:persona|stage|touchpoint|journey|pain) )[a-z]/gm, "éØ") },
  ]);
}
