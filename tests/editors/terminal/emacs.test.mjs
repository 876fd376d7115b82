// Emacs 30 with Eglot, and the mode that we give people.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { COLOURS, MISTAKE, Terminal, editors, environment, folder, judgeColours, long, marks, project, root, run } from './judge.mjs';

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
    env: environment(folder('ert'), { extra: { JOURNEY_EXAMPLES: path.join(root, 'grammar/examples') } }),
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
