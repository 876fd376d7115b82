// The map panel, seen and used.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { packed } from './packed.mjs';
import { boxIn, calm, command, covers, cursorAt, edited, example, lineOf, map, photograph, position, textInUse, themed, until, watched } from './screen.mjs';
import { scratch, startEditor, write } from './window.mjs';

const ACCOUNT = example('b2b-account.journey');
const SHOP = example('weekly-shop.journey');

let editor;
let page;
let folder;
let traffic;

before(async () => {
  editor = await startEditor({ vsix: [packed()], settings: calm });
  folder = write(scratch('map'), { 'b2b-account.journey': ACCOUNT, 'weekly-shop.journey': SHOP });
  page = await editor.openWindow({ folder, files: [path.join(folder, 'b2b-account.journey')], width: 1240, height: 700 });
  traffic = watched(page);
  await edited(page);
  await command(page, 'View: Toggle Primary Side Bar Visibility');
});

after(() => editor?.close());

test('the button over the text opens the map beside it', async () => {
  await page.locator('.editor-actions .action-label[aria-label^="Show Map"]').click();
  const shown = await map(page);
  await until('the map of the journey', () => shown.words(), (words) => words.includes('Hears the offer'));
  assert.equal(await shown.chooser('View').inputValue(), 'map');
  await photograph(page, 'map-opened');
});

test('the cursor lights its place in the map, and another one when it moves', async () => {
  const shown = await map(page);
  for (const touchpoint of ['Hears the offer', 'Meets the delivery team']) {
    await cursorAt(page, ACCOUNT, `"${touchpoint}`);
    const part = shown.part(touchpoint.split(' ')[0]);
    await until(`the ring around “${touchpoint}”`, async () => {
      const [box, rings] = [await boxIn(part), await shown.rings()];
      return rings.some((ring) => covers(ring, box));
    });
    await until('that it is said', () => shown.heard(), (heard) => heard.includes(touchpoint));
  }
  await photograph(page, 'map-lit', 'map.png');
});

test('a dark theme gives a dark picture, and a light one a light one', async () => {
  const shown = await map(page);
  const ground = () => shown.frame.locator('.journey-picture svg > rect').first().evaluate((rect) => Math.max(...getComputedStyle(rect).fill.match(/\d+/g).slice(0, 3).map(Number)));
  await until('a light picture', ground, (brightness) => brightness > 200);
  await themed(editor, page, 'Default Dark Modern');
  await until('a dark panel', () => shown.ground(), (colour) => colour === 'rgb(31, 31, 31)');
  await until('a dark picture', ground, (brightness) => brightness < 80);
  await photograph(page, 'map-dark', 'dark.png');
  await themed(editor, page, 'Default High Contrast');
  await until('a black panel', () => shown.ground(), (colour) => colour === 'rgb(0, 0, 0)');
  await photograph(page, 'map-high-contrast');
  await themed(editor, page, 'Default Light Modern');
  await until('a light picture', ground, (brightness) => brightness > 200);
});

test('a click in the map leads to the text', async () => {
  const shown = await map(page);
  await shown.part('Is called nine').click();
  const line = lineOf(ACCOUNT, '"Is called nine');
  await until('the name of the touchpoint, selected', () => position(page), (at) => at.line === line && at.selected > 0);
  // The text is in use: what is typed goes there.
  await until('the text to be in use', () => textInUse(page));
  await page.keyboard.press('End');
  await until('that keys reach the text', () => position(page), (at) => at.column > 20 && at.selected === 0);
});

test('what is typed is drawn, and the picture stays while the text is broken', async () => {
  const shown = await map(page);
  await cursorAt(page, ACCOUNT, '"Hears the offer');
  await page.keyboard.type(' of the year');
  await until('the new label', () => shown.words(), (words) => /Hears the offer\s+\|?\s*of the year/.test(words) || words.includes('of the year'));
  await page.keyboard.press('End');
  await page.keyboard.type('\n((( {{');
  await until('a banner that says why', () => shown.banner(), (banner) => /last good picture.*Line \d+/.test(banner));
  assert.match(await shown.words(), /of the year/);
  await photograph(page, 'map-kept');
  await command(page, 'File: Revert File');
  await until('no banner', () => shown.banner(), (banner) => banner === '');
  await until('the text as it was', () => shown.words(), (words) => !words.includes('of the year'));
});

test('the choosers change the view and the persona', async () => {
  const shown = await map(page);
  await shown.chooser('View').selectOption('blueprint');
  await until('the blueprint', () => shown.words(), (words) => words.includes('Telemetry'));
  await shown.chooser('View').selectOption('map');
  await shown.chooser('Persona').selectOption('ingrid');
  await until('the map of one persona', () => shown.words(), (words) => words.includes('Emotion') && !words.includes('Zoë'));
  await shown.chooser('Persona').selectOption('');
  await until('the map of all', () => shown.words(), (words) => words.includes('Zoë'));
});

test('the map changes over to the journey of another file', async () => {
  const shown = await map(page);
  await page.keyboard.press('Control+p');
  await page.locator('.quick-input-widget input[type=text]').fill('weekly-shop.journey');
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: 'weekly-shop.journey' }).waitFor();
  await page.keyboard.press('Enter');
  await until('the other journey', () => shown.words(), (words) => !words.includes('Hears the offer') && words.startsWith('Weekly shop'));
  await photograph(page, 'map-other-file');
});

test('the map changes over to the journey that the cursor enters, and stays with a chosen one until then', async () => {
  const shown = await map(page);
  /** The journey that is shown once another view of it is drawn, which comes behind all that the cursor has set off. */
  const journeyAs = async (view) => {
    const before = await shown.words();
    await shown.chooser('View').selectOption(view);
    await until(`the ${view}`, () => shown.words(), (words) => words !== before);
    return shown.chooser('Journey').inputValue();
  };
  await cursorAt(page, SHOP, 'journey weekly_shop_next');
  await until('the second journey', () => shown.words(), (words) => words.startsWith('Weekly shop, next year'));
  await shown.chooser('Journey').selectOption('weekly_shop');
  await until('the chosen journey', () => shown.words(), (words) => words.startsWith('Weekly shop |'));
  await cursorAt(page, SHOP, 'journey weekly_shop_next "Weekly');
  await cursorAt(page, SHOP, 'persona maya');
  assert.equal(await journeyAs('blueprint'), 'weekly_shop');
  await cursorAt(page, SHOP, 'journey weekly_shop_next "Weekly');
  assert.equal(await journeyAs('map'), 'weekly_shop', 'the cursor was in that journey before');
  await cursorAt(page, SHOP, 'journey weekly_shop "');
  await cursorAt(page, SHOP, 'journey weekly_shop_next "Weekly');
  await until('the second journey again', () => shown.words(), (words) => words.startsWith('Weekly shop, next year'));
});

test('everything can be done with the keyboard', async () => {
  const shown = await map(page);
  await shown.frame.locator('.journey-stage').focus();
  const size = () => shown.frame.locator('.journey-paper').evaluate((paper) => paper.getBoundingClientRect().width);
  const before = await size();
  await page.keyboard.press('+');
  await until('a larger picture', size, (width) => width > before);
  await page.keyboard.press('0');
  // The list of places is in the way of the Tab key, before the picture.
  await page.keyboard.press('Shift+Tab');
  const first = await until('a place in use', () => shown.frame.evaluate(() => document.activeElement?.closest('.journey-places button')?.textContent ?? ''), (text) => text.length > 0);
  await page.keyboard.press('Enter');
  await until(`the text of ${first}`, () => textInUse(page));
});

test('the panel is accessible as far as a program can tell', async () => {
  const shown = await map(page);
  const axe = fs.readFileSync(createRequire(`${process.env.JOURNEY_EDITORS}/node_modules/`).resolve('axe-core/axe.min.js'), 'utf8');
  await shown.frame.evaluate(axe);
  const { violations } = await shown.frame.evaluate(() => globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
  assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]), []);
});

test('the map goes on after the server was started anew', async () => {
  const shown = await map(page);
  await page.locator('.tabs-container .tab', { hasText: 'weekly-shop.journey' }).click();
  await page.locator('.monaco-editor .view-lines').first().click();
  await command(page, 'Journey: Restart Server');
  await cursorAt(page, SHOP, 'journey weekly_shop_next "Weekly shop');
  await page.keyboard.type(' (new)');
  await until('what was typed', () => shown.words(), (words) => words.includes('(new)'));
  await until('no banner', () => shown.banner(), (banner) => banner === '');
  await command(page, 'File: Revert File');
  await until('the text as it was', () => shown.words(), (words) => !words.includes('(new)'));
});

test('a file that is closed stays, with a note', async () => {
  const shown = await map(page);
  for (const name of ['b2b-account.journey', 'weekly-shop.journey']) {
    await page.locator('.tabs-container .tab', { hasText: name }).click({ button: 'middle' });
  }
  await until('a note', () => shown.banner(), (banner) => banner.includes('weekly-shop.journey is closed'));
  assert.ok((await shown.words()).startsWith('Weekly shop'));
  // What is saved elsewhere is drawn as well.
  const file = path.join(folder, 'weekly-shop.journey');
  fs.writeFileSync(file, SHOP.replace('journey weekly_shop_next "Weekly shop', 'journey weekly_shop_next "Saved elsewhere'));
  await until('what was saved', () => shown.words(), (words) => words.startsWith('Saved elsewhere'));
  fs.writeFileSync(file, SHOP);
  await until('the text as it was', () => shown.words(), (words) => words.startsWith('Weekly shop, next year'));
});

test('the panel comes back after a reload of the window', async () => {
  // With files to open in its address, a window does not look for those that were open before.
  const address = new URL(page.url());
  address.searchParams.delete('payload');
  await page.evaluate((href) => history.replaceState(null, '', href), address.href);
  // As a person reloads: the window keeps what is open before it goes.
  const gone = page.waitForEvent('load');
  await command(page, 'Developer: Reload Window');
  await gone;
  const shown = await map(page);
  await until('the map', () => shown.words(), (words) => words.startsWith('Weekly shop, next year'));
});

test('nothing was fetched from elsewhere', () => {
  assert.deepEqual(traffic.foreign(), []);
});
