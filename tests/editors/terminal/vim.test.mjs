// Vim with ALE, and the files that we give people.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { COLOURS, LONG, MISTAKE, editors, environment, folder, judgeColours, long, marks, prefix, project, root, run, until } from './judge.mjs';
import { draw } from './pictures.mjs';
import { Terminal } from '../terminal.mjs';

/** A home as the README says: the folder among the packages, ALE beside it, and the lines of the README. */
function home() {
  const made = folder('vim');
  const packages = path.join(made, '.vim/pack/plugins/start');
  fs.mkdirSync(packages, { recursive: true });
  fs.cpSync(path.join(editors, 'vim'), path.join(packages, 'journey'), { recursive: true });
  fs.symlinkSync(path.join(prefix, 'vim/ale'), path.join(packages, 'ale'));
  fs.writeFileSync(path.join(made, '.vimrc'), 'syntax enable\nfiletype plugin indent on\nset nocompatible\n');
  return made;
}

/** What Vim writes into the file `out` when it runs these commands in that file. */
function vim(file, commands, made = home()) {
  const out = path.join(made, 'out');
  const script = path.join(made, 'script.vim');
  fs.writeFileSync(script, `${commands.replaceAll('OUT', out)}\nqall!\n`);
  run('vim', ['-N', '-es', '-u', path.join(made, '.vimrc'), file, '-S', script], { env: environment(made), cwd: made });
  return fs.readFileSync(out, 'utf8');
}

test('words have the colours of what they are', () => {
  const places = marks().map((mark) => `[${mark.line}, ${mark.bytes + 1}]`).join(', ');
  const said = vim(COLOURS, `call writefile(map([${places}], {_, at -> synIDattr(synID(at[0], at[1], 1), 'name')}), 'OUT')`).split('\n');
  const found = marks();
  const kind = (group) => group?.replace('journey', '').toLowerCase();
  const kinds = { from: 'keyword', qualifier: 'reference', date: 'number', blocktext: 'text' };
  judgeColours((mark) => {
    const group = kind(said[found.findIndex((other) => other.offset === mark.offset)]);
    return kinds[group] ?? group;
  });
});

test('indentation is that of the formatter', () => {
  const examples = path.join(root, 'grammar/examples');
  for (const file of fs.readdirSync(examples, { recursive: true }).filter((name) => name.endsWith('.journey'))) {
    const text = fs.readFileSync(path.join(examples, file), 'utf8');
    const made = home();
    const copy = path.join(made, 'copy.journey');
    // All that the writer does not decide is on the left edge before.
    let inside = false;
    fs.writeFileSync(copy, text.split('\n').map((line) => {
      const before = inside;
      if ((line.match(/"""/g) ?? []).length % 2) inside = !inside;
      return before ? line : line.trimStart();
    }).join('\n'));
    assert.equal(vim(copy, "normal! gg=G\nwrite! OUT", made), text, file);
  }
});

const screens = {};

function open(made, where, options = {}) {
  fs.appendFileSync(path.join(made, '.vimrc'), 'set termguicolors background=dark\ncolorscheme habamax\n');
  return new Terminal(['vim', path.basename(where.file)], { cwd: where.folder, env: environment(made, options), ...options });
}

test('a mistake is told, and what the cursor is on is explained', async () => {
  const terminal = open(home(), project(), { rows: 24 });
  await terminal.shows(/touchpoint call/);
  terminal.type('6G$');
  await terminal.shows(/There is no persona `samm`/);
  screens.vim = terminal.coloured();
  terminal.type('8G0w');
  terminal.type(':ALEHover');
  terminal.press('Enter');
  await terminal.shows(/One contact of the customer/);
  screens['vim-hover'] = terminal.coloured();
});

test('a new line stands where it belongs, and a comment goes on', async () => {
  const where = project();
  const terminal = open(home(), where, { program: false });
  await terminal.shows(/touchpoint call/);
  terminal.type('7Goowner: @x');
  await terminal.escape(/-- INSERT --/);
  terminal.type('ggO/// She decides');
  terminal.press('Enter');
  terminal.type('for herself');
  await terminal.escape(/-- INSERT --/);
  terminal.type(':w');
  terminal.press('Enter');
  const saved = await until('nothing was saved', () => {
    const text = fs.readFileSync(where.file, 'utf8');
    return text !== MISTAKE && text;
  });
  assert.equal(saved, `/// She decides\n/// for herself\n${MISTAKE.replace('"Book" {\n', '"Book" {\n    owner: @x\n')}`);
});

test('`:make` lists what is wrong, without ALE too', () => {
  const where = project();
  const made = home();
  fs.rmSync(path.join(made, '.vim/pack/plugins/start/ale'));
  const said = vim(where.file, "silent make!\ncall writefile([getqflist()[0].text, getqflist()[0].lnum], 'OUT')", made);
  assert.match(said, /There is no persona `samm`\n6\n/);
});

/** What the README says to type without ALE, and what comes of it in the file and in Vim. */
function typed(wanted, text, { program = true } = {}) {
  const readme = fs.readFileSync(path.join(editors, 'vim/README.md'), 'utf8');
  const row = readme.split('\n').find((line) => line.startsWith(`| ${wanted} |`)).split('|');
  const commands = (row[3].trim() === 'the same' ? row[2] : row[3]).match(/`:[^`]+`/g).map((command) => command.slice(2, -1));
  const made = home();
  const name = "sam's shop.journey";
  fs.writeFileSync(path.join(made, name), text);
  const script = path.join(made, 'script.vim');
  fs.writeFileSync(script, [...commands.map((command) => `execute ${JSON.stringify(command)}`), 'write! shown', 'qall!', ''].join('\n'));
  run('vim', ['-N', '-es', '-u', path.join(made, '.vimrc'), name, '-S', script], { env: environment(made, { program, extra: { SHELL: '/bin/bash' } }), cwd: made });
  return { file: fs.readFileSync(path.join(made, name), 'latin1'), shown: fs.readFileSync(path.join(made, 'shown'), 'latin1') };
}

test('laying out and quick fixes change what they should, and no message gets into the text', () => {
  const laidOut = typed('lay the file out', MISTAKE.replace('    touchpoint call', 'touchpoint   call'));
  assert.deepEqual(laidOut, { file: MISTAKE, shown: MISTAKE });
  const fixed = typed('quick fixes', MISTAKE);
  assert.equal(fixed.file, fixed.shown);
  assert.match(fixed.file, /^persona sam /);
  // A syntax error, bytes that are no UTF-8, and no program: the text is as it was, but for the brace that is missing.
  for (const [text, program] of [['journey repair {\n', true], ['journey repair "\xff"\n', true], [MISTAKE, false]]) {
    const bytes = Buffer.from(text, 'latin1');
    assert.equal(typed('lay the file out', bytes, { program }).file, text);
    assert.ok(typed('quick fixes', bytes, { program }).file.startsWith(text), text);
  }
});

test('without the program there are colours, and no complaint', async () => {
  const made = home();
  const terminal = open(made, project(), { program: false });
  await terminal.shows(/touchpoint call/);
  await until('nothing is coloured', () => terminal.places(MISTAKE)[0][0]?.ink);
  terminal.type(':ALEInfo');
  terminal.press('Enter');
  await terminal.shows(/Enabled Linters: \['journey'\]/);
  // All that was said since the start.
  const said = path.join(made, 'said');
  terminal.type(`:call writefile(split(execute('messages'), "\\n") + ['the end'], '${said}')`);
  terminal.press('Enter');
  const messages = await until('Vim does not answer', () => {
    const text = fs.existsSync(said) && fs.readFileSync(said, 'utf8');
    return text && text.endsWith('the end\n') && text;
  });
  assert.doesNotMatch(messages, /E\d+:/);
});

test('a file of 100,000 lines opens, and is checked', async () => {
  const terminal = open(home(), project(long(100_000).replace('persona: sam', 'persona: samm')));
  await terminal.shows(/touchpoint t4/);
  terminal.type('3G$');
  await terminal.shows(/There is no persona `samm`/, { limit: LONG });
  terminal.type('G');
  await terminal.shows(/Touchpoint 99997/);
});

test('the pictures', () => draw(screens, 'vim'));
