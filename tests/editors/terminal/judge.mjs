// What the tests of every editor share: a home and a project of their own, marked colours.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

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
  const done = spawnSync(program, args, { cwd, input, env: env ?? environment(home), encoding: 'utf8', timeout: LONG });
  assert.equal(done.status, 0, `${program} ${args.join(' ')}\n${done.error ?? ''}${done.stdout}${done.stderr}`);
  return done.stdout;
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

/** What an editor takes for something else than it is, of the marked places. */
function wrongColours(kindAt, exceptions) {
  return marks().flatMap((mark) => {
    const said = kindAt(mark);
    const expected = exceptions[mark.kind] ?? mark.kind;
    return said === expected ? [] : [`line ${mark.line}, ${mark.word}: ${said} instead of ${expected}`];
  });
}

/** Holds what an editor makes of the marked places against what they are. */
export function judgeColours(kindAt, exceptions = {}) {
  assert.deepEqual(wrongColours(kindAt, exceptions), []);
}

/** The same for the screen of a terminal, which is drawn in pieces: waits until it is right. `kindOf` knows what has which colour. */
export async function judgeScreen(terminal, kindOf, exceptions = {}) {
  const text = fs.readFileSync(COLOURS, 'utf8');
  let wrong;
  await until(() => wrong.join('\n'), () => {
    const cells = terminal.places(text);
    wrong = wrongColours((mark) => kindOf(cells[mark.line - 1][mark.column]?.ink), exceptions);
    return wrong.length === 0;
  });
}

