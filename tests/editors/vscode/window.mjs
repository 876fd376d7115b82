// A real VS Code for tests: its server in folders of its own, the packed extension in it, Chromium as its window.

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const prefix = need('JOURNEY_EDITORS', 'the folder that tests/editors/setup names in its last line');

/** The program under test. */
export const journey = need('JOURNEY', 'the program journey');

/** Where pictures for developers go. */
export const pictures = process.env.JOURNEY_PICTURES ?? path.join(os.tmpdir(), 'journey-pictures');

/** How long anything may take before a test gives up on it, in milliseconds: only what never comes costs that much. */
export const PATIENCE = 120_000;

function need(name, what) {
  const value = process.env[name];
  if (!value) throw new Error(`set ${name}: ${what}`);
  return value;
}

/** The windows that are open, each with the last of what its console and those of its web views said. */
export const windows = new Map();

/** A folder for a test, gone when the process ends. */
export function scratch(name) {
  // The real path: the server's answers name it so.
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), `journey-${name}-`)));
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));
  return folder;
}

/** Writes files below a folder: `{ 'maps/a.journey': text }`. */
export function write(folder, files) {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  return folder;
}

/**
 * Starts VS Code's server with extensions.
 *
 * - `vsix`: packed extensions to install.
 * - `settings`: settings of the machine, which count for every window.
 * - `restricted`: whether folders are opened as ones that nobody trusts; else all are trusted.
 * - `environment`: what the extension host finds in its environment beside HOME and a PATH with `journey`.
 *
 * Gives `openWindow` and `close`. What is started here ends with the test's process at the latest.
 */
export async function startEditor({ vsix = [], settings = {}, restricted = false, environment = {} } = {}) {
  const home = scratch('vscode');
  const data = path.join(home, 'data');
  const machine = {
    'telemetry.telemetryLevel': 'off',
    'workbench.startupEditor': 'none',
    'workbench.tips.enabled': false,
    'workbench.enableExperiments': false,
    'extensions.ignoreRecommendations': true,
    'update.mode': 'none',
    'git.enabled': false,
    'chat.disableAIFeatures': true,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    ...(restricted ? { 'security.workspace.trust.startupPrompt': 'never' } : {}),
    ...settings,
  };
  write(data, { 'Machine/settings.json': JSON.stringify(machine), 'User/settings.json': JSON.stringify(machine) });
  const program = path.join(home, 'bin');
  fs.mkdirSync(program);
  fs.symlinkSync(journey, path.join(program, 'journey'));
  const env = {
    PATH: [program, path.join(prefix, 'bin'), '/usr/bin', '/bin'].join(path.delimiter),
    HOME: home,
    LANG: 'C.UTF-8',
    ...environment,
  };
  const main = path.join(prefix, 'vscode/out/server-main.js');
  const common = [
    '--accept-server-license-terms', '--disable-telemetry',
    '--server-data-dir', data, '--user-data-dir', data, '--extensions-dir', path.join(home, 'extensions'),
  ];
  if (vsix.length > 0) {
    const args = [main, ...common, ...vsix.flatMap((file) => ['--install-extension', file])];
    await ended(started(path.join(prefix, 'bin/node'), args, { env, cwd: home }), 'installing the extension');
  }
  const server = started(path.join(prefix, 'bin/node'), [
    main, ...common, '--host', '127.0.0.1', '--port', '0', '--without-connection-token',
    ...(restricted ? [] : ['--disable-workspace-trust']), '--enable-smoke-test-driver', '--force-disable-user-env',
    // A window that a busy machine kept from its line finds its extension host again; one that closes says so.
    '--reconnection-grace-time', '60',
  ], { env, cwd: home });
  const port = await said(server, /Extension host agent listening on (\d+)/, 'the server of VS Code');
  const address = `127.0.0.1:${port}`;
  let browser;

  /**
   * Opens a window.
   *
   * - `folder`: the folder or the `.code-workspace` that is open in it; `files`: those that are open, whole paths.
   * - `tests`: a module that exports `run`; it is run inside the extension host, with the whole API.
   * - `theme`: `light` or `dark`; `width`, `height`: of the window, in pixels.
   *
   * Gives Playwright's page, with `page.output` (what the tests inside printed) and `page.finished` (their result: the
   * number of failures, as soon as they are through).
   */
  async function openWindow({ folder, files = [], tests, theme = 'light', width = 1280, height = 800, parameters = [] }) {
    browser ??= await launch();
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: theme });
    context.setDefaultTimeout(PATIENCE);
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: `http://${address}` });
    const page = await context.newPage();
    const heard = [];
    windows.set(page, heard);
    page.on('close', () => windows.delete(page));
    const hear = (text) => heard.splice(0, heard.push(text) - 20);
    page.on('console', (message) => hear(`${message.type()}: ${message.text().slice(0, 400)}`));
    page.on('pageerror', (error) => hear(`thrown: ${error.message.slice(0, 400)}`));
    page.output = [];
    const remote = (file) => `vscode-remote://${address}${file}`;
    const payload = [['skipWelcome', 'true'], ...parameters, ...files.map((file) => ['openFile', remote(file)])];
    if (tests !== undefined) {
      page.finished = new Promise((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
      await page.exposeFunction('codeAutomationLog', (_kind, args) => page.output.push(args.join(' ')));
      payload.push(['extensionDevelopmentPath', remote(path.dirname(tests))], ['extensionTestsPath', remote(tests)]);
    }
    const query = new URLSearchParams({ payload: JSON.stringify(payload) });
    if (folder?.endsWith('.code-workspace')) {
      query.set('workspace', folder);
      await noteFolders(context, folder);
    } else if (folder !== undefined) {
      query.set('folder', folder);
    }
    await page.goto(`http://${address}/?${query}`);
    await page.waitForSelector('.monaco-workbench', { state: 'attached' });
    return page;
  }

  /**
   * Opens a workspace of several folders until VS Code has noted which they are, in its cache of settings.
   *
   * A window starts with the folders in that cache and reads those in the file at the same time, both from the server. What
   * the file says is dropped where it comes between `createWorkspace` and the next step of `WorkspaceService.initialize`:
   * `onWorkspaceConfigurationChanged` then finds no workspace to give the folders to, and nobody asks again. That is so for
   * one window in three, and one without a cache stays without folders for good. With it, the file says nothing new.
   */
  async function noteFolders(context, workspace) {
    const cache = path.join(data, 'User/caches/CachedConfigurations/workspaces');
    const text = fs.readFileSync(workspace, 'utf8');
    const noted = () => (fs.existsSync(cache) ? fs.readdirSync(cache) : []).filter((id) => {
      try {
        return JSON.parse(fs.readFileSync(path.join(cache, id, 'workspace.json'), 'utf8')).content === text;
      } catch {
        // It is being written.
        return false;
      }
    });
    const before = noted().length;
    const page = await context.newPage();
    await page.goto(`http://${address}/?${new URLSearchParams({ workspace })}`);
    const end = Date.now() + PATIENCE;
    while (noted().length === before) {
      if (Date.now() > end) throw new Error(`VS Code did not note the folders of ${workspace} in ${cache}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await page.close();
  }

  async function close() {
    await browser?.close();
    await stopped(server);
  }

  return { home, openWindow, close };
}

async function launch() {
  const { chromium } = createRequire(path.join(prefix, 'node_modules/'))('playwright-core');
  return chromium.launch({
    timeout: PATIENCE,
    executablePath: onPath('chromium'),
    args: [
      '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update',
      '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
    ],
  });
}

function onPath(program) {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const found = folders.map((folder) => path.join(folder, program)).find((file) => fs.existsSync(file));
  if (found === undefined) throw new Error(`${program} is not on the PATH: tests/editors/setup installs it`);
  return found;
}

const running = new Set();
process.on('exit', () => running.forEach((child) => kill(child, 'SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1));

/** Starts a program in a process group of its own, so that what it starts ends with it. */
function started(program, args, options) {
  const child = spawn(program, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  child.said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      child.said += text;
      child.emit('said');
    });
  }
  running.add(child);
  child.on('exit', () => running.delete(child));
  return child;
}

function kill(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // It has ended by itself.
  }
}

/** Waits until a program prints something, and gives the first group of the pattern. */
function said(child, pattern, what) {
  return new Promise((resolve, reject) => {
    const fail = (why) => reject(new Error(`${what} ${why}:\n${child.said}`));
    const timer = setTimeout(() => fail('did not get ready'), PATIENCE);
    child.on('exit', () => fail('ended'));
    child.on('said', () => {
      const found = pattern.exec(child.said);
      if (found === null) return;
      clearTimeout(timer);
      resolve(found[1]);
    });
  });
}

function ended(child, what) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => kill(child, 'SIGKILL'), PATIENCE);
    child.on('exit', (status) => {
      clearTimeout(timer);
      if (status === 0) resolve(child.said);
      else reject(new Error(`${what} failed:\n${child.said}`));
    });
  });
}

/** Ends a program and all that it started. */
function stopped(child) {
  return new Promise((resolve) => {
    if (!running.has(child)) return resolve();
    const timer = setTimeout(() => kill(child, 'SIGKILL'), 10_000);
    child.on('exit', () => {
      clearTimeout(timer);
      kill(child, 'SIGKILL');
      resolve();
    });
    kill(child, 'SIGTERM');
  });
}
