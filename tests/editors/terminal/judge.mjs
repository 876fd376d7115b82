// What the tests of every editor share: a home and a project of their own, a terminal to type into, marked colours.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { pieces } from '../terminal_picture.mjs';

const needed = (name) => process.env[name] ?? assert.fail(`${name} is not set; run this by: cargo xtask test editors`);

/** The program of Journey, the folder with the editors, and the project's own folder. */
export const journey = needed('JOURNEY');
export const prefix = needed('JOURNEY_EDITORS');
export const root = path.resolve(import.meta.dirname, '../../..');
export const editors = path.join(root, 'editors');

/** A journey with one mistake, which every language client has to show: the persona is called `sam`. */
export const MISTAKE = `persona sam "Sam, rides to work" {
  goal: "Back on the bike by Monday"
}

journey repair "A bicycle repair" {
  persona: samm
  stage book "Book" {
    touchpoint call "Calls the shop" { emotion: -1 "put on hold" }
    touchpoint date "Gets a date" { emotion: +1 }
  }
}
`;

/** A folder that is gone after the tests of the file. */
export function folder(name) {
  const made = fs.mkdtempSync(path.join(os.tmpdir(), `journey-${name}-`));
  after(() => fs.rmSync(made, { recursive: true, force: true, maxRetries: 5 }));
  return made;
}

/** A project with that file, away from any other. */
export function project(text = MISTAKE, file = 'repair.journey') {
  const made = folder('project');
  fs.writeFileSync(path.join(made, 'journey.toml'), '');
  fs.writeFileSync(path.join(made, file), text);
  return { folder: made, file: path.join(made, file) };
}

/** A journey of that many lines. */
export function long(lines) {
  const text = ['persona sam "Sam"', 'journey long "Long" {', '  persona: sam', '  stage all "All" {'];
  while (text.length < lines - 2) {
    text.push(`    touchpoint t${text.length} "Touchpoint ${text.length}" { emotion: +1 "fine" }`);
  }
  return [...text, '  }', '}', ''].join('\n');
}

/** The environment of an editor: nothing of the person's own, the program on the PATH unless it should be missing. */
export function environment(home, { program = true, extra = {} } = {}) {
  const bin = path.join(home, 'bin');
  fs.mkdirSync(bin, { recursive: true });
  if (program && !fs.existsSync(path.join(bin, 'journey'))) fs.symlinkSync(journey, path.join(bin, 'journey'));
  return {
    HOME: home,
    PATH: `${bin}:${prefix}/bin:/usr/local/bin:/usr/bin:/bin`,
    TERM: 'xterm-256color',
    COLORTERM: 'truecolor',
    LANG: 'C.UTF-8',
    XDG_RUNTIME_DIR: home,
    TMPDIR: home,
    ...extra,
  };
}

/** For what takes a program that is not optimised some seconds, and a busy machine some minutes. */
export const LONG = 300_000;

/** Waits until the condition gives something true; fails with a sentence after the limit, in milliseconds. */
export async function until(what, condition, limit = 60_000) {
  const start = Date.now();
  let seen;
  while (Date.now() - start < limit) {
    seen = await condition();
    if (seen) return seen;
    await pause(50);
  }
  assert.fail(typeof what === 'function' ? what() : what);
}

/** Runs a program to its end; its output, or an error that shows what it said. */
export function run(program, args, { home, cwd, input, env } = {}) {
  const done = spawnSync(program, args, { cwd, input, env: env ?? environment(home), encoding: 'utf8', timeout: 60_000 });
  assert.equal(done.status, 0, `${program} ${args.join(' ')}\n${done.error ?? ''}${done.stdout}${done.stderr}`);
  return done.stdout;
}

/** A terminal of its own, with a program in it that a person would type into. */
export class Terminal {
  constructor(name, command, { cwd, env, columns = 100, rows = 30 }) {
    this.socket = `journey-${name}-${process.pid}-${Terminal.count++}`;
    this.env = env;
    const typed = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
    this.tmux('-f', '/dev/null', 'new-session', '-d', '-x', columns, '-y', rows, '-c', cwd, `${typed}; sleep 600`);
    this.tmux('set-option', '-g', 'status', 'off');
    this.tmux('set-option', '-ga', 'terminal-overrides', ',*:Tc');
    this.tmux('set-option', '-sg', 'escape-time', '0');
    after(() => this.close());
    // Where the whole run is stopped, nothing is left behind either.
    process.once('SIGTERM', () => {
      this.close();
      process.exit(1);
    });
  }

  static count = 0;

  tmux(...args) {
    return execFileSync('tmux', ['-L', this.socket, ...args.map(String)], { env: { ...this.env, TERM: 'xterm-256color' }, encoding: 'utf8' });
  }

  /** Types keys as tmux calls them: `Escape`, `C-x`, `Enter`; other words letter by letter. */
  keys(...keys) {
    this.tmux('send-keys', ...keys);
  }

  type(text) {
    this.tmux('send-keys', '-l', text);
  }

  /** Leaves a mode that the screen names. What is typed at once behind Escape would count as one key with it. */
  async escape(mode) {
    await this.shows(mode);
    this.keys('Escape');
    await this.shows(mode, { not: true });
  }

  screen() {
    return this.tmux('capture-pane', '-p');
  }

  /** The screen with its colours, as a terminal is told them. */
  coloured() {
    return this.tmux('capture-pane', '-p', '-e');
  }

  /** For each line of the text: the style of each of its UTF-16 units on the screen; nothing where it is not there. */
  places(text) {
    const rows = pieces(this.coloured()).map((row) => ({
      text: row.map((piece) => piece.text).join(''),
      styles: row.flatMap((piece) => Array(piece.text.length).fill(piece.style)),
    }));
    return text.split('\n').map((line) => {
      const row = line.trim() && rows.find((other) => other.text.includes(line));
      return row ? row.styles.slice(row.text.indexOf(line)) : [];
    });
  }

  /** Waits until the screen shows it. */
  async shows(what, { not = false, limit } = {}) {
    const there = () => {
      const screen = this.screen();
      return (typeof what === 'function' ? what(screen) : what.test(screen)) !== not && (screen || true);
    };
    return until(() => `the screen ${not ? 'still shows' : 'does not show'} ${what}:\n${this.screen()}`, there, limit);
  }

  close() {
    // The server ends with its only window, and what runs in it is told to.
    spawnSync('tmux', ['-L', this.socket, 'kill-server'], { env: { ...this.env, TERM: 'xterm-256color' } });
  }
}

/** The file with the marked colours, and the marks: each with its place in the text and its kind. */
export const COLOURS = path.join(import.meta.dirname, 'colours.journey');

export function marks() {
  const text = fs.readFileSync(COLOURS, 'utf8');
  const lines = text.split('\n');
  return JSON.parse(fs.readFileSync(path.join(import.meta.dirname, 'colours.json'), 'utf8')).map((mark) => {
    const column = lines[mark.line - 1].indexOf(mark.word);
    assert.notEqual(column, -1, `line ${mark.line} has no ${mark.word}`);
    const before = lines.slice(0, mark.line - 1).join('\n').length + (mark.line > 1 ? 1 : 0);
    // Places for readers who count UTF-16, characters and bytes.
    const characters = [...text.slice(0, before + column)].length;
    return { ...mark, column, offset: before + column, characters, bytes: Buffer.byteLength(lines[mark.line - 1].slice(0, column)) };
  });
}

/** Holds what an editor makes of the marked places against what they are. */
export function judgeColours(kindAt, exceptions = {}) {
  const wrong = marks().flatMap((mark) => {
    const said = kindAt(mark);
    const expected = exceptions[mark.kind] ?? mark.kind;
    return said === expected ? [] : [`line ${mark.line}, ${mark.word}: ${said} instead of ${expected}`];
  });
  assert.deepEqual(wrong, []);
}

