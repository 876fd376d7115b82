// Vim with ALE, and the files that we give people.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { COLOURS, MISTAKE, Terminal, editors, environment, folder, judgeColours, long, marks, prefix, project, root, run } from './judge.mjs';

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
