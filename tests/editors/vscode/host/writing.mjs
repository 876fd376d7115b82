// Scenarios about writing: what the editor offers, renames and lays out.

import assert from 'node:assert/strict';

import * as vscode from 'vscode';

import { ask, at, checked, findings, open, project, range, replace, until } from './editor.mjs';
import { people, shop, strict } from './shop.mjs';

/** A project of two files, of which the map is open; both are read. */
async function map() {
  const folder = project({ 'people.journey': people, 'shop.journey': shop }, strict);
  const { document, editor } = await open(folder, 'shop.journey');
  await until('the other file to be read', async () => (await ask('DefinitionProvider', document.uri, at(document, 'persona: maya', 11))).length > 0);
  return { folder, document, editor };
}

/** What a completion offers at a place, resolved. */
async function offers(document, position) {
  const list = await ask('CompletionItemProvider', document.uri, position, undefined, 30);
  return new Map(list.items.map((item) => [item.label.label ?? item.label, item]));
}

export const scenarios = {
  async 'completion offers names and keys, says what they mean, and fills in blocks'() {
    const { document } = await map();
    const names = await offers(document, at(document, 'persona: maya', 'persona: '.length));
    const maya = names.get('maya');
    assert.ok(maya, `maya is offered: ${[...names.keys()]}`);
    assert.match(maya.documentation?.value ?? String(maya.documentation), /Orders between two shifts/, 'resolved: with its documentation');
    assert.ok(!names.has('app'), 'a channel is not');
    const words = await offers(document, at(document, 'channel: app'));
    assert.ok(words.has('thinks') && words.has('emotion'), `keys are offered: ${[...words.keys()]}`);
    const blocks = [...words.values()].filter((item) => item.insertText instanceof vscode.SnippetString);
    assert.ok(blocks.some((item) => /\$\{?\d/.test(item.insertText.value)), 'some have places to fill in');
  },

  async 'an accepted completion stands in the text, with the cursor in the right place'() {
    const { document, editor } = await map();
    await replace(document, 'persona: maya', 'persona: ma');
    await findings(document.uri, ['unknown-name']);
    const end = at(document, 'persona: ma', 'persona: ma'.length);
    editor.selection = new vscode.Selection(end, end);
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    await until('the completion to be accepted', async () => {
      await vscode.commands.executeCommand('acceptSelectedSuggestion');
      return document.getText().includes('persona: maya\n');
    });
    await findings(document.uri, []);
  },

  async 'snippets for the first minutes make a journey without an error'() {
    const folder = project({ 'new.journey': '' }, strict);
    const { document } = await open(folder, 'new.journey');
    await vscode.commands.executeCommand('editor.action.insertSnippet', { langId: 'journey', name: 'A first journey' });
    await until('the snippet', () => document.getText().includes('journey my_journey "My journey"'));
    const symbols = await until('the outline', async () => {
      const found = await ask('DocumentSymbolProvider', document.uri);
      return found?.length === 2 && found;
    });
    assert.deepEqual(symbols.map(({ name }) => name), ['Who it is about', 'My journey']);
    assert.deepEqual(await checked(document), []);
  },

  async 'a quick fix mends one finding'() {
    const folder = project({ 'shop.journey': people + shop.replace('persona: maya', 'persona: maia') }, strict);
    const { document } = await open(folder, 'shop.journey');
    const [finding] = await findings(document.uri, ['unknown-name']);
    const actions = await ask('CodeActionProvider', document.uri, finding.range, vscode.CodeActionKind.QuickFix.value, 20);
    const fix = actions.find(({ title }) => title.includes('maya'));
    assert.ok(fix, `a fix names maya: ${actions.map(({ title }) => title)}`);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await findings(document.uri, []);
    assert.match(document.getText(), /persona: maya\n/);
  },

  async 'Fix All mends what is safe, and leaves alone what needs a decision'() {
    const text = people.replace('"Order the week\'s food in ten minutes"', "'Order in ten minutes'")
      + shop.replace('persona: maya', 'persona: maia');
    const folder = project({ 'shop.journey': text }, strict);
    const { document } = await open(folder, 'shop.journey');
    await findings(document.uri, ['syntax-error', 'unknown-name']);
    assert.equal(await vscode.commands.executeCommand('journey.fixAll'), true);
    await findings(document.uri, ['unknown-name']);
    assert.match(document.getText(), /goal: "Order in ten minutes"/);
    assert.equal(await vscode.commands.executeCommand('journey.fixAll'), false, 'there is nothing left that is safe');
  },

  async 'rename goes through all files, and refuses what cannot be renamed'() {
    const { folder, document: other } = await map();
    const { document } = await open(folder, 'people.journey');
    const place = at(document, 'persona maya', 'persona m'.length);
    const edit = await vscode.commands.executeCommand('vscode.executeDocumentRenameProvider', document.uri, place, 'mära');
    assert.equal(edit.entries().length, 2);
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.match(document.getText(), /persona mära "Maya/);
    await until('the other file', () => /persona: mära\n[^]*emotion mära:/.test(other.getText()));
    await assert.rejects(async () => vscode.commands.executeCommand('vscode.prepareRename', document.uri, at(document, 'goal')));
    await assert.rejects(async () => vscode.commands.executeCommand(
      'vscode.executeDocumentRenameProvider', document.uri, place, 'not a name'));
  },

  async 'a document is laid out, a part of it, and what is typed'() {
    const untidy = 'journey shop "Shop" {\n      persona:maya\nstage find "Find" {\n   goal:   "x"\n}\n}\n';
    const folder = project({ 'people.journey': people, 'shop.journey': untidy }, strict);
    const { document, editor } = await open(folder, 'shop.journey');
    const options = { tabSize: 8, insertSpaces: false };
    const part = await vscode.commands.executeCommand('vscode.executeFormatRangeProvider', document.uri, document.lineAt(1).range, options);
    assert.ok(part.every((edit) => edit.range.start.line >= 0 && edit.range.end.line <= 2), 'edits stay in the range');
    await vscode.commands.executeCommand('editor.action.formatDocument');
    const tidy = 'journey shop "Shop" {\n  persona: maya\n\n  stage find "Find" {\n    goal: "x"\n  }\n}\n';
    await until('the layout', () => document.getText() === tidy || document.getText() === tidy.replace('\n\n', '\n'));
    assert.equal(editor.options.tabSize, 2);
    // A closing brace that is typed lays its block out.
    await replace(document, '    goal: "x"\n  }\n', '    goal:    "x"\n');
    const end = at(document, '"x"\n', 4);
    editor.selection = new vscode.Selection(end, end);
    await vscode.commands.executeCommand('type', { text: '}' });
    await until('the block to be laid out', () => document.getText().includes('    goal: "x"\n  }'));
  },

  async 'Enter goes on with documentation, and indents inside a block'() {
    const folder = project({ 'a.journey': '/// Orders' }, strict);
    const { document, editor } = await open(folder, 'a.journey');
    const type = async (text) => {
      const end = document.lineAt(document.lineCount - 1).range.end;
      editor.selection = new vscode.Selection(end, end);
      for (const character of text) await vscode.commands.executeCommand('type', { text: character });
    };
    await type('\nbetween shifts');
    await until('the second line', () => document.getText() === '/// Orders\n/// between shifts');
    await replace(document, '/// Orders\n/// between shifts', 'persona maya "Maya" ');
    await type('{');
    await until('the closing brace', () => document.getText() === 'persona maya "Maya" {}');
    const inside = at(document, '{}', 1);
    editor.selection = new vscode.Selection(inside, inside);
    await vscode.commands.executeCommand('type', { text: '\n' });
    await until('the indented line', () => document.getText() === 'persona maya "Maya" {\n  \n}');
  },

  async 'words are whole names: dotted, with hyphens, in any script'() {
    const folder = project({ 'a.journey': 'next: weekly-shop.größe.検索-2, x @growth-team' }, strict);
    const { document } = await open(folder, 'a.journey');
    const words = [8, 25, 33, 38].map((column) => document.getText(document.getWordRangeAtPosition(new vscode.Position(0, column))));
    assert.deepEqual(words, ['weekly-shop.größe.検索-2', 'weekly-shop.größe.検索-2', '@growth-team', '@growth-team']);
  },
};
