// The TextMate grammars, run by the engine of VS Code.

import { readFile } from "node:fs/promises";
import path from "node:path";

import { grammarFolder, load } from "./prefix.mjs";

const textmate = load("vscode-textmate");
const oniguruma = load("vscode-oniguruma");

const wasm = await readFile(path.join(path.dirname(load.resolve("vscode-oniguruma")), "onig.wasm"));
await oniguruma.loadWASM(wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength));

const files = {
  "source.journey": path.join(grammarFolder, "journey.tmLanguage.json"),
  "markdown.journey.codeblock": path.join(grammarFolder, "journey.markdown.tmLanguage.json"),
};

const registry = new textmate.Registry({
  onigLib: Promise.resolve({
    createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
    createOnigString: (string) => new oniguruma.OnigString(string),
  }),
  loadGrammar: async (scope) => {
    const file = files[scope];
    return file ? textmate.parseRawGrammar(await readFile(file, "utf8"), file) : null;
  },
});

export const grammar = await registry.loadGrammar("source.journey");

/** The lines of a text as editors cut it, each with where it starts, in UTF-16 code units. */
export function linesOf(text) {
  const lines = [];
  let start = 0;
  for (const end of text.matchAll(/\r\n|\n|\r/g)) {
    lines.push({ start, text: text.slice(start, end.index) });
    start = end.index + end[0].length;
  }
  lines.push({ start, text: text.slice(start) });
  return lines;
}

/** The tokens of a text: where each is, in UTF-16 code units, and its scopes, the outermost first. */
export function tokensOf(text, of = grammar) {
  const tokens = [];
  let stack = textmate.INITIAL;
  for (const line of linesOf(text)) {
    // A time limit would hide a pattern that takes too long.
    const result = of.tokenizeLine(line.text, stack, 0);
    for (const token of result.tokens) {
      const end = Math.min(token.endIndex, line.text.length);
      if (token.startIndex < end) {
        tokens.push({ start: line.start + token.startIndex, end: line.start + end, scopes: token.scopes });
      }
    }
    stack = result.ruleStack;
  }
  return tokens;
}
