// A folder that nobody trusts: its journeys are checked, and nothing of it is run.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { packed } from './packed.mjs';
import { calm, command, photograph, until } from './screen.mjs';
import { scratch, startEditor, write } from './window.mjs';

let editor;
let folder;
let page;

before(async () => {
  folder = scratch('restricted');
  const evil = path.join(folder, 'evil.sh');
  write(folder, {
    'evil.sh': `#!/bin/sh\ntouch ${folder}/evil-was-here\necho journey 0.1.0\n`,
    '.vscode/settings.json': JSON.stringify({ 'journey.server.path': evil }),
    'shop.journey': 'journey shop "Shop" { persona: nobody }\n',
  });
  fs.chmodSync(evil, 0o755);
  editor = await startEditor({ vsix: [packed()], settings: calm, restricted: true });
  page = await editor.openWindow({ folder, files: [path.join(folder, 'shop.journey')] });
});

after(() => editor?.close());

test('journeys in a folder that nobody trusts are checked', async () => {
  await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
  await page.locator('.monaco-editor .squiggly-error').first().waitFor({ state: 'attached' });
});

test('the program that such a folder names is not run, not even at a restart', async () => {
  await page.locator('.monaco-editor .view-lines').first().click();
  await command(page, 'Journey: Restart Server');
  // Before a server is started, a program is looked for: whatever is typed behind that is checked by the new one.
  const starts = await until('the second start', () => started(), (programs) => programs.length === 2);
  assert.deepEqual(starts, Array(2).fill(path.join(editor.home, 'bin/journey')));
  await page.keyboard.press('Control+End');
  await page.keyboard.type('journey late "Late" { persona: somebody }');
  await command(page, 'Problems: Focus on Problems View');
  const found = () => page.locator('.markers-panel .monaco-list-row').allInnerTexts();
  await until('what the server that was started again finds', found, (texts) => ['nobody', 'somebody'].every((name) => texts.some((text) => text.includes(`\`${name}\``))));
  await photograph(page, 'restricted');
  assert.equal(fs.existsSync(path.join(folder, 'evil-was-here')), false);
});

/** The programs that were started as servers, as the log tells. */
function started() {
  const logs = path.join(editor.home, 'data/logs');
  const files = fs.readdirSync(logs, { recursive: true }).filter((name) => /journey[^/]*\/[^/]*\.log$/i.test(name));
  const text = files.map((name) => fs.readFileSync(path.join(logs, name), 'utf8')).join('');
  return [...text.matchAll(/Starting (\S+) \(/g)].map(([, program]) => program);
}
