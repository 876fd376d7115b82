// What a person sees in VS Code, and does there with mouse and keyboard.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { PATIENCE, pictures, windows } from './window.mjs';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The text of an example of the project. */
export function example(name) {
  return fs.readFileSync(path.join(root, 'grammar/examples', name), 'utf8');
}

/** Settings that give the text and the map all room. */
export const calm = {
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'editor.minimap.enabled': false,
  'breadcrumbs.enabled': false,
  'editor.stickyScroll.enabled': false,
  // Nothing is saved unless a test does it: in a browser the editor would.
  'files.autoSave': 'off',
  'extensions.autoCheckUpdates': false,
};

/** Waits until something holds; `look` gives what it sees, `wanted` says whether that is it. Gives what was seen last. */
export async function until(what, look, wanted = (seen) => seen) {
  const end = Date.now() + PATIENCE;
  let seen;
  for (;;) {
    try {
      seen = await look();
      if (wanted(seen)) return seen;
    } catch (error) {
      // A frame or an element that is being replaced: it is looked for again.
      seen = error;
    }
    if (Date.now() > end) {
      throw new Error(`${what} did not come about; last seen: ${format(seen)}\n${await evidence().catch((error) => error.message)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function format(seen) {
  if (seen instanceof Error) return seen.message;
  // Pictures are long, and a log is to be read.
  return JSON.stringify(seen, (_, value) => (typeof value === 'string' ? shortened(value, 300) : value)) ?? 'nothing';
}

function shortened(text, most) {
  return text.length > most ? `${text.slice(0, most)}… (${text.length} characters)` : text;
}

let failures = 0;

/** What the open windows show and what their consoles said, with a picture of each: all that is left when a test has failed. */
async function evidence() {
  const lines = [];
  for (const [page, heard] of windows) {
    const name = `failed-${process.pid}-${++failures}`;
    await page.screenshot({ path: path.join(pictures, `${name}.png`), timeout: 10_000 }).catch(() => {});
    lines.push(`The window ${page.url()}, seen in ${path.join(pictures, `${name}.png`)}:`);
    for (const frame of page.frames().slice(1)) {
      // A page that is busy, or was never loaded, answers never.
      const silence = new Promise((done) => setTimeout(done, 5_000, 'it does not answer'));
      lines.push(`  a page in it: ${await Promise.race([described(frame).catch((error) => error.message), silence])}`);
    }
    lines.push(...heard.map((text) => `  its console: ${text}`));
  }
  return lines.join('\n');
}

async function described(frame) {
  const element = await frame.frameElement();
  const [place, isVisible] = [await element.evaluate(({ id, className }) => `${id} ${className}`), await element.isVisible()];
  const held = await frame.evaluate(() => ({
    state: document.readyState,
    text: document.body.innerText.replace(/\s+/g, ' ').slice(0, 600),
    images: [...document.images].map(({ alt, src, naturalWidth }) => `${alt}, ${naturalWidth} wide, ${src.length} characters`),
  }));
  return JSON.stringify({ place, isVisible, ...held });
}

/** Waits until an editor shows a document and the server has spoken. */
export async function edited(page) {
  await page.locator('.monaco-editor .codelens-decoration').first().waitFor({ state: 'attached' });
  await page.locator('.monaco-editor .view-lines').first().click();
}

/** Runs a command as people do: by its name. */
export async function command(page, title) {
  await page.keyboard.press('F1');
  const input = page.locator('.quick-input-widget input[type=text]');
  await input.fill(`>${title}`);
  // A command may have a line that explains it below its name.
  const chosen = page.locator('.quick-input-list .monaco-list-row.focused .label-name').first();
  // The list may still be the one before; a dialog's commands end with an ellipsis.
  await until(`“${title}” at the top`, () => chosen.innerText(), (name) => name.replace(/ …$/, '') === title);
  await page.keyboard.press('Enter');
  // Keys reach the text, or the command's own dialog, only when the list has gone.
  const asked = () => input.evaluateAll((inputs) => inputs.filter((one) => one.checkVisibility()).map(({ value }) => value));
  await until(`the list of commands to close on “${title}”`, asked, (values) => !values.includes(`>${title}`));
}

/** Gives all windows of an editor other colours. */
export async function themed(editor, page, theme) {
  const settings = path.join(editor.home, 'data/Machine/settings.json');
  const now = JSON.parse(fs.readFileSync(settings, 'utf8'));
  const kind = { 'Default Dark Modern': 'vs-dark', 'Default Light Modern': 'vs', 'Default High Contrast': 'hc-black' }[theme];
  let looks = 0;
  await until(`the theme ${theme}`, async () => {
    // The editor's watcher may miss a change that comes soon after another one, so it is made again.
    if (looks++ % 40 === 0) fs.writeFileSync(settings, `${JSON.stringify({ ...now, 'workbench.colorTheme': theme })}${' '.repeat(looks)}`);
    return page.locator('.monaco-workbench').first().getAttribute('class');
  }, (classes) => classes.split(' ').includes(kind));
}

/** Puts the cursor behind the first `text` of the document in use. */
export async function cursorAt(page, document, text) {
  const offset = document.indexOf(text);
  assert.notEqual(offset, -1, `the document has “${text}”`);
  const before = document.slice(0, offset + text.length);
  const [line, column] = [before.split('\n').length, before.length - before.lastIndexOf('\n')];
  await page.keyboard.press('Control+g');
  await page.locator('.quick-input-widget input[type=text]').fill(`:${line}:${column}`);
  await page.keyboard.press('Enter');
  await until(`the cursor at line ${line}`, () => position(page), (at) => at.line === line && at.column === column);
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}

/** Where the status bar says that the cursor is, from 1. */
export async function position(page) {
  const text = await page.locator('#status\\.editor\\.selection').innerText();
  const found = /Ln (\d+), Col (\d+)/.exec(text);
  return { line: Number(found?.[1]), column: Number(found?.[2]), selected: Number(/\((\d+) selected\)/.exec(text)?.[1] ?? 0) };
}

/** Whether what is typed goes into a text. */
export function textInUse(page) {
  return page.evaluate(() => Boolean(document.activeElement?.closest('.monaco-editor')));
}

/** The line of the document in which the first `text` stands, from 1. */
export function lineOf(document, text) {
  return document.slice(0, document.indexOf(text)).split('\n').length;
}

/** The page inside the web view that has an element. A page that is loaded anew is there twice for a while: the one in sight. */
export async function frameWith(page, selector) {
  let found;
  await until(`a web view with ${selector}`, async () => {
    for (const frame of page.frames()) {
      if (frame === page.mainFrame()) continue;
      if ((await frame.locator(selector).count()) === 0) continue;
      if (await (await frame.frameElement()).isVisible()) return (found = frame);
    }
    return undefined;
  });
  return found;
}

/** The map panel, as soon as it shows a picture. */
export async function map(page) {
  const frame = await frameWith(page, '#map .journey-picture svg');
  return {
    frame,
    /** The elements of the picture whose words have a text in them. */
    part: (text) => frame.locator('.journey-picture g[data-place]').filter({ hasText: text }).first(),
    chooser: (name) => frame.getByLabel(name, { exact: true }),
    banner: () => frame.locator('.journey-banner').evaluate((banner) => (banner.hidden ? '' : banner.textContent)),
    /** What the picture says, in one line. */
    words: () => frame.locator('.journey-picture svg').evaluate((svg) => [...svg.querySelectorAll('text')].map((text) => [...text.childNodes].map((part) => part.textContent).join(' ')).join(' | ').replace(/\s+/g, ' ')),
    /** Where the rings around what is lit are, in the units of the picture's own size. */
    rings: () => frame.locator('.journey-ring.is-lit').evaluateAll((rings) => rings.map((ring) => {
      const { left, top, width, height } = ring.getBoundingClientRect();
      return { left, top, width, height };
    })),
    /** What is said to those who do not see it. */
    heard: () => frame.locator('[role=status]').innerText(),
    ground: () => frame.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor),
  };
}

/** Whether one box has the middle of another in it. */
export function covers(ring, box) {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  return ring.left <= x && x <= ring.left + ring.width && ring.top <= y && y <= ring.top + ring.height;
}

/** The places of boxes in a frame seen from the frame itself. */
export function boxIn(locator) {
  return locator.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return { x: left, y: top, width, height };
  });
}

/** Takes a picture for developers to look at; with `chosen`, also for the extension's README where it is being renewed. */
export async function photograph(page, name, chosen) {
  fs.mkdirSync(pictures, { recursive: true });
  const file = path.join(pictures, `${name}.png`);
  await page.screenshot({ path: file });
  if (chosen === undefined || process.env.JOURNEY_WRITE_PICTURES !== '1') return;
  assert.ok(fs.statSync(file).size < 200_000, `${file} is too large for the README`);
  const folder = path.join(root, 'editors/vscode/pictures');
  fs.mkdirSync(folder, { recursive: true });
  fs.copyFileSync(file, path.join(folder, chosen));
}

/**
 * Watches what the web views of a window fetch. `foreign()` gives the addresses that would have left this machine. What the
 * window around them fetches is the editor's own business.
 */
export function watched(page) {
  const asked = [];
  page.context().on('request', (request) => {
    if (!request.serviceWorker() && request.frame() !== page.mainFrame()) asked.push(request);
  });
  // A name for files on the editor's own server: its service worker answers, and nobody else is asked for them.
  const file = /^vscode-remote\+127-002e0-002e0-002e1-003a\d+\.vscode-resource\.vscode-cdn\.net$/;
  const isLocal = (address) => {
    const { protocol, hostname } = new URL(address);
    return ['data:', 'blob:', 'about:'].includes(protocol) || hostname === '127.0.0.1' || file.test(hostname);
  };
  return { foreign: () => asked.map((request) => request.url()).filter((address) => !isLocal(address)) };
}
