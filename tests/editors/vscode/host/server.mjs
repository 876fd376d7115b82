// The window in which servers are missing, wrong, killed, and started again.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

import * as vscode from 'vscode';

import { findings, note, open, page, project, replace, root, shownMessages, until, write } from './editor.mjs';
import { run as running } from './scenarios.mjs';
import { logs, messages, noted, oneServer, program, servers, withPath, withSetting } from './servers.mjs';
import { people, shop, strict } from './shop.mjs';

const wrong = people + shop.replace('persona: maya', 'persona: maia');

/** A project with a mistake, open, with the mistake found. */
async function broken() {
  const folder = project({ 'shop.journey': wrong }, strict);
  const { document } = await open(folder, 'shop.journey');
  await findings(document.uri, ['unknown-name']);
  return document;
}

/** Runs something while the program on the PATH starts and never answers, then starts the real server again. */
async function withMute(something) {
  // It keeps its output open: a server that closes it has gone, and is started again at once.
  const mute = program('[ "$1" = --version ] && { echo journey 0.1.0; exit; }\nnote $$; exec tail -f /dev/null');
  const before = process.env.PATH;
  process.env.PATH = [path.dirname(mute), before].join(path.delimiter);
  try {
    // It waits for the server, which is not to be waited for here.
    void vscode.commands.executeCommand('journey.restartServer');
    await something(mute);
  } finally {
    process.env.PATH = before;
    await vscode.commands.executeCommand('journey.restartServer');
    await oneServer();
  }
}

const extension = () => vscode.extensions.getExtension('journey-maps.journey');

export const run = running('server', {
  async 'opening the first file starts everything'() {
    assert.equal(extension().isActive, false, 'nothing runs where there are no journeys');
    const folder = project({ 'shop.journey': wrong }, strict);
    const start = performance.now();
    const document = await vscode.workspace.openTextDocument(path.join(folder, 'shop.journey'));
    await findings(document.uri, ['unknown-name']);
    note(`from opening a file to its first findings, with the start of extension and server: ${Math.round(performance.now() - start)} ms`);
    await vscode.window.showTextDocument(document);
    for (const part of [/Journey \d+\.\d+\.\d+/, /1 error/, /Project project-1/]) {
      await until(`${part} in the status`, async () => part.test(await page('status')));
    }
    const second = path.join(folder, 'second.journey');
    fs.writeFileSync(second, 'journey two "Two" { persona: nobody }\n');
    const again = performance.now();
    const other = await vscode.workspace.openTextDocument(second);
    await findings(other.uri, ['unknown-name']);
    note(`from opening another file to its first findings: ${Math.round(performance.now() - again)} ms`);
  },

  async 'no folder chooses the program that runs'() {
    const wanted = JSON.parse(fs.readFileSync(path.join(root, '.vscode/settings.json'), 'utf8'))['journey.server.path'];
    fs.accessSync(wanted, fs.constants.X_OK);
    assert.equal(vscode.workspace.getConfiguration('journey').get('server.path'), '');
    await broken();
    await vscode.commands.executeCommand('journey.restartServer');
    await oneServer();
    assert.equal(fs.existsSync(path.join(root, 'evil-was-here')), false);
  },

  async 'a killed server comes back without a word, and goes on where it was'() {
    const document = await broken();
    const { pid } = await oneServer();
    process.kill(pid, 'SIGKILL');
    const { pid: next } = await until('another server', () => servers().find((server) => server.pid !== pid));
    assert.notEqual(next, pid);
    await oneServer();
    await findings(document.uri, ['unknown-name']);
    await replace(document, 'persona: maia', 'persona: maya');
    await findings(document.uri, []);
    assert.deepEqual(await shownMessages(), []);
  },

  async 'a server that is restarted by hand forgets nothing that is open'() {
    const document = await broken();
    const { pid } = await oneServer();
    await replace(document, 'persona: maia', 'persona: mira, maia');
    await vscode.commands.executeCommand('journey.restartServer');
    assert.notEqual((await oneServer()).pid, pid);
    await findings(document.uri, ['unknown-name', 'unknown-name']);
  },

  async 'many restarts at once leave one server'() {
    const document = await broken();
    await Promise.all(Array.from({ length: 6 }, () => vscode.commands.executeCommand('journey.restartServer')));
    await oneServer();
    await findings(document.uri, ['unknown-name']);
  },

  async 'a server that exits at once is started again a few times, then rests after one message'() {
    const exits = program('[ "$1" = --version ] && { echo journey 0.1.0; exit; }\nnote started; echo "cannot go on" >&2; exit 3');
    await withPath([path.dirname(exits)], async () => {
      const shown = await messages(/stopped 5 times in a row/);
      assert.equal(shown.length, 1, 'one message only');
      assert.deepEqual(shown[0].buttons.sort(), ['Restart', 'Show log']);
      assert.equal(noted(exits).length, 5);
      const document = (await open(project({ 'shop.journey': wrong }, strict), 'shop.journey')).document;
      await until('the status', async () => /does not check.*left alone/.test(await page('status')));
      const found = await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, new vscode.Position(0, 0));
      assert.deepEqual(found, [], 'the editor goes on without it');
      assert.equal(noted(exits).length, 5, 'it is at rest');
      await page('press', 'Restart');
      await until('another round', () => noted(exits).length === 10);
      assert.equal((await messages(/stopped 5 times/)).length, 1);
    });
  },

  async 'a server that is killed again and again rests as well'() {
    const dies = program('[ "$1" = --version ] && { echo journey 0.1.0; exit; }\nnote started; kill -9 $$');
    await withPath([path.dirname(dies)], async () => {
      assert.equal((await messages(/stopped 5 times in a row/)).length, 1);
      assert.equal(noted(dies).length, 5);
    });
  },

  async 'a missing program is told once, with what to do'() {
    await withPath(['relative/folder', '.', path.join(root, 'nowhere')], async () => {
      const shown = await messages(/was not found on this machine/);
      assert.equal(shown.length, 1);
      assert.deepEqual(shown[0].buttons, ['How to install', 'Open settings', 'Show log']);
      assert.equal(servers().length, 0);
      // Colours, snippets and the rest of the editor work without it.
      const { document } = await open(project({ 'a.journey': '' }), 'a.journey');
      await vscode.commands.executeCommand('editor.action.insertSnippet', { langId: 'journey', name: 'A first journey' });
      await until('the snippet', () => document.getText().includes('journey'));
      await vscode.commands.executeCommand('journey.newJourney', vscode.Uri.file(root), { template: 'first', name: 'Without a "program"' });
      assert.match(vscode.window.activeTextEditor.document.getText(), /^journey without_a_program "Without a \\"program\\"" \{$/m);
      await messages(/“Without a "program"” starts as a short map and not as “A map that explains itself”: Journey’s program does not run/);
    });
  },

  async 'a program of another version is told with both versions, and not started'() {
    for (const [version, reason] of [['9.1.0', /is journey 9\.1\.0.*needs 0\.1\.0 or newer, below 0\.2\.0/], ['0.0.9', /0\.0\.9/]]) {
      const other = program(`echo journey ${version}; note "$1"`);
      await withPath([path.dirname(other)], async () => {
        assert.equal((await messages(reason)).length, 1);
        assert.deepEqual(noted(other), ['--version']);
      });
    }
  },

  async 'another program that is called journey is told as such'() {
    const other = program('echo "Journey planner 3.2, the best trips"; note "$1"');
    await withPath([path.dirname(other)], async () => {
      await messages(/not a journey program that works here.*Journey planner 3\.2/);
      assert.deepEqual(noted(other), ['--version']);
    });
  },

  async 'a program in the settings that fails is an error, and no other is taken'() {
    const plain = path.join(root, 'plain-text');
    write(root, { 'plain-text': 'hello' });
    const failing = program('echo "wrong computer" >&2; exit 126');
    const cases = [
      ['/nowhere/journey', /“\/nowhere\/journey” does not exist/],
      [root, /is a folder, not a program/],
      [plain, /may not be run as a program/],
      ['bin/journey', /a whole path is needed/],
      [failing, /ended with status 126/],
    ];
    for (const [value, reason] of cases) {
      await withSetting(value, async () => {
        const shown = await messages(reason);
        const message = shown.find(({ text }) => reason.test(text));
        assert.match(message.text, /The setting journey\.server\.path is wrong/);
        assert.equal(message.buttons[0], 'Open settings');
        assert.equal(servers().length, 0, 'the one on the PATH is not taken');
      });
    }
  },

  async 'a program in the settings is taken before all others, and so is the one inside the extension'() {
    const real = fs.realpathSync(process.env.PATH.split(path.delimiter).map((folder) => path.join(folder, 'journey')).find((file) => fs.existsSync(file)));
    const mine = path.join(process.env.JOURNEY_RESULTS, 'my programs', 'journey');
    fs.mkdirSync(path.dirname(mine));
    fs.symlinkSync(real, mine);
    await withSetting(mine, async () => {
      await until('the program of the setting', () => servers().some((server) => server.program === mine));
    });
    const inside = path.join(extension().extensionPath, 'server', 'journey');
    fs.mkdirSync(path.dirname(inside));
    fs.symlinkSync(real, inside);
    try {
      await vscode.commands.executeCommand('journey.restartServer');
      assert.equal((await oneServer()).program, inside);
    } finally {
      fs.rmSync(path.dirname(inside), { recursive: true });
      await vscode.commands.executeCommand('journey.restartServer');
      await oneServer();
    }
  },

  async 'a server that never answers can be replaced'() {
    await withMute((mute) => until('the mute server', () => noted(mute).length === 1 && servers().length === 0));
  },

  async 'a server that has not answered for thirty seconds is ended, told in the log, and started again'() {
    await withMute(async (mute) => {
      const told = /\[error\] The server did not start: it did not answer within 30 seconds$/m;
      await until('the reason in the log', () => logs().some((text) => told.test(text)));
      await until('another start', () => noted(mute).length === 2);
      const [first] = noted(mute);
      await until('the end of the first one', () => !fs.existsSync(`/proc/${first}`));
    });
  },
});
