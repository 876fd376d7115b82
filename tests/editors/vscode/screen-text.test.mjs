// The text of a journey as people see it: colours, wavy lines, hovers, the outline.

import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { packed } from './packed.mjs';
import { calm, command, cursorAt, edited, example, frameWith, photograph, until } from './screen.mjs';
import { scratch, startEditor, write } from './window.mjs';

const SHOP = example('weekly-shop.journey');
const BROKEN = SHOP.replace('channel app "Mobile app"', 'chanel app "Mobile app"');

let editor;
let page;
const folder = write(scratch('text'), { 'weekly-shop.journey': SHOP });
const broken = write(scratch('text'), { 'broken.journey': BROKEN });

before(async () => {
  editor = await startEditor({ vsix: [packed()], settings: calm });
  page = await opened(folder, 'weekly-shop.journey');
  await edited(page);
});

after(() => editor?.close());

function opened(folder, file) {
  return editor.openWindow({ folder, files: [path.join(folder, file)], width: 1200, height: 760 });
}

/** The colour of a word in the text; words of the same colour stand in one element, so it is looked for inside. */
function colourOf(page, word) {
  return page.locator('.monaco-editor .view-line span span').evaluateAll((spans, wanted) => {
    const span = spans.find((one) => one.textContent.replace(/\u00a0/g, ' ').includes(wanted));
    return span && getComputedStyle(span).color;
  }, word);
}

/** Words of four colours. */
const WORDS = ['persona', 'maya', '"Maya, busy parent"', 'primary'];
/** The colours that they have without the server. */
let ofTheGrammar;

test('keywords, names and texts have different colours before the server has said a word', async () => {
  // A file that the server does not read: only the grammar colours it.
  const lone = await startEditor({ vsix: [packed()], settings: { ...calm, 'journey.server.path': '/nowhere/journey' } });
  try {
    const page = await lone.openWindow({ folder, files: [path.join(folder, 'weekly-shop.journey')] });
    await until('colours', () => Promise.all(['persona', 'Maya, busy parent', '/// Documentation'].map((word) => colourOf(page, word))),
      (colours) => colours.every(Boolean) && new Set(colours).size === 3);
    ofTheGrammar = await Promise.all(WORDS.map((word) => colourOf(page, word)));
    await photograph(page, 'text-without-server');
    await page.locator('.editor-actions .action-label[aria-label^="Show Map"]').click();
    const panel = await frameWith(page, '#map .journey-banner');
    await until('the reason why there is no map', () => panel.locator('.journey-banner').innerText(), (said) => said.includes('/nowhere/journey'));
  } finally {
    await lone.close();
  }
});

test('the server tells names apart by colour', async () => {
  const [keyword, , , value] = ofTheGrammar;
  await until('four colours, some of them of the server', () => Promise.all(WORDS.map((word) => colourOf(page, word))),
    (colours) => colours.every(Boolean) && new Set(colours).size === WORDS.length && colours[0] !== keyword && colours[3] !== value);
});

test('a mistake has a wavy line, and the pointer on it is told why', async () => {
  const page = await opened(broken, 'broken.journey');
  await edited(page);
  await outlined(page);
  await page.locator('.monaco-editor .view-lines').first().click();
  await page.locator('.squiggly-error').first().waitFor({ state: 'attached' });
  await cursorAt(page, BROKEN, 'chane');
  await command(page, 'Show or Focus Hover');
  const hover = page.locator('.monaco-hover:not(.hidden) .hover-contents').first();
  await until('the hover with its remedy', () => page.locator('.monaco-hover').allInnerTexts(),
    (texts) => texts.some((text) => /channel/.test(text) && /Quick Fix/.test(text)));
  await hover.waitFor();
  await photograph(page, 'text-mistake', 'editor.png');
  await page.context().close();
});

test('the pointer on a name is told who that is', async () => {
  await cursorAt(page, SHOP, 'persona: ma');
  await command(page, 'Show or Focus Hover');
  await until('the hover', () => page.locator('.monaco-hover').allInnerTexts(), (texts) => texts.some((text) => text.includes('Maya, busy parent')));
  await photograph(page, 'text-hover');
});

test('the outline lists the journey with its stages', async () => {
  await outlined(page);
  await photograph(page, 'text-outline');
});

/** Opens the outline and waits until it lists the whole file. */
async function outlined(page) {
  await command(page, 'Explorer: Focus on Outline View');
  const rows = page.locator('.outline-pane .monaco-list-row');
  await until('the outline', () => rows.allInnerTexts(), (texts) => texts.some((text) => text.includes('Maya')) && texts.length > 5);
}
