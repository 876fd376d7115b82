// Scenarios about findings: where they stand, and when they come and go.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

import * as vscode from 'vscode';

import { ask, at, findings, open, project, replace, until, write } from './editor.mjs';
import { logs, program, withPath } from './servers.mjs';
import { people, shop, strict } from './shop.mjs';

/** Where the program under test is. */
function real() {
  const files = process.env.PATH.split(path.delimiter).map((folder) => path.join(folder, 'journey'));
  return fs.realpathSync(files.find((file) => fs.existsSync(file)));
}

export const scenarios = {
  async 'findings come, follow the text, and go when it is mended'() {
    const folder = project({ 'shop.journey': people + shop.replace('persona: maya', 'persona: maia') }, strict);
    const { document } = await open(folder, 'shop.journey');
    const [finding] = await findings(document.uri, ['unknown-name']);
    assert.equal(document.getText(finding.range), 'maia');
    assert.match(finding.message, /There is no persona `maia`/);
    assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
    assert.equal(finding.source, 'journey');
    await replace(document, 'emotion maya', 'emotoin maya');
    await findings(document.uri, ['unknown-name', 'unknown-key']);
    await replace(document, 'persona: maia', 'persona: maya');
    await findings(document.uri, ['unknown-key']);
    await replace(document, 'emotoin', 'emotion');
    await findings(document.uri, []);
  },

  async 'a finding says where the other place is'() {
    const folder = project({ 'a.journey': people, 'b.journey': people }, strict);
    const { document } = await open(folder, 'b.journey');
    const duplicate = await until('the duplicate', () =>
      vscode.languages.getDiagnostics(document.uri).find(({ message }) => message.includes('`maya`')));
    assert.deepEqual(duplicate.relatedInformation.map(({ location }) => path.basename(location.uri.fsPath)), ['a.journey']);
  },

  async 'a file that nobody opened has findings too, and loses them when it is mended on the disk'() {
    const folder = project({ 'shop.journey': shop, 'people.journey': people }, strict);
    const other = vscode.Uri.file(path.join(folder, 'other.journey'));
    const { document } = await open(folder, 'shop.journey');
    await findings(document.uri, []);
    write(folder, { 'other.journey': 'journey late "Late" { persona: nobody }\n' });
    await findings(other, ['unknown-name']);
    write(folder, { 'other.journey': 'journey late "Late" { persona: maya }\n' });
    await findings(other, []);
    fs.rmSync(path.join(folder, 'people.journey'));
    await findings(other, ['unknown-name']);
  },

  async 'typing in one file changes what is found in another'() {
    const folder = project({ 'shop.journey': shop, 'people.journey': people }, strict);
    const { document: map } = await open(folder, 'shop.journey');
    await findings(map.uri, []);
    const { document } = await open(folder, 'people.journey');
    await replace(document, 'persona maya', 'persona mara');
    await findings(map.uri, ['unknown-name', 'unknown-name']);
    await replace(document, 'persona mara', 'persona maya');
    await findings(map.uri, []);
  },

  async 'characters beyond the first plane, CRLF and a byte order mark move no finding'() {
    const text = '\uFEFFpersona maya "🦊🦊 Maya"\r\n\r\njourney shop "🛒 Shop" { persona: maya, 🦊, maia }\r\n';
    const folder = project({ 'shop.journey': text }, strict);
    const { document } = await open(folder, 'shop.journey');
    const found = await until('the findings', () => {
      const all = vscode.languages.getDiagnostics(document.uri);
      return all.find(({ range }) => document.getText(range) === 'maia') && all;
    });
    assert.ok(found.every(({ range }) => range.start.line === 2), 'all stand in the third line');
  },

  async 'a document that was never saved is checked'() {
    const document = await vscode.workspace.openTextDocument({ language: 'journey', content: 'journey a "A" { persona: nobody }\n' });
    await vscode.window.showTextDocument(document);
    await until('a finding in the untitled document', () =>
      vscode.languages.getDiagnostics(document.uri).some(({ message }) => message.includes('nobody')));
    await replace(document, 'nobody', 'somebody');
    await until('the finding to follow', () =>
      vscode.languages.getDiagnostics(document.uri).some(({ message }) => message.includes('somebody')));
    const symbols = await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', document.uri);
    assert.deepEqual(symbols.map(({ name }) => name), ['A']);
  },

  async 'journey.toml is checked, completed and explained, and what it says counts at once'() {
    const folder = project({ 'shop.journey': people + shop.replace('persona: maya', 'persona: maia') }, strict);
    const { document: map } = await open(folder, 'shop.journey');
    await findings(map.uri, ['unknown-name']);
    const { document } = await open(folder, 'journey.toml');
    assert.equal(document.languageId, 'toml');
    await replace(document, 'craft = "off"', 'craft = "offf"');
    await until('a finding in journey.toml', () => vscode.languages.getDiagnostics(document.uri).length > 0);
    await until('rules to be offered', async () => {
      const list = await ask('CompletionItemProvider', document.uri, at(document, 'evidence'));
      return list.items.some(({ label }) => (label.label ?? label).includes('unknown-name'));
    });
    await until('an explanation', async () => {
      const hovers = await ask('HoverProvider', document.uri, at(document, 'evidence', 2));
      return /evidence/i.test(hovers.flatMap(({ contents }) => contents.map(({ value }) => value)).join());
    });
    await replace(document, 'craft = "offf"', 'craft = "off"\nunknown-name = "off"');
    await document.save();
    await findings(document.uri, []);
    await findings(map.uri, []);
  },

  async 'a folder that may not be looked into is told in the log, and the rest is checked'() {
    // Root may look into every folder, unless it gives that right up.
    const rights = '-dac_override,-dac_read_search';
    const kept = process.getuid() === 0 ? `setpriv --bounding-set=${rights} --inh-caps=${rights}` : '';
    const confined = program(`exec ${kept} ${real()} "$@"`);
    const folder = project({ 'shop.journey': people + shop, 'secret/plan.journey': people }, strict);
    const secret = path.join(folder, 'secret');
    fs.chmodSync(secret, 0);
    try {
      await withPath([path.dirname(confined), '/usr/bin', '/bin'], async () => {
        const { document } = await open(folder, 'shop.journey');
        await findings(document.uri, []);
        await replace(document, 'persona: maya', 'persona: maia');
        await findings(document.uri, ['unknown-name']);
        await until('the folder in the log', () => logs().some((text) => text.includes(secret)));
      });
    } finally {
      fs.chmodSync(secret, 0o755);
    }
  },
};
