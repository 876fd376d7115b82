// Scenarios about reading: what the editor tells about a text, and where it leads.

import assert from 'node:assert/strict';
import path from 'node:path';

import * as vscode from 'vscode';

import { ask, at, open, project, root, until } from './editor.mjs';
import { people, shop, strict } from './shop.mjs';

/** A project of two files, of which the map is open. */
async function map() {
  const folder = project({ 'people.journey': people, 'shop.journey': shop }, strict);
  const { document } = await open(folder, 'shop.journey');
  await until('the other file to be read', async () => (await ask('DefinitionProvider', document.uri, at(document, 'persona: maya', 11))).length > 0);
  return { folder, document };
}

const places = (locations) => locations.map(({ uri, targetUri, range, targetSelectionRange }) =>
  `${path.basename((uri ?? targetUri).path)}:${(targetSelectionRange ?? range).start.line + 1}`).sort();

export const scenarios = {
  async 'hover explains a name, with its documentation'() {
    const { document } = await map();
    const hovers = await ask('HoverProvider', document.uri, at(document, 'persona: maya', 11));
    const text = hovers.flatMap(({ contents }) => contents.map((content) => content.value ?? content)).join('\n');
    assert.match(text, /Maya, busy parent/);
    assert.match(text, /Orders between two shifts/);
    assert.ok(!/<[a-z]+/.test(text), 'there is no HTML in it');
  },

  async 'the outline is the journey'() {
    const { document } = await map();
    const [journey] = await ask('DocumentSymbolProvider', document.uri);
    assert.equal(journey.name, 'Weekly shop');
    assert.deepEqual(journey.children.map(({ name }) => name), ['Find', 'Show live stock']);
    assert.equal(journey.children[0].children[0].children[0].name, 'Results show what is sold out');
  },

  async 'every declaration of the workspace can be searched'() {
    const { folder } = await map();
    const found = await until('Maya', async () => {
      const symbols = await ask('WorkspaceSymbolProvider', 'busy parent');
      return symbols.find(({ location }) => location.uri.fsPath.startsWith(folder));
    });
    assert.equal(path.basename(found.location.uri.fsPath), 'people.journey');
  },

  async 'definition, references and highlights lead where they should'() {
    const { document } = await map();
    const place = at(document, 'persona: maya', 11);
    assert.deepEqual(places(await ask('DefinitionProvider', document.uri, place)), ['people.journey:2']);
    assert.deepEqual(places(await ask('ReferenceProvider', document.uri, place)), ['people.journey:2', 'shop.journey:2', 'shop.journey:8']);
    assert.equal((await ask('DocumentHighlights', document.uri, place)).length, 2);
  },

  async 'semantic tokens colour what names mean'() {
    const { document } = await map();
    const legend = await vscode.commands.executeCommand('vscode.provideDocumentSemanticTokensLegend', document.uri);
    const { data } = await vscode.commands.executeCommand('vscode.provideDocumentSemanticTokens', document.uri);
    const types = new Map();
    let [line, column] = [0, 0];
    for (let i = 0; i < data.length; i += 5) {
      column = data[i] === 0 ? column + data[i + 1] : data[i + 1];
      line += data[i];
      const word = document.getText(new vscode.Range(line, column, line, column + data[i + 2]));
      types.set(word, legend.tokenTypes[data[i + 3]]);
    }
    assert.ok(types.has('maya') && types.has('journey'), `tokens: ${[...types.keys()]}`);
    assert.notEqual(types.get('maya'), types.get('journey'));
  },

  async 'blocks fold, and so does documentation'() {
    const { document } = await map();
    const folds = await ask('FoldingRangeProvider', document.uri);
    const lines = folds.map(({ start }) => document.lineAt(start).text.trim());
    assert.ok(lines.includes('journey shop "Weekly shop" {') && lines.includes('stage find "Find" {'), lines.join(' | '));
  },

  async 'inlay hints and lenses say what stands elsewhere'() {
    const { document } = await map();
    const everything = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await ask('InlayHintProvider', document.uri, everything);
    assert.ok(hints.some(({ label }) => JSON.stringify(label).includes('Maya, busy parent')), 'the label behind the id');
    const lenses = await ask('CodeLensProvider', document.uri, 50);
    const commands = new Set(lenses.map(({ command }) => command?.command));
    assert.ok(commands.has('journey.showDiagram'), `lenses: ${[...commands]}`);
    assert.ok(commands.has('journey.showReferences'), `lenses: ${[...commands]}`);
  },

  async 'a click on a lens goes to the place, or lists the places'() {
    const { folder, document } = await map();
    const { document: other } = await open(folder, 'people.journey');
    const lenses = await until('lenses', async () => {
      const found = await ask('CodeLensProvider', other.uri, 50);
      return found?.length > 0 && found;
    });
    const references = lenses.map(({ command }) => command).find(({ title }) => title === '2 references');
    assert.equal(references?.command, 'journey.showReferences', lenses.map(({ command }) => command.title).join());
    await vscode.commands.executeCommand(references.command, ...references.arguments);
    const lens = (await ask('CodeLensProvider', document.uri, 50)).find(({ command }) => command.command === 'journey.goToLocation');
    assert.ok(lens, 'there is a lens that leads to one place');
    await vscode.commands.executeCommand(lens.command.command, ...lens.command.arguments);
    await until('the cursor to be there', () => {
      const editor = vscode.window.activeTextEditor;
      const { uri, range } = lens.command.arguments[0];
      return editor.document.uri.path === vscode.Uri.parse(uri).path && editor.selection.active.line === range.end.line;
    });
  },

  async 'paths with spaces, brackets and letters of other scripts'() {
    const folder = project({ 'mäps [2026] (a+b)/größe 検索 #1%.journey': people + shop }, strict);
    const { document } = await open(folder, 'mäps [2026] (a+b)/größe 検索 #1%.journey');
    const place = await until('the outline', async () => (await ask('DocumentSymbolProvider', document.uri))?.length > 0 && at(document, 'persona: maya', 11));
    const [definition] = await ask('DefinitionProvider', document.uri, place);
    assert.equal((definition.uri ?? definition.targetUri).fsPath, document.uri.fsPath);
    assert.ok(document.uri.fsPath.startsWith(root));
  },
};
