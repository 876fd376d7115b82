// Scenarios inside the extension host of a real VS Code, with everything that extensions can ask it for.

import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { after, before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { packed } from './packed.mjs';
import { PATIENCE, scratch, startEditor, write } from './window.mjs';

const results = scratch('results');
const pages = new Map();
let bridge;
let editor;

/** How long all scenarios of a window may take, in milliseconds: each one has a limit of its own. */
const LIMIT = 15 * 60_000;

/** Opens a window, and makes a test of each scenario that runs in it. */
function window(name, title, prepare) {
  test(title, { timeout: LIMIT + 4 * PATIENCE }, async (t) => {
    const folder = prepare(scratch(name));
    const page = await editor.openWindow({ folder, tests: fileURLToPath(new URL(`host/${name}.mjs`, import.meta.url)) });
    pages.set(name, page);
    const end = await Promise.race([
      page.finished, new Promise((resolve) => setTimeout(resolve, LIMIT, 'late').unref()),
    ]);
    const file = path.join(results, `${name}.jsonl`);
    const lines = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim().split('\n') : [];
    for (const { name, milliseconds, error, notes } of lines.map((line) => JSON.parse(line))) {
      await t.test(`${name} (${milliseconds} ms)`, (t) => {
        for (const note of notes) t.diagnostic(note);
        if (error !== undefined) throw new Error(error);
      });
    }
    await page.context().close();
    if (end !== 0 || lines.length === 0) {
      throw new Error(`the window ended with ${end} after ${lines.length} scenarios:\n${page.output.slice(-40).join('\n')}`);
    }
  });
}

/** Lets scenarios ask what their window shows. */
async function bridgeToPages() {
  const server = http.createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const { window, argument } = JSON.parse(body);
    let answer;
    try {
      answer = { value: await questions[request.url.slice(1)](pages.get(window), argument) };
    } catch (error) {
      answer = { error: error.message };
    }
    response.end(JSON.stringify(answer ?? {}));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const questions = {
  /** The messages that the window shows, each with its buttons. */
  messages: (page) => page.locator('.notification-list-item').evaluateAll((items) => items.map((item) => ({
    text: item.querySelector('.notification-list-item-message').textContent,
    buttons: [...item.querySelectorAll('.notification-list-item-buttons-container .monaco-button')].map((button) => button.textContent),
  }))),
  /** Presses a button of a message. */
  press: (page, button) => page.locator('.notification-list-item .monaco-button', { hasText: button }).first().click(),
  /** What the status of the language says; nothing where no journey is in sight. */
  status: (page) => page.locator('[id="status.languageStatus"] a').evaluateAll((items) => items.map((item) => item.ariaLabel).join()),
};

/** 5,000 files that use ten personas, and a file of 100,000 lines in a project of its own. */
function plenty(folder) {
  const off = '[rules]\ncraft = "off"\nevidence = "off"\n';
  const files = { 'journey.toml': off, 'long/journey.toml': off };
  for (let i = 0; i < 10; i += 1) files[`person-${i}.journey`] = `persona person_${i} "Person ${i}"\n`;
  for (let i = 0; i < 5_000; i += 1) {
    const persona = i === 4_999 ? 'nobody' : `person_${i % 5}, person_${5 + (i % 5)}`;
    files[`maps/${i}.journey`] = `journey number_${i} "Journey number ${i}" {\n  persona: ${persona}\n}\n`;
  }
  let long = 'persona person "Person"\n';
  const minutes = Array.from({ length: 40 }, (_, i) => `        Line ${i} of what was said in the interview.`).join('\n');
  for (let i = 0; i < 2_000; i += 1) {
    long += `
journey long_${i} "Long ${i}" {
  persona: person

  stage one "One" {
    touchpoint first "First" {
      says: """
${minutes}
        """
      emotion: +1
    }
  }
}
`;
  }
  files['long/long.journey'] = `${long}\njourney last "Last" { persona: nobody }\n`;
  return write(folder, files);
}

/** Two folders that do not see each other's names. */
function roots(folder) {
  const text = fs.readFileSync(new URL('host/shop.mjs', import.meta.url), 'utf8');
  const [people, shop] = ['people', 'shop'].map((name) => new RegExp(`export const ${name} = `+'`([^`]*)`').exec(text)[1]);
  const off = '[rules]\ncraft = "off"\nevidence = "off"\n';
  write(folder, {
    'one/journey.toml': off, 'one/people.journey': people, 'one/shop.journey': shop,
    'two/journey.toml': off, 'two/people.journey': '// Nobody yet.\n', 'two/shop.journey': shop,
    'both.code-workspace': JSON.stringify({ folders: [{ path: 'one' }, { path: 'two' }] }),
  });
  return path.join(folder, 'both.code-workspace');
}

/** A folder that wants a program of its own to run. */
function untrustworthy(folder) {
  const evil = path.join(folder, 'evil.sh');
  write(folder, {
    'evil.sh': `#!/bin/sh\ntouch ${folder}/evil-was-here\n`,
    '.vscode/settings.json': JSON.stringify({ 'journey.server.path': evil }),
  });
  fs.chmodSync(evil, 0o755);
  return folder;
}

suite('inside the editor', () => {
  before(async () => {
    bridge = await bridgeToPages();
    editor = await startEditor({
      vsix: [packed()],
      environment: { JOURNEY_RESULTS: results, JOURNEY_PAGE: `http://127.0.0.1:${bridge.address().port}` },
    });
  });

  after(async () => {
    await editor?.close();
    bridge?.close();
  });

  window('language', 'the language', (folder) => write(folder, { 'journey.toml': '' }));
  window('server', 'the server', untrustworthy);
  window('roots', 'two folders', roots);
  window('large', 'much of it', plenty);
});
