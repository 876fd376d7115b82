// The colours for Sublime Text, in bat, which reads its files.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { COLOURS, editors, environment, folder, judgeColours, run } from './judge.mjs';
import { pieces } from '../terminal_picture.mjs';

/** The scope that each kind of word has, and no other. */
const SCOPES = {
  documentation: 'comment.line.documentation', comment: 'comment.line.double-slash', keyword: 'keyword', name: 'entity.name.function',
  label: 'entity.name.section', key: 'variable.other.member', reference: 'variable.other.readwrite', value: 'constant.language',
  number: 'constant.numeric, constant.other.date', handle: 'variable.language', text: 'string',
};

const theme = () => {
  const rule = (scope, colour) => `<dict>${scope ? `<key>scope</key><string>${scope}</string>` : ''}<key>settings</key><dict><key>foreground</key><string>${colour}</string></dict></dict>`;
  const rules = Object.values(SCOPES).map((scope, index) => rule(scope, `#0000${(16 + index).toString(16)}`));
  return `<?xml version="1.0" encoding="UTF-8"?><plist version="1.0"><dict><key>name</key><string>marks</string><key>settings</key><array>${rule('', '#ffffff')}${rules.join('')}</array></dict></plist>`;
};

test('words have the colours of what they are', () => {
  const env = environment(folder('sublime'));
  const config = run('batcat', ['--config-dir'], { env }).trim();
  fs.mkdirSync(path.join(config, 'syntaxes'), { recursive: true });
  fs.mkdirSync(path.join(config, 'themes'));
  fs.copyFileSync(path.join(editors, 'sublime/Journey.sublime-syntax'), path.join(config, 'syntaxes/Journey.sublime-syntax'));
  fs.writeFileSync(path.join(config, 'themes/marks.tmTheme'), theme());
  run('batcat', ['cache', '--build'], { env });
  // The file is known by its name.
  const said = run('batcat', ['--color=always', '--theme=marks', '--style=plain', '--paging=never', COLOURS], { env });
  const lines = pieces(said).map((line) => line.flatMap(({ text, style }) => Array(text.length).fill(style.ink)));
  const kinds = new Map(Object.keys(SCOPES).map((kind, index) => [`rgb(0,0,${16 + index})`, kind]));
  judgeColours((mark) => kinds.get(lines[mark.line - 1][mark.column]));
});

test('its other files are sound', () => {
  for (const name of ['Journey.sublime-settings', 'LSP.sublime-settings']) {
    const text = fs.readFileSync(path.join(editors, 'sublime', name), 'utf8');
    assert.ok(JSON.parse(text.replace(/^\s*\/\/.*$/gm, '')), name);
  }
});
