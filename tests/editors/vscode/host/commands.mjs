// Scenarios about the commands that extend the editor.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

import * as vscode from 'vscode';

import { ask, checked, findings, open, project, until } from './editor.mjs';
import { oneServer } from './servers.mjs';
import { people, shop, strict } from './shop.mjs';

const settings = () => vscode.workspace.getConfiguration('journey');

export const scenarios = {
  async 'the extension is there, with all its commands'() {
    const extension = vscode.extensions.getExtension('journey-maps.journey');
    await until('the extension to be active', () => extension.isActive);
    const commands = await vscode.commands.getCommands(true);
    for (const { command } of extension.packageJSON.contributes.commands) assert.ok(commands.includes(command), command);
    for (const command of ['journey.showReferences', 'journey.goToLocation', 'journey.showDiagram']) {
      assert.ok(commands.includes(command), command);
    }
    assert.equal(typeof extension.exports.extendMarkdownIt, 'function');
  },

  async 'New Journey makes a file that has no error, and never overwrites one'() {
    // Until the server runs, the extension writes the bones of a map itself.
    await oneServer();
    const folder = project({}, strict);
    const choice = { template: 'blank', name: 'Rückgabe: das Päckchen?' };
    const made = await vscode.commands.executeCommand('journey.newJourney', vscode.Uri.file(folder), choice);
    assert.equal(path.basename(made.fsPath), 'rückgabe-das-päckchen.journey');
    const document = vscode.window.activeTextEditor.document;
    assert.equal(document.uri.fsPath, made.fsPath);
    assert.match(document.getText(), /^journey .*"Rückgabe: das Päckchen\?" \{/m, 'the program wrote it');
    await until('the outline', async () => (await ask('DocumentSymbolProvider', document.uri))?.length > 0);
    assert.deepEqual((await checked(document)).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error), []);
    const before = fs.readFileSync(made.fsPath, 'utf8');
    const second = await vscode.commands.executeCommand('journey.newJourney', vscode.Uri.file(folder), choice);
    assert.equal(path.basename(second.fsPath), 'rückgabe-das-päckchen-2.journey');
    assert.equal(fs.readFileSync(made.fsPath, 'utf8'), before);
  },

  async 'a name that starts with a hyphen is a name'() {
    await oneServer();
    const folder = project({}, strict);
    await vscode.commands.executeCommand('journey.newJourney', vscode.Uri.file(folder), { template: 'blank', name: '-Returning' });
    assert.match(vscode.window.activeTextEditor.document.getText(), /^journey .*"-Returning" \{/m, 'the program wrote it');
  },

  async 'a changed setting reaches the server'() {
    const folder = project({ 'people.journey': people, 'shop.journey': shop.replace('addresses: stale', 'addresses: stale\n    ticket: SHOP-12') }, strict);
    const { document } = await open(folder, 'shop.journey');
    await findings(document.uri, []);
    const everything = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = async () => (await ask('InlayHintProvider', document.uri, everything)).length;
    await until('hints', async () => (await hints()) > 0);
    try {
      await settings().update('hints.labels', false, vscode.ConfigurationTarget.Workspace);
      await settings().update('hints.scores', false, vscode.ConfigurationTarget.Workspace);
      await until('no hints', async () => (await hints()) === 0);
      await settings().update('links.ticket', 'https://tickets.example.com/{}', vscode.ConfigurationTarget.Workspace);
      await until('a link', async () =>
        (await ask('LinkProvider', document.uri, 10)).some(({ target }) => target?.toString().includes('tickets.example.com/SHOP-12')));
    } finally {
      for (const key of ['hints.labels', 'hints.scores', 'links.ticket']) {
        await settings().update(key, undefined, vscode.ConfigurationTarget.Workspace);
      }
    }
    await until('hints again', async () => (await hints()) > 0);
  },
};
