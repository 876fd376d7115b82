// Emacs 30 with Eglot, and the mode that we give people.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { COLOURS, LONG, editors, environment, folder, journey, judgeColours, long, marks, project, root, run, until } from './judge.mjs';
import { draw } from './pictures.mjs';
import { Terminal } from '../terminal.mjs';

const mode = path.join(editors, 'emacs');
const batch = (home, ...args) => run('emacs', ['-Q', '--batch', '-L', mode, ...args], { home });

/** A home as the README says: the file in a folder, two lines in the init file. */
function home() {
  const made = folder('emacs');
  const lisp = path.join(made, '.emacs.d/lisp');
  fs.mkdirSync(lisp, { recursive: true });
  fs.copyFileSync(path.join(mode, 'journey-mode.el'), path.join(lisp, 'journey-mode.el'));
  const page = fs.readFileSync(path.join(mode, 'README.md'), 'utf8');
  const init = /```elisp\n([^]*?)```/.exec(page)[1];
  fs.writeFileSync(path.join(made, '.emacs.d/init.el'), init);
  return made;
}

test('it compiles without a warning, and checkdoc has nothing to say', () => {
  const where = folder('compiled');
  const copy = path.join(where, 'journey-mode.el');
  fs.copyFileSync(path.join(mode, 'journey-mode.el'), copy);
  const done = run('emacs', ['-Q', '--batch', '--eval', '(setq byte-compile-error-on-warn t)', '-f', 'batch-byte-compile', copy], { home: where });
  assert.equal(done, '');
  const said = run('sh', ['-c', `emacs -Q --batch --eval '(checkdoc-file "${copy}")' 2>&1`], { home: where });
  assert.equal(said, '');
});

test('its own tests pass', () => {
  const said = run('sh', ['-c', `emacs -Q --batch -L ${mode} -l ${path.join(import.meta.dirname, 'emacs.el')} -f ert-run-tests-batch-and-exit 2>&1`], {
    env: environment(folder('ert'), { extra: { JOURNEY: journey, JOURNEY_EXAMPLES: path.join(root, 'grammar/examples') } }),
  });
  assert.match(said, /Ran (\d+) tests, \1 results as expected, 0 unexpected/);
});

test('words have the colours of what they are', () => {
  const places = marks().map((mark) => mark.characters + 1).join(' ');
  const said = batch(folder('colours'), '-l', 'journey-mode', '-l', path.join(import.meta.dirname, 'emacs.el'), '--eval',
    `(journey-tests-faces "${COLOURS}" '(${places}))`);
  const faces = said.trim().split('\n');
  const kinds = {
    'font-lock-doc-face': 'documentation', 'font-lock-comment-face': 'comment', 'font-lock-keyword-face': 'keyword',
    'font-lock-function-name-face': 'name', 'journey-label-face': 'label', 'font-lock-property-name-face': 'key',
    'font-lock-variable-use-face': 'reference', 'font-lock-builtin-face': 'value', 'font-lock-number-face': 'number',
    'font-lock-constant-face': 'handle', 'font-lock-string-face': 'text',
  };
  const found = marks();
  judgeColours((mark) => kinds[faces[found.findIndex((other) => other.offset === mark.offset)]]);
});

const screens = {};

function open(made, where, options = {}) {
  return new Terminal(['emacs', '-nw', path.basename(where.file)], { cwd: where.folder, env: environment(made, options), ...options });
}

let answers = 0;

/** Lets Emacs do something from outside, and gives what comes of it. */
function lisp(terminal, made, text) {
  const out = path.join(made, `out-${answers++}`);
  terminal.press('M-:');
  terminal.type(`(write-region (format "%S" ${text}) nil "${out}" nil 0)`);
  terminal.press('Enter');
  return until(() => `Emacs does not answer:\n${terminal.screen()}`, () => fs.existsSync(out) && fs.readFileSync(out, 'utf8'), LONG);
}

test('a mistake is told, and what the cursor is on is explained', async () => {
  const made = home();
  fs.appendFileSync(path.join(made, '.emacs.d/init.el'), "(setq inhibit-startup-screen t)\n(menu-bar-mode -1)\n(load-theme 'modus-vivendi t)\n");
  const terminal = open(made, project(), { rows: 24 });
  await terminal.shows(/Journey.*Flymake|Flymake.*\d/);
  await terminal.shows(/\b[1-9]\d* \d+ \d+\b|\[[1-9]/);
  // To the mistake, as a person would go.
  terminal.press('M-g', 'g');
  await terminal.shows(/Goto line/);
  terminal.type('6');
  terminal.press('Enter', 'M-f', 'M-b', 'M-f', 'C-f', 'C-f');
  await terminal.shows(/There is no persona `samm`/);
  screens.emacs = terminal.coloured();
  terminal.press('M-g', 'g');
  await terminal.shows(/Goto line/);
  terminal.type('8');
  terminal.press('Enter', 'M-m', 'M-x');
  terminal.type('eldoc-doc-buffer');
  terminal.press('Enter');
  await terminal.shows(/One contact of the customer/);
  screens['emacs-hover'] = terminal.coloured();
});

test('without the program there are colours, and a message', async () => {
  const made = home();
  const terminal = open(made, project(), { program: false });
  await terminal.shows(/there is no program .journey.,/);
  assert.match(await lisp(terminal, made, "(get-text-property 1 'face)"), /font-lock-keyword-face/);
});

test('a file of 100,000 lines opens, and is checked', async () => {
  const made = home();
  const terminal = open(made, project(long(100_000).replace('persona: sam', 'persona: samm')));
  await terminal.shows(/touchpoint t4/);
  await until('there are no findings', async () => /samm/.test(
    await lisp(terminal, made, '(and (fboundp (quote flymake-diagnostics)) (mapcar (function flymake-diagnostic-text) (flymake-diagnostics)))')), LONG);
  terminal.press('M->');
  await terminal.shows(/Touchpoint 99997/);
});

test('the pictures', () => draw(screens, 'emacs'));
