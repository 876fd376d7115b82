// Journeys in Markdown: fences have colours, and the preview draws them.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { packed } from './packed.mjs';
import { calm, command, cursorAt, example, frameWith, photograph, themed, until, watched } from './screen.mjs';
import { scratch, startEditor, write } from './window.mjs';

const SHOP = example('weekly-shop.journey');
const FENCE = '```';
/** A journey whose names are HTML. */
const EVIL = `persona eve "<img src=x onerror=alert(1)>" { goal: "<b onclick=alert(2)>Bold</b>" }

journey evil "<script>alert(3)</script>" {
  persona: eve
  stage one "<script>alert(4)</script>" {
    touchpoint a "<img src=x onerror=alert(5)>" {
      thinks: "<script>alert(6)</script>"
      emotion: 0
    }
  }
}
`;
const PAGE = `# What our customers go through

The weekly shop, as ten households told it:

${FENCE}journey src="maps/weekly-shop.journey" view="map"
${FENCE}

And what we try next:

${FENCE}journey title="A <first> idea"
persona maya "Maya & family"

journey next "Next year" {
  persona: maya
  stage find "Finds a list" {
    touchpoint list "Opens last week's list" { emotion: +1 }
    touchpoint pay "Pays"  { emotion: -1 }
  }
}
${FENCE}

${FENCE}journey vieww="map"
journey a
${FENCE}

${FENCE}journey
journey half "Half" {
  stage one "One" { touchpoint a "A" { emotion: 0
${FENCE}

${FENCE}journey src="maps/none.journey"
${FENCE}

${FENCE}journey show
persona tom "Tom"
${FENCE}

${FENCE}text
journey
${FENCE}

${FENCE}journey view="report"
${EVIL}${FENCE}

${FENCE}journey view="map"
${EVIL}${FENCE}
`;

let editor;
let folder;
let page;
let traffic;

before(async () => {
  editor = await startEditor({ vsix: [packed()], settings: { ...calm, 'editor.wordWrap': 'off' } });
  folder = write(scratch('markdown'), { 'page.md': PAGE, 'maps/weekly-shop.journey': SHOP, 'maps/journey.toml': '' });
  page = await editor.openWindow({ folder, files: [path.join(folder, 'page.md')], width: 1360, height: 860 });
  traffic = watched(page);
  await page.locator('.monaco-editor .view-lines').first().click();
  await command(page, 'View: Toggle Primary Side Bar Visibility');
});

after(() => editor?.close());

test('a fence has the colours of the language', async () => {
  const colour = (word) => page.locator('.monaco-editor .view-line span span').evaluateAll(
    (spans, wanted) => spans.filter((span) => span.textContent.includes(wanted)).map((span) => getComputedStyle(span).color), word);
  const [plain] = await until('the text', () => colour('weekly'), (colours) => colours.length > 0);
  await until('colours in the fence', async () => [await colour('emotion'), await colour('"Pays"')], ([keys, texts]) =>
    keys.length > 0 && texts.length > 0 && keys[0] !== plain && texts[0] !== plain && keys[0] !== texts[0]);
});

test('the preview draws fences, and files that they name', async () => {
  await page.locator('.monaco-editor .view-lines').first().click();
  await page.locator('.editor-actions .action-label[aria-label^="Open Preview to the Side"]').click();
  const names = (await pictures(({ width }) => width > 100)).map(({ alt }) => alt.replace(/.*“(.*)”.*/, '$1'));
  assert.deepEqual(names, ['Weekly shop', 'Next year', 'Half', '<script>alert(3)</script>']);
  await photograph(page, 'markdown', 'markdown.png');
});

test('a picture is an image: nothing of the text gets into the page', async () => {
  // The drawings of a report are Mermaid's own, where something in the editor draws Mermaid.
  const parts = ['.journey-figure img.journey-picture', '.journey-figure script', '.journey-figure:has(img.journey-picture) svg'];
  const counted = async () => (await preview()).evaluate((all) => all.map((part) => document.querySelectorAll(part).length), parts);
  assert.deepEqual(await until('four pictures', counted, ([images]) => images === 4), [4, 0, 0]);
  for (const { src } of await pictures()) assert.match(src, /^data:image\/svg\+xml;base64,/);
});

test('a page that is drawn as text has what stands in the journey as text, too', async () => {
  const { text, elements } = await figureWith('diagrams of this page are written in Mermaid', '<script>alert(6)</script>');
  assert.ok(text.includes('<b onclick=alert(2)>'), text);
  assert.equal(elements, 0);
});

test('the table below a picture has it as text, too', async () => {
  const { text, elements } = await figureWith('The same as a table', '<script>alert(4)</script>');
  assert.ok(text.includes('<img src=x onerror=alert(5)>'), text);
  assert.equal(elements, 0);
});

test('what is wrong is said under the picture, with the line of the page', async () => {
  const problems = await until('all five problems', async () => (await preview()).locator('.journey-problem').allInnerTexts(), (texts) => texts.length === 5);
  const lineOf = (text) => PAGE.slice(0, PAGE.indexOf(text)).split('\n').length;
  assert.ok(problems.some((text) => text.includes('“vieww” is not an attribute of a fence')), problems.join('\n'));
  assert.ok(problems.some((text) => text.startsWith(`Line ${lineOf('journey half')}:`) || text.startsWith(`Line ${lineOf('stage one')}:`)), problems.join('\n'));
  assert.ok(problems.some((text) => text.includes('maps/none.journey')), problems.join('\n'));
});

test('a fence to read stays source code', async () => {
  await until('the code', async () => (await preview()).locator('pre code').allInnerTexts(), (texts) => texts.some((text) => text.includes('persona tom')));
});

test('the same is there as a table', async () => {
  await until('the table', async () => {
    const table = (await preview()).locator('details', { hasText: 'The same as a table' }).first();
    // The preview may have been rendered again meanwhile, with all folded.
    if ((await table.getAttribute('open')) === null) await table.locator('summary').click();
    return table.locator('table').first().isVisible();
  });
  await until('all to be folded again', async () => (await preview()).evaluate(() => {
    for (const fold of document.querySelectorAll('details[open] > summary')) fold.click();
    return document.querySelectorAll('details[open]').length;
  }), (open) => open === 0);
});

test('a picture follows what is typed in the fence, and what is saved in the file', async () => {
  const before = (await pictures()).map(({ src }) => src);
  fs.writeFileSync(path.join(folder, 'maps/weekly-shop.journey'), SHOP.replace('journey weekly_shop "', 'journey weekly_shop "New: '));
  await pictures(({ alt, src }, at) => at !== 0 || (alt.includes('New: ') && src !== before[0]));
  await page.locator('.monaco-editor .view-lines').first().click();
  await cursorAt(page, PAGE, 'touchpoint pay "P');
  await page.keyboard.type('X');
  await pictures(({ src }, at) => at !== 1 || src !== before[1]);
});

test('pictures are dark where the window is', async () => {
  await pictures(({ ground }) => brightness(ground) > 200);
  await themed(editor, page, 'Default Dark Modern');
  await pictures(({ ground }) => brightness(ground) < 80);
  await photograph(page, 'markdown-dark');
});

test('nothing was fetched from elsewhere', () => {
  assert.deepEqual(traffic.foreign(), []);
});

/** The page of the preview, which is another one each time that it is rendered. */
function preview() {
  return frameWith(page, '.markdown-body .journey-figure');
}

/** The four pictures of the preview, as soon as each is as it is wanted. */
function pictures(wanted = () => true) {
  return until('four pictures', async () => {
    const images = (await preview()).locator('img.journey-picture');
    return images.evaluateAll((all) => all.map(({ alt, src, naturalWidth }) => {
      const ground = /<rect [^>]*style="fill:(#[0-9a-f]{6})/.exec(atob(src.slice(src.indexOf(',') + 1)))?.[1];
      return { alt, width: naturalWidth, ground, src };
    }));
  }, (all) => all.length === 4 && all.every(wanted));
}

/** How bright a colour is, from 0 to 255. */
function brightness(colour) {
  return Math.max(...[1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)));
}

/** The text of the figure that has these words in it, folded ones as well, and how many elements in it do something. */
async function figureWith(...words) {
  const found = await until(`a figure with ${words}`, async () => {
    const figures = (await preview()).locator('.journey-figure');
    return figures.evaluateAll((all) => all.map((figure) => ({
      text: figure.textContent,
      elements: figure.querySelectorAll('script, img:not(.journey-picture), [onclick], [onerror]').length,
    })));
  }, (all) => all.some(({ text }) => words.every((word) => text.includes(word))));
  return found.find(({ text }) => words.every((word) => text.includes(word)));
}
