// The TextMate grammars by themselves: names of colours, every word of the language, fences in Markdown.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { grammarFolder, load, root, treeSitterFolder } from "./prefix.mjs";
import { grammarWith, tokensOf } from "./textmate.mjs";

test("each word has the scope that themes know", () => {
  const program = path.join(path.dirname(load.resolve("vscode-tmgrammar-test/package.json")), "dist/unit.js");
  const spec = path.join(root, "tests/editors/grammars/colours.journey");
  const grammar = path.join(grammarFolder, "journey.tmLanguage.json");
  const run = spawnSync(process.execPath, [program, "--grammar", grammar, spec], { cwd: root, encoding: "utf8" });
  assert.equal(run.status, 0, run.stdout + run.stderr);
  assert.match(run.stdout, /colours\.journey/);
});

/** The texts that have a scope. */
const scoped = (text, scope, of) => tokensOf(text, of).filter(({ scopes }) => scopes.includes(scope)).map(({ start, end }) => text.slice(start, end));

test("every keyword and every key has its scope", (t) => {
  const { keywords, keys } = JSON.parse(readFileSync(path.join(treeSitterFolder, "keywords.json"), "utf8"));
  for (const keyword of keywords) {
    const text = `${keyword} it "It" {\n${keys.map((key) => `  ${key}: "text"\n`).join("")}}\n`;
    assert.deepEqual(scoped(text, "keyword.declaration.journey"), [keyword]);
    assert.deepEqual(scoped(text, "variable.other.property.journey"), keys);
    assert.deepEqual(scoped(text, "string.quoted.double.journey").length, 3 * (1 + keys.length));
  }
  assert.deepEqual(scoped("persona p { colour: 1 }", "variable.other.property.unknown.journey"), ["colour"]);
  t.diagnostic(`${keywords.length} keywords, ${keys.length} keys`);
});

test("fences in Markdown are coloured, and nothing behind them", async () => {
  // VS Code's own grammar of Markdown; here only its scope counts.
  const markdown = await grammarWith({ scopeName: "text.html.markdown", patterns: [{ match: "\\*[^*]+\\*", name: "markup.italic" }] });
  for (const fence of ["```journey", "~~~~ journey people.journey", "  ```Journey broken"]) {
    const [indentation, bar] = /^( *)(.*?) *\w+( .*)?$/.exec(fence).slice(1);
    const closing = indentation + bar.replace(/ *[jJ]ourney.*/, "");
    const text = `*Text*\n${fence}\n${indentation}persona p "P" {\n${indentation}  role: """\n${indentation}x\n${closing}\npersona q "Q"\n*text*\n\`\`\`js\npersona r\n\`\`\`\n`;
    assert.deepEqual(scoped(text, "keyword.declaration.journey", markdown), ["persona"], fence);
    assert.deepEqual(scoped(text, "markup.italic", markdown), ["*Text*", "*text*"], fence);
    assert.ok(scoped(text, "meta.embedded.block.journey", markdown).length > 5, fence);
    assert.deepEqual(scoped(text, "fenced_code.block.language.markdown", markdown).map((word) => word.toLowerCase()), ["journey"], fence);
  }
});
