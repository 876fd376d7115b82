// Kakoune with kak-lsp, and the files that we give people.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { COLOURS, LONG, MISTAKE, editors, environment, folder, judgeScreen, long, prefix, project, until } from './judge.mjs';
import { draw } from './pictures.mjs';
import { Terminal } from '../terminal.mjs';

const screens = {};

/** A home as the README says: two files, and the lines of the README in the settings. */
function home({ server = true } = {}) {
  const made = folder('kakoune');
  const config = path.join(made, '.config/kak');
  fs.mkdirSync(path.join(config, 'journey'), { recursive: true });
  for (const file of ['journey.kak', 'kak-lsp.kak']) fs.copyFileSync(path.join(editors, 'kakoune', file), path.join(config, 'journey', file));
  const page = fs.readFileSync(path.join(editors, 'kakoune/README.md'), 'utf8');
  const [colours, language] = [...page.matchAll(/```kak\n([^]*?)```/g)].map(([, fence]) => fence);
  fs.writeFileSync(path.join(config, 'kakrc'), `set-option global startup_info_version 99999999\nset-option global ui_options terminal_assistant=none\n${colours}${server ? language : ''}`);
  return made;
}

const kak = path.join(prefix, 'bin/kak');

function open(made, where, options = {}) {
  return new Terminal([kak, path.basename(where.file)], { cwd: where.folder, env: environment(made, options), ...options });
}

/** Whether kak-lsp runs for somebody with that home. */
const isServed = (made) => fs.readdirSync('/proc').some((id) => {
  try {
    return fs.readFileSync(`/proc/${id}/comm`, 'utf8') === 'kak-lsp\n' && fs.readFileSync(`/proc/${id}/environ`, 'utf8').split('\0').includes(`HOME=${made}`);
  } catch {
    // It is no process, or none any more.
    return false;
  }
});

/** Leaves Kakoune as people do: where only the terminal is closed, kak-lsp and the server of 100,000 lines stay. */
async function leave(terminal, made) {
  terminal.type(':quit!');
  terminal.press('Enter');
  await until('kak-lsp stays', () => !isServed(made), LONG);
}

test('words have the colours of what they are', async () => {
  const made = home({ server: false });
  const kinds = ['comment', 'documentation', 'string', 'variable', 'value', 'meta', 'keyword', 'function', 'attribute'];
  const faces = kinds.map((face, index) => `set-face global ${face} rgb:0000${(16 + index).toString(16)}`);
  fs.appendFileSync(path.join(made, '.config/kak/kakrc'), `${faces.join('\n')}\n`);
  const terminal = open(made, { folder: path.dirname(COLOURS), file: COLOURS }, { rows: 40, columns: 120 });
  await terminal.shows(/Without a name/);
  const names = { string: 'text', variable: 'reference', value: 'number', meta: 'handle', function: 'name', attribute: 'key' };
  const colours = new Map(kinds.map((face, index) => [`rgb(0,0,${16 + index})`, names[face] ?? face]));
  // One face is for numbers and for words that the language knows, one for texts and labels.
  await judgeScreen(terminal, (ink) => colours.get(ink), { label: 'text', value: 'number' });
});

test('a new line stands where it belongs, and comments come and go', async () => {
  const where = project();
  const terminal = open(home({ server: false }), where);
  await terminal.shows(/touchpoint call/);
  terminal.type('7goowner: @x');
  terminal.press('Enter');
  terminal.type('}');
  await terminal.escape(/\binsert\b/);
  terminal.type('xd1g:comment-line');
  terminal.press('Enter');
  terminal.type(':write');
  terminal.press('Enter');
  const saved = await until(() => `nothing was saved:\n${terminal.screen()}`, () => {
    const text = fs.readFileSync(where.file, 'utf8');
    return text !== MISTAKE && text;
  });
  assert.equal(saved, `// ${MISTAKE.replace('"Book" {\n', '"Book" {\n    owner: @x\n')}`);
});

test('a mistake is told, and what the cursor is on is explained', async () => {
  const made = home();
  const terminal = open(made, project(), { rows: 24 });
  await terminal.shows(/touchpoint call/);
  // What is wrong stands behind its line.
  await terminal.shows(/persona: samm.*There is no persona `samm`/);
  terminal.type('6gww');
  terminal.type(':lsp-hover');
  terminal.press('Enter');
  await terminal.shows(/Diagnostics[^]*There is no persona `samm`/);
  assert.ok(isServed(made));
  screens.kakoune = terminal.coloured();
  await terminal.escape(/Diagnostics/);
  terminal.type('8gww:lsp-hover');
  terminal.press('Enter');
  await terminal.shows(/One contact of the customer/);
  screens['kakoune-hover'] = terminal.coloured();
  await terminal.escape(/One contact of the customer/);
  await leave(terminal, made);
});

test('without the program there are colours, and no harm is done', async () => {
  const where = project();
  const made = home();
  const terminal = open(made, where, { program: false });
  await terminal.shows(/touchpoint call/);
  await until('nothing is coloured', () => terminal.places(MISTAKE)[4][0]?.ink);
  terminal.type('7goowner: @x');
  await terminal.escape(/\binsert\b/);
  terminal.type(':write');
  terminal.press('Enter');
  await until('nothing was saved', () => fs.readFileSync(where.file, 'utf8').includes('    owner: @x\n'));
  await leave(terminal, made);
});

test('a file of 100,000 lines opens, and is checked', async () => {
  const made = home();
  const terminal = open(made, project(long(100_000).replace('persona: sam', 'persona: samm')));
  await terminal.shows(/touchpoint t4/);
  terminal.type('3gww:lsp-hover');
  terminal.press('Enter');
  await terminal.shows(/There is no persona `samm`/, { limit: LONG });
  terminal.type('ge');
  await terminal.shows(/Touchpoint 99997/);
  await leave(terminal, made);
});

test('the pictures', () => draw(screens, 'kakoune'));
