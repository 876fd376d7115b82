// The three grammars take the same for the same, in every text of the project and in damaged ones.
//
// The grammar of record is the parser's. In sound text the others differ from it in nothing. Damaged text they may read
// otherwise only where the damage is:
//
// - on a line with an error, and where such a line ends in a comma, on the lines that its list goes on to;
// - below more than 128 blocks, into which the parser does not look;
// - TextMate, which knows nothing of what comes behind a line, also from a `"""` on such a line to the next top-level
//   declaration.
//
// The parser finds out by the indentation which brace is missing, the others do not: so what is inside of what is compared
// in sound text only. For colours it makes no difference.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { treeSitterFolder } from "./prefix.mjs";
import { recorded } from "./record.mjs";
import { declarationsOfRecord, declarationsOfTreeSitter, differences, ofRecord, ofTextMate, ofTreeSitter } from "./taken.mjs";
import { corpora, damaged, fences, journeys, rewritten } from "./texts.mjs";
import { folder, parsed } from "./tree-sitter.mjs";

/** What the grammars make of texts. */
function read(texts) {
  const files = texts.map(({ text }, number) => {
    const file = path.join(folder, `${number}.journey`);
    writeFileSync(file, text);
    return file;
  });
  const records = recorded(files);
  const trees = parsed(files);
  return texts.map(({ name, text }, number) => ({ name, text, record: records[number], tree: trees[number] }));
}

const isSound = ({ record }) => record.errors.length === 0;

/** The differences from the grammar of record, for people. */
function told(name, text, words) {
  const source = Buffer.from(text);
  const lines = words.map(({ kind, start, end }) => `  ${kind} ${start}-${end} ${JSON.stringify(source.toString("utf8", start, end))}`);
  return `${name}\n${lines.slice(0, 8).join("\n")}\n${text.length < 2000 ? JSON.stringify(text) : ""}`;
}

/** A function that says whether a word may be read otherwise: by the places of errors. */
function damageOf(text, record, { textMate }) {
  const lines = [];
  let start = 0;
  for (const line of text.split(/(?<=\r\n|\n|\r(?!\n))/)) {
    const end = start + Buffer.byteLength(line);
    lines.push({ start, end, text: line });
    start = end;
  }
  const touches = (line) => record.errors.some(([from, to]) => from < line.end && Math.max(to, from + 1) > line.start);
  const isDamaged = [];
  lines.forEach((line, number) => {
    const before = lines[number - 1];
    const goesOn = number > 0 && isDamaged[number - 1] && /(?:^|,)\s*(?:\/\/.*)?$/.test(before.text.trimEnd());
    isDamaged.push(touches(line) || goesOn || (line.start === line.end && isDamaged[number - 1]));
  });
  const regions = [];
  const toEndOfChunk = (from) => regions.push([from, record.chunks.find((chunk) => chunk > from) ?? Infinity]);
  for (const [kind, from] of record.words) {
    if (kind === "NestedTooDeep") toEndOfChunk(from);
  }
  lines.forEach((line, number) => {
    if (textMate && isDamaged[number] && line.text.includes('"""')) toEndOfChunk(line.start);
  });
  return ({ start }) =>
    isDamaged[lines.findLastIndex((line) => line.start <= start)] || regions.some(([from, to]) => from <= start && start < to);
}

/** Compares, and gives how many words were compared and how many texts differ where they may. */
function compare(readings) {
  const count = { sound: 0, damaged: 0, words: 0, otherwise: { "tree-sitter": 0, TextMate: 0 } };
  for (const reading of readings) {
    const { name, text, record, tree } = reading;
    const sound = isSound(reading);
    count[sound ? "sound" : "damaged"]++;
    const expected = ofRecord(record, text);
    count.words += expected.length;
    for (const [grammar, taken] of [["tree-sitter", ofTreeSitter(tree, text)], ["TextMate", ofTextMate(text)]]) {
      const different = differences(expected, taken);
      if (different.length === 0) continue;
      assert.ok(!sound, `${grammar} reads a sound text otherwise: ${told(name, text, different)}`);
      const mayDiffer = damageOf(text, record, { textMate: grammar === "TextMate" });
      const elsewhere = different.filter((word) => !mayDiffer(word));
      assert.deepEqual(elsewhere, [], `${grammar} reads otherwise what is not damaged: ${told(name, text, elsewhere)}`);
      count.otherwise[grammar]++;
    }
    assert.ok(tree.every(({ kind }) => kind !== "ERROR"), `tree-sitter has no rule for something in ${name}: ${JSON.stringify(text)}`);
    if (sound) {
      const [theirs, ours] = [declarationsOfRecord(record, text), declarationsOfTreeSitter(tree, text)];
      assert.deepEqual(ours.sort(), theirs.sort(), name);
    }
  }
  return count;
}

const say = (t, what, { sound, damaged, words, otherwise }) =>
  t.diagnostic(`${what}: ${sound} sound texts, ${damaged} damaged ones, ${words} words; of the damaged ones ` +
    `tree-sitter reads ${otherwise["tree-sitter"]} otherwise, TextMate ${otherwise.TextMate}`);

test("examples and fences are read alike", (t) => {
  const texts = [...journeys(), ...fences()];
  assert.ok(texts.length > 100, `${texts.length} texts`);
  say(t, "examples and fences", compare(read(texts)));
});

test("the parser's corpora are read alike", (t) => {
  const texts = corpora();
  assert.ok(texts.length > 1000, `${texts.length} texts`);
  say(t, "corpora", compare(read(texts)));
});

test("line ends, a byte-order mark, indentation and letters change nothing", (t) => {
  say(t, "rewritten", compare(read(rewritten([...journeys(), ...fences().filter((_, number) => number % 4 === 0)]))));
});

test("damage stays where it is", (t) => {
  say(t, "damaged", compare(read(damaged([...journeys(), ...fences(), ...corpora()], 2))));
});

test("the same characters make an id, up to the last one of Unicode", (t) => {
  const header = readFileSync(path.join(treeSitterFolder, "src/identifiers.h"), "utf8");
  const edges = new Set([...header.matchAll(/0x([0-9A-F]+)/g)].flatMap(([, hexadecimal]) => [-1, 0, 1].map((step) => Number.parseInt(hexadecimal, 16) + step)));
  for (let ascii = 0x21; ascii < 0x80; ascii++) edges.add(ascii);
  const characters = [...edges].filter((code) => code < 0xd800 || code > 0xdfff).filter((code) => code <= 0x10ffff).map((code) => String.fromCodePoint(code));
  const text = characters.map((character) => `${character}a: 1\nb${character}: 2\n`).join("");
  const [{ record, tree }] = read([{ name: "characters", text }]);
  assert.deepEqual(differences(ofRecord(record, text), ofTreeSitter(tree, text)), []);
  t.diagnostic(`${characters.length} characters at the ends of ranges`);
});
