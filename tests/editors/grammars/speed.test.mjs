// Nothing takes longer than it must: a line in the time of its length, a file in the time of its lines. Times are told, and
// only what never ends fails.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { journeys } from "./texts.mjs";
import { tokensOf } from "./textmate.mjs";
import { compiled, folder, run } from "./tree-sitter.mjs";

/** Lines that are hard for whoever looks ahead or behind: what they start with, and what they repeat. */
const HARD = {
  "one word": "a",
  "words": "a ",
  "words in a value": ["persona p { goal: ", "word "],
  "a dotted name": ["source: ", "a."],
  "dots": ["source: ", "."],
  "digits": ["age: ", "1"],
  "numbers and points": ["age: ", "1.1.."],
  "signs": ["age: ", "+-"],
  "spaces": ["goal:", " "],
  "spaces behind a word": ["persona p", " "],
  "spaces behind a value": ["source: a", " "],
  "unusual spaces": ["source: a", "\u{a0}"],
  "quotes": ["goal: ", '"'],
  "texts": ["goal: ", '"a" '],
  "texts without a space": ["goal: ", '"a"'],
  "escaped quotes": ["goal: x", '\\"'],
  "an open text of escaped quotes": ['goal: "', '\\"'],
  "backslashes": ['goal: "', "\\"],
  "wrong quotes": ["goal: ", "'a "],
  "other wrong quotes": ["goal: ", "“"],
  "braces": "{",
  "closing braces": "}",
  "open texts and braces": ['goal: "', "{ } "],
  "labels": ["stage s ", '"a" '],
  "labels of what nobody knows": 'foo "a" ',
  "open labels of what nobody knows": 'foo "a ',
  "commas": ["goal: ", ", "],
  "from": ["goal: ", "from "],
  "from in words": ["goal: words ", "from"],
  "slashes": ["goal: ", "/ "],
  "slashes in a head": ["stage s ", "/ "],
  "handles": ["owner: ", "@a"],
  "properties": "a: 1; ",
  "declarations": "stage s { ",
  "comments": "//",
  "other letters": ["goal: ", "ж"],
};

/** Lines of 100,000 characters. */
function lines() {
  return Object.entries(HARD).map(([name, parts]) => {
    const [start, piece] = typeof parts === "string" ? ["", parts] : parts;
    return { name, text: start + piece.repeat(100_000 / piece.length) };
  });
}

function timed(work) {
  const before = performance.now();
  work();
  return performance.now() - before;
}

const slowest = (times) => times.sort((one, other) => other.time - one.time).slice(0, 4).map(({ name, time }) => `${name} ${time.toFixed()} ms`).join(", ");

/** The time that tree-sitter itself measures, in milliseconds. */
function parseTime(text) {
  const file = path.join(folder, "long.journey");
  writeFileSync(file, text);
  const { stdout, stderr } = run(["parse", ...compiled(), "--quiet", "--time", file], { allowed: [0, 1], timeout: 60_000 });
  const time = /Parse: +([\d.]+) ms/.exec(stdout + stderr);
  assert.ok(time, stdout + stderr);
  return Number(time[1]);
}

test("lines of 100,000 characters, by TextMate", (t) => {
  t.diagnostic(slowest(lines().map(({ name, text }) => ({ name, time: timed(() => tokensOf(text)) }))));
});

test("lines of 100,000 characters, by tree-sitter", (t) => {
  t.diagnostic(slowest(lines().map(({ name, text }) => ({ name, time: parseTime(text) }))));
});

test("a file of 100,000 lines, by both", (t) => {
  const example = journeys().find(({ name }) => name.endsWith("examples/weekly-shop.journey")).text;
  const text = example.repeat(Math.ceil(100_000 / example.split("\n").length));
  const megabytes = (Buffer.byteLength(text) / 2 ** 20).toFixed(1);
  t.diagnostic(`${text.split("\n").length} lines, ${megabytes} MB: tree-sitter ${parseTime(text).toFixed()} ms, TextMate ${timed(() => tokensOf(text)).toFixed()} ms`);
});
