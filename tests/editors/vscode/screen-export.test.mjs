// Views as files: Mermaid, SVG and PNG, with the panel and without.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import zlib from 'node:zlib';

import { packed } from './packed.mjs';
import { calm, command, cursorAt, edited, example, map, until } from './screen.mjs';
import { scratch, startEditor, write } from './window.mjs';

const SHOP = example('weekly-shop.journey');

let editor;
let folder;
let page;

before(async () => {
  editor = await startEditor({ vsix: [packed()], settings: { ...calm, 'workbench.colorTheme': 'Default Dark Modern' } });
  folder = write(scratch('export'), { 'weekly-shop.journey': SHOP });
  page = await editor.openWindow({ folder, files: [path.join(folder, 'weekly-shop.journey')] });
  await edited(page);
  await cursorAt(page, SHOP, 'journey weekly_shop');
});

after(() => editor?.close());

/** Exports by the command's name and gives the file, as soon as it is whole. */
async function exported(title, name) {
  forget(name);
  await command(page, title);
  return saved(name);
}

/** Takes a file away that was exported before, which would be taken for the one that is about to be. */
function forget(name) {
  fs.rmSync(path.join(folder, name), { force: true });
}

/** Says yes to the name that a dialog offers. */
async function saved(name) {
  const input = page.locator('.quick-input-widget input[type=text]');
  await until('the dialog with a name', () => input.inputValue(), (value) => value.endsWith(name));
  // Tests get no pop-ups: what they say is read out all the same. What was said of an earlier file counts no more.
  const heard = page.locator('.monaco-aria-container');
  await heard.evaluate((container) => [...container.children].forEach((child) => (child.textContent = '')));
  await page.keyboard.press('Enter');
  await until('that it is said', () => heard.innerText(), (said) => said.includes(`${name} is written`));
  return fs.readFileSync(path.join(folder, name));
}

test('a PNG without a panel: the text stays in use, and nothing stays open', async () => {
  const png = readPng(await exported('Journey: Export View as PNG', 'weekly_shop-map.png'));
  assert.ok(png.width > 1000 && png.height > 400, `${png.width} x ${png.height}`);
  assert.ok(png.colours > 20, `${png.colours} colours`);
  await until('one tab', () => page.locator('.tabs-container .tab').count(), (tabs) => tabs === 1);
});

test('an SVG stands alone, for paper although the window is dark', async () => {
  const svg = (await exported('Journey: Export View as SVG', 'weekly_shop-map.svg')).toString('utf8');
  assert.match(svg, /^<svg [^]*<\/svg>\n$/);
  assert.ok(!svg.includes('data-place'), 'the marks for the editor are gone');
  assert.ok(!/<script|href="http|url\(http/.test(svg));
  const [, red] = /<rect [^>]*style="fill:#([0-9a-f]{2})/.exec(svg);
  assert.ok(Number.parseInt(red, 16) > 200, svg.slice(0, 400));
});

test('Mermaid is what the program writes', async () => {
  const mermaid = (await exported('Journey: Export View as Mermaid', 'weekly_shop-map.mmd')).toString('utf8');
  assert.match(mermaid, /block-beta|flowchart/);
  await command(page, 'Journey: Copy Mermaid');
  await until('the same in the clipboard', () => page.evaluate(() => navigator.clipboard.readText()), (text) => text.trim() === mermaid.trim());
});

test('what a view leaves out is said, and can be read', async () => {
  await command(page, 'Notifications: Clear All Notifications');
  await exported('Journey: Export View as Mermaid', 'weekly_shop-map.mmd');
  await command(page, 'Notifications: Show Notifications');
  const item = page.locator('.notification-list-item', { hasText: /weekly_shop-map\.mmd is written\. There are 2 notes on what it leaves out\./ }).first();
  await item.hover();
  await item.getByRole('button', { name: 'Show Notes' }).click();
  const dialog = page.locator('.monaco-dialog-box');
  const says = ['The journey says more than this view shows', 'Further details are in the view `report`'];
  await until('the notes', () => dialog.innerText(), (text) => says.every((start) => text.includes(start)));
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await command(page, 'Notifications: Clear All Notifications');
});

test('with the panel, its view is exported, twice as large as it says', async () => {
  await page.locator('.editor-actions .action-label[aria-label^="Show Map"]').click();
  const shown = await map(page);
  await shown.chooser('View').selectOption('emotion');
  await until('the curve', () => shown.frame.locator('.journey-picture svg').getAttribute('aria-roledescription'), (kind) => kind !== 'block');
  const svg = (await exported('Journey: Export View as SVG', 'weekly_shop-emotion.svg')).toString('utf8');
  const png = readPng(await exported('Journey: Export View as PNG', 'weekly_shop-emotion.png'));
  const width = Number(/<svg [^>]*? width="([\d.]+)"/.exec(svg)[1]);
  assert.ok(Math.abs(png.width - 2 * width) <= 2, `${png.width} for ${width}`);
});

test('the menu of the panel exports what the panel shows', async () => {
  const shown = await map(page);
  await shown.frame.locator('.journey-stage').focus();
  forget('weekly_shop-emotion.svg');
  await page.locator('.editor-actions .action-label[aria-label^="More Actions"]').last().click();
  await page.locator('.monaco-menu .action-label', { hasText: 'Export View as SVG' }).click();
  assert.match((await saved('weekly_shop-emotion.svg')).toString('utf8'), /^<svg [^]*<\/svg>\n$/);
});

/** The size of a PNG, and how many colours are in it: all of it is unpacked, so a damaged one fails. */
function readPng(bytes) {
  assert.equal(bytes.subarray(0, 8).toString('latin1'), '\x89PNG\r\n\x1a\n');
  const parts = [];
  let header;
  let ended = false;
  for (let at = 8; at < bytes.length;) {
    const length = bytes.readUInt32BE(at);
    const kind = bytes.toString('latin1', at + 4, at + 8);
    const data = bytes.subarray(at + 8, at + 8 + length);
    assert.equal(zlib.crc32(bytes.subarray(at + 4, at + 8 + length)), bytes.readUInt32BE(at + 8 + length), `the sum of ${kind}`);
    if (kind === 'IHDR') header = { width: data.readUInt32BE(0), height: data.readUInt32BE(4), channels: { 2: 3, 6: 4 }[data[9]] };
    if (kind === 'IDAT') parts.push(data);
    ended = kind === 'IEND';
    at += 12 + length;
  }
  assert.ok(ended && header.channels, 'it is whole');
  const rows = zlib.inflateSync(Buffer.concat(parts));
  assert.equal(rows.length, header.height * (1 + header.width * header.channels));
  const colours = new Set();
  for (let at = 1; at + 4 < rows.length; at += 97) colours.add(rows.readUInt32BE(at));
  return { ...header, colours: colours.size };
}
