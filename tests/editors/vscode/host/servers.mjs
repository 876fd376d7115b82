// Servers that scenarios put in the place of the real one, and those that run.

import fs from 'node:fs';
import path from 'node:path';

import * as vscode from 'vscode';

import { shownMessages, until } from './editor.mjs';

let programs = 0;

/** Makes a program out of a script for the shell, and gives its path. What it notes down is beside it, as `noted`. */
export function program(script) {
  const folder = path.join(process.env.JOURNEY_RESULTS, `program-${process.env.JOURNEY_WINDOW}-${++programs}`);
  fs.mkdirSync(folder);
  const file = path.join(folder, 'journey');
  fs.writeFileSync(file, `#!/bin/sh\nnote() { echo "$*" >> ${folder}/noted; }\n${script}\n`, { mode: 0o755 });
  return file;
}

/** What the extension has written into its log, in this window and in others. */
export function logs() {
  const folder = path.join(process.env.HOME, 'data/logs');
  const files = fs.readdirSync(folder, { recursive: true }).filter((name) => /journey[^/]*\/[^/]*\.log$/i.test(name));
  return files.map((name) => fs.readFileSync(path.join(folder, name), 'utf8'));
}

/** What a program noted down, line by line. */
export function noted(file) {
  try {
    return fs.readFileSync(path.join(path.dirname(file), 'noted'), 'utf8').trim().split('\n');
  } catch {
    return [];
  }
}

/** The servers that this extension host has started and that still run: their process ids and programs. */
export function servers() {
  const found = [];
  for (const entry of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const [, state, parent] = /^\d+ \(.*\) (\S) (\d+)/s.exec(fs.readFileSync(`/proc/${entry}/stat`, 'utf8'));
      const args = fs.readFileSync(`/proc/${entry}/cmdline`, 'utf8').split('\0');
      if (Number(parent) === process.pid && state !== 'Z' && args.includes('lsp')) {
        found.push({ pid: Number(entry), program: args.find((arg) => /journey$/.test(arg)) });
      }
    } catch {
      // It ended while it was looked at.
    }
  }
  return found;
}

/** Waits until one server runs and answers; gives it. */
export async function oneServer() {
  return until('one server that answers', async () => {
    const [server, ...others] = servers();
    if (server === undefined || others.length > 0) return false;
    // A command of the server's: there is none while it does not run.
    await vscode.commands.executeCommand('journey.listJourneys');
    return server;
  });
}

/** Waits for a message that the window shows, and gives all of them. */
export function messages(pattern) {
  return until(`a message like ${pattern}`, async () => {
    const shown = await shownMessages();
    return shown.some(({ text }) => pattern.test(text)) && shown;
  });
}

/** Runs something with only these folders on the PATH, then starts the real server again. */
export async function withPath(folders, something) {
  const before = process.env.PATH;
  process.env.PATH = folders.join(path.delimiter);
  try {
    await vscode.commands.executeCommand('journey.restartServer');
    await something();
  } finally {
    process.env.PATH = before;
    await recovered();
  }
}

/** Runs something with a program in the settings, then waits for the real server. */
export async function withSetting(value, something) {
  const settings = () => vscode.workspace.getConfiguration('journey');
  const set = async (value) => {
    await settings().update('server.path', value, vscode.ConfigurationTarget.Global);
    // The update is told before it counts.
    await until('the setting', () => settings().get('server.path') === (value ?? ''));
  };
  await set(value);
  try {
    await something();
  } finally {
    await set(undefined);
    // The changed setting starts the server by itself, a moment later: a scenario that comes before would meet that start.
    await until('the server of no setting', () => servers().some(({ program }) => program !== value));
    await silence();
  }
}

async function recovered() {
  await vscode.commands.executeCommand('journey.restartServer');
  await silence();
}

async function silence() {
  await oneServer();
  // Behind the restart: the last message of what ran before may come late, and goes a moment after it is told to.
  await until('no message', async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    return (await shownMessages()).length === 0;
  });
}
