// The tree-sitter grammar by itself: what is committed is what its sources say, its corpus holds, edits lead to the same
// trees, and its queries are sound and colour everything.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { treeSitterFolder } from "./prefix.mjs";
import { chance, journeys } from "./texts.mjs";
import { compiled, folder, run } from "./tree-sitter.mjs";

const read = (...parts) => readFileSync(path.join(treeSitterFolder, ...parts), "utf8");
const queries = readdirSync(path.join(treeSitterFolder, "queries"));

/** The oldest form of parsers that the program can write: Neovim 0.10 and others read no newer one. */
const ABI = "14";

test("the committed parser is made of the grammar as it is", (t) => {
  const copy = path.join(folder, "generated");
  mkdirSync(copy);
  for (const file of ["grammar.js", "keywords.json", "tree-sitter.json"]) cpSync(path.join(treeSitterFolder, file), path.join(copy, file));
  run(["generate", "--abi", ABI], { cwd: copy });
  const files = ["parser.c", "grammar.json", "node-types.json", "tree_sitter/parser.h", "tree_sitter/alloc.h", "tree_sitter/array.h"];
  const stale = files.filter((file) => readFileSync(path.join(copy, "src", file), "utf8") !== read("src", file));
  const version = run(["--version"]).stdout.trim();
  assert.deepEqual(stale, [], `run \`tree-sitter generate --abi ${ABI}\` in grammar/tree-sitter-journey (this is ${version})`);
  t.diagnostic(version);
});

test("the corpus and the marks of colours hold", (t) => {
  const { stdout } = run(["test"]);
  const summary = /Total parses: (\d+); successful parses: (\d+)/.exec(stdout);
  assert.ok(summary && summary[1] === summary[2] && Number(summary[1]) > 20, stdout);
  const highlights = readdirSync(path.join(treeSitterFolder, "test/highlight"));
  assert.ok(highlights.every((file) => stdout.includes(file.replace(".journey", ""))), stdout);
  t.diagnostic(summary[0]);
});

test("any edits and their undoing lead to the tree of a fresh parse", () => {
  const { stdout } = run(["fuzz", "--iterations", "60", "--edits", "4"], { env: { PATH: process.env.PATH, HOME: folder, TREE_SITTER_SEED: "7" } });
  assert.ok(stdout.includes("21. ") && !stdout.includes("Incorrect"), stdout);
});

test("a tree after edits of an example is the tree of the text", () => {
  const { below, of } = chance(3);
  const pieces = ["x", "}", "{", '"', '"""', ",", ":", "//", ";", "{}", 'stage s {', "from a", "personap"];
  const sources = journeys().filter(({ text }) => text.length < 20_000 && !text.includes("\r"));
  const before = path.join(folder, "before.journey");
  const after = path.join(folder, "after.journey");
  const tree = (file, edits = []) => {
    const { stdout } = run(["parse", ...compiled(), file, ...(edits.length > 0 ? ["--edits", ...edits] : [])], { allowed: [0, 1] });
    return stdout.split("\n").filter((line) => !line.includes("\tParse:")).join("\n");
  };
  for (let round = 0; round < 60; round++) {
    const { name, text } = of(sources);
    writeFileSync(before, text);
    let bytes = Buffer.from(text);
    const edits = [];
    for (let count = 1 + below(4); count > 0; count--) {
      // The program cuts an edit into words, so pieces end without a space; and it edits between characters only.
      const at = boundary(bytes, below(bytes.length));
      const end = boundary(bytes, Math.min(bytes.length, at + of([0, 0, 1, 2, 8])));
      const piece = of(pieces);
      edits.push(`${at} ${end - at} ${piece}`);
      bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from(piece), bytes.subarray(end)]);
    }
    writeFileSync(after, bytes);
    assert.equal(tree(before, edits), tree(after), `${name} with ${JSON.stringify(edits)}`);
  }
});

function boundary(bytes, at) {
  let start = at;
  while (start > 0 && start < bytes.length && (bytes[start] & 0xc0) === 0x80) start--;
  return start;
}

/** The captures of a query in a text: name, pattern and text. */
function captures(query, text) {
  const file = path.join(folder, "captured.journey");
  writeFileSync(file, text);
  const { stdout } = run(["query", path.join("queries", query), file, ...compiled(), "--captures"]);
  const lines = stdout.matchAll(/pattern: +(\d+), capture: \d+ - ([\w.]+), start: \((\d+), (\d+)\), end: \((\d+), (\d+)\)(?:, text: `(.*)`)?/g);
  return [...lines].map(([, pattern, name, , , , , word]) => ({ pattern: Number(pattern), name, text: word }));
}

/** Something of everything. */
const EVERYTHING = `
// Comment
/// Documentation
persona maya "Maya \\n" { quote: """
  long
  """; age: 30; priority: primary; tag: busy, "a b"; owner: @growth }
source s { date: 2026-11-01; confidence: observed }
metric m { kind: csat; scale: 1..5; target: 85%; direction: up }
channel c { kind: digital; goal: no quotes; wants: “x” }
journey j { state: as-is; status: draft
  stage { duration: 10min }
  stage "Label" { control: ours }
  touchpoint t "T" { emotion maya: -1 "sad" from s; line: frontstage }
  pain p { severity: low; frequency: often }
  gain g
  opportunity o
}
{ }
actor a
stag b { wants: "open
  quote: """
    open
}
journey unclosed {
`;

test("queries name real nodes, and every pattern of them finds something", (t) => {
  // A node or field that is none makes the program fail.
  for (const query of queries) {
    const found = captures(query, EVERYTHING);
    const patterns = new Set(found.map(({ pattern }) => pattern));
    const missing = Array.from({ length: Math.max(...patterns) + 1 }, (_, pattern) => pattern).filter((pattern) => !patterns.has(pattern));
    assert.deepEqual(missing, [], `patterns of ${query} that find nothing`);
    t.diagnostic(`${query}: ${patterns.size} patterns, ${found.length} captures`);
  }
});

/** The names that Neovim, Helix and Zed know, by query. */
const STANDARD = {
  "highlights.scm": ["attribute", "comment", "comment.documentation", "constant", "keyword", "number", "property", "punctuation.bracket", "punctuation.delimiter", "spell", "string", "string.escape", "type", "variable"],
  "folds.scm": ["fold"],
  "indents.scm": ["indent.begin", "indent.branch", "indent.end", "indent.ignore", "indent", "outdent", "end"],
  "locals.scm": ["local.scope", "local.definition.type", "local.reference"],
  "injections.scm": ["injection.content"],
  "tags.scm": ["name", "doc", "definition.class", "definition.module", "definition.interface", "definition.constant", "definition.function", "definition.field", "reference.class"],
  "outline.scm": ["item", "name", "context"],
  "brackets.scm": ["open", "close"],
  "textobjects.scm": ["class", "function", "block", "assignment", "entry", "parameter", "comment"].flatMap((of) => ["inner", "inside", "outer", "around", "lhs", "rhs"].map((part) => `${of}.${part}`)),
};

test("captures have the names that editors know", () => {
  assert.deepEqual(Object.keys(STANDARD).sort(), [...queries].sort());
  for (const query of queries) {
    const unknown = [...read("queries", query).replaceAll(/;.*$/gm, "").matchAll(/@([\w.]+)/g)].map(([, name]) => name).filter((name) => !STANDARD[query].includes(name));
    assert.deepEqual(unknown, [], query);
  }
});

test("every keyword and every key has its colour", (t) => {
  const { keywords, keys } = JSON.parse(read("keywords.json"));
  const text = keywords.map((keyword) => `${keyword} it "It" {\n${keys.map((key) => `  ${key}: "text"\n`).join("")}}\n`).join("");
  const found = captures("highlights.scm", text);
  const last = (word, name) => found.filter((capture) => capture.text === word && capture.name === name).length;
  for (const keyword of keywords) assert.equal(last(keyword, "keyword"), 1, keyword);
  for (const key of keys) assert.equal(last(key, "property"), keywords.length, key);
  t.diagnostic(`${keywords.length} keywords, ${keys.length} keys`);
});
