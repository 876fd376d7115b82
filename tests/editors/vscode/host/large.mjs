// The window with much in it: thousands of files, and a very long one.

import assert from 'node:assert/strict';
import path from 'node:path';

import * as vscode from 'vscode';

import { ask, findings, note, open, root, until } from './editor.mjs';
import { run as running } from './scenarios.mjs';

const since = (start) => `${Math.round(performance.now() - start)} ms`;

export const run = running('large', {
  async '5,000 files: one that nobody opened has its finding, and all can be searched'() {
    const start = performance.now();
    await findings(vscode.Uri.file(path.join(root, 'maps/4999.journey')), ['unknown-name']);
    note(`from the window's readiness to the finding in the last of 5,000 files: ${since(start)}`);
    const again = performance.now();
    const found = await until('the name', async () => (await ask('WorkspaceSymbolProvider', 'Journey number 4711'))[0]);
    assert.equal(path.basename(found.location.uri.fsPath), '4711.journey');
    note(`a search in 5,000 files: ${since(again)}`);
    const { document } = await open(root, 'maps/17.journey');
    const place = document.positionAt(document.getText().indexOf('person_2') + 2);
    const references = await ask('ReferenceProvider', document.uri, place);
    assert.ok(references.length > 500, `${references.length} references`);
  },

  async '100,000 lines: findings, an edit, a hover'() {
    const start = performance.now();
    const { document } = await open(root, 'long/long.journey');
    assert.ok(document.lineCount > 100_000);
    const [finding] = await findings(document.uri, ['unknown-name']);
    note(`from opening 100,000 lines to the finding in the last one: ${since(start)}`);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, finding.range, 'person');
    const again = performance.now();
    await vscode.workspace.applyEdit(edit);
    note(`the edit itself: ${since(again)}`);
    await findings(document.uri, []);
    note(`from an edit in its last line to no finding: ${since(again)}`);
    const hovers = await ask('HoverProvider', document.uri, finding.range.start);
    assert.match(hovers.flatMap(({ contents }) => contents.map(({ value }) => value)).join(), /Person/);
  },
});
