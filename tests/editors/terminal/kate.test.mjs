// The highlighter that Kate, KWrite, KDevelop and Qt Creator share, with the file that we give people.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { COLOURS, editors, environment, folder, judgeColours, run } from './judge.mjs';

const STYLES = {
  Keyword: 'keyword', Name: 'name', Label: 'label', Key: 'key', Reference: 'reference', Value: 'value', Number: 'number',
  Handle: 'handle', Text: 'text', Comment: 'comment', Documentation: 'documentation', Operator: 'operator', 'Normal Text': 'nothing',
};

/** A theme in which every style of ours has a colour that nothing else has. */
function theme() {
  const colour = (index) => `#0000${(16 + index).toString(16)}`;
  const styles = Object.keys(STYLES).map((name, index) => [name, { 'text-color': colour(index) }]);
  const normal = { 'text-color': '#000000' };
  const usual = ['Normal', 'Keyword', 'Function', 'Variable', 'ControlFlow', 'Operator', 'BuiltIn', 'Extension', 'Preprocessor', 'Attribute', 'Char',
    'SpecialChar', 'String', 'VerbatimString', 'SpecialString', 'Import', 'DataType', 'DecVal', 'BaseN', 'Float', 'Constant', 'Comment',
    'Documentation', 'Annotation', 'CommentVar', 'RegionMarker', 'Information', 'Warning', 'Alert', 'Others', 'Error'];
  const made = {
    metadata: { name: 'Marks', revision: 1 },
    'text-styles': Object.fromEntries(usual.map((name) => [name, normal])),
    'custom-styles': { Journey: Object.fromEntries(styles) },
    'editor-colors': { BackgroundColor: '#ffffff' },
  };
  return { made, kinds: new Map(Object.values(STYLES).map((kind, index) => [colour(index), kind])) };
}

test('words have the colours of what they are', () => {
  const home = folder('kate');
  const data = path.join(home, '.local/share/org.kde.syntax-highlighting');
  fs.mkdirSync(path.join(data, 'syntax'), { recursive: true });
  fs.mkdirSync(path.join(data, 'themes'));
  fs.copyFileSync(path.join(editors, 'kate/journey.xml'), path.join(data, 'syntax/journey.xml'));
  const { made, kinds } = theme();
  fs.writeFileSync(path.join(data, 'themes/marks.theme'), JSON.stringify(made));
  const env = environment(home, { extra: { QT_QPA_PLATFORM: 'offscreen' } });
  // The file is known by its name; what is wrong in the definition would be said.
  const page = run('sh', ['-c', `kate-syntax-highlighter -t Marks ${COLOURS} 2>&1`], { env });
  const body = /<pre>([^]*)<\/pre>/.exec(page)?.[1] ?? assert.fail(page);
  assert.equal(page.indexOf('<!DOCTYPE'), 0, page.slice(0, 400));
  const lines = body.replace(/^\n/, '').split('\n').map((line) => {
    const kindsOfLine = [];
    let colour;
    for (const [, tag, text] of line.matchAll(/<([^>]*)>|(&\w+;|[^<])/g)) {
      if (tag !== undefined) colour = /color:(#\w+)/.exec(tag)?.[1];
      else for (let unit = 0; unit < (text.startsWith('&') ? 1 : text.length); unit += 1) kindsOfLine.push(kinds.get(colour));
    }
    return kindsOfLine;
  });
  judgeColours((mark) => lines[mark.line - 1][mark.column]);
});
