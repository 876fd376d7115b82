// The window with two folders.

import assert from 'node:assert/strict';
import path from 'node:path';

import * as vscode from 'vscode';

import { ask, at, checked, findings, open, until, write } from './editor.mjs';
import { run as running } from './scenarios.mjs';
import { people, shop, strict } from './shop.mjs';
import { oneServer } from './servers.mjs';

/** The two folders, as soon as both are there. */
const folders = () => until('two folders', () => {
  const open = vscode.workspace.workspaceFolders?.map(({ uri }) => uri.fsPath) ?? [];
  return open.length === 2 && open;
});

export const run = running('roots', {
  async 'two folders are two projects, with one server'() {
    const [one, two] = await folders();
    const first = (await open(one, 'shop.journey')).document;
    const second = (await open(two, 'shop.journey')).document;
    await findings(first.uri, []);
    await findings(second.uri, ['unknown-name', 'unknown-name', 'unknown-name']);
    const [place] = await until('the first folder to be read', async () => {
      const places = await ask('DefinitionProvider', first.uri, at(first, 'persona: maya', 11));
      return places.length > 0 && places;
    });
    assert.equal((place.uri ?? place.targetUri).fsPath, path.join(one, 'people.journey'));
    const { document } = await open(two, 'people.journey');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), people);
    await vscode.workspace.applyEdit(edit);
    await findings(second.uri, []);
    assert.deepEqual(await checked(first), []);
    await oneServer();
  },

  async 'a folder that is added is a project too, and goes with its findings'() {
    const [one] = await folders();
    const third = path.join(one, '..', 'three');
    write(third, { 'journey.toml': strict, 'shop.journey': shop });
    const uri = vscode.Uri.file(third);
    assert.ok(vscode.workspace.updateWorkspaceFolders(2, 0, { uri }));
    const map = vscode.Uri.joinPath(uri, 'shop.journey');
    await findings(map, ['unknown-name', 'unknown-name', 'unknown-name']);
    assert.ok(vscode.workspace.updateWorkspaceFolders(2, 1));
    await until('the findings to go', () => vscode.languages.getDiagnostics(map).length === 0);
  },
});
