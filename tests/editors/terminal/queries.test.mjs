// The queries that Helix and Zed read, by the tree-sitter of the command line; and the other files of editors that no
// test can open.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { COLOURS, editors, environment, folder, prefix, root, run } from './judge.mjs';

const home = folder('queries');
const parser = path.join(home, 'journey.so');
const treeSitter = path.join(prefix, 'bin/tree-sitter');

before(() => {
  run(treeSitter, ['build', '--output', parser, path.join(root, 'grammar/tree-sitter-journey')], { env: environment(home) });
});

for (const queries of ['helix/runtime/queries/journey', 'zed/languages/journey']) {
  for (const name of fs.readdirSync(path.join(editors, queries)).filter((file) => file.endsWith('.scm'))) {
    test(`${queries}/${name} fits the grammar, and finds something`, () => {
      const query = path.join(editors, queries, name);
      const said = run(treeSitter, ['query', '--lib-path', parser, '--lang-name', 'journey', '--captures', query, COLOURS], { env: environment(home) });
      assert.match(said, /capture: \d+/);
    });
  }
}

test('what editors read as JSON is JSON, and names the language as all others do', () => {
  const read = (file) => JSON.parse(fs.readFileSync(path.join(editors, file), 'utf8'));
  assert.equal(read('jetbrains/lsp4ij/template.json').fileTypeMappings[0].languageId, 'journey');
  const { languages, grammars } = read('jetbrains/bundle/package.json').contributes;
  assert.equal(read(path.join('jetbrains/bundle', grammars[0].path)).scopeName, grammars[0].scopeName);
  assert.ok(read(path.join('jetbrains/bundle', languages[0].configuration)).comments);
  assert.deepEqual(read('kate/settings.json').servers.journey.command, ['journey', 'lsp']);
});
