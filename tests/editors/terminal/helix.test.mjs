// Helix, with the settings, the grammar and the queries that we give people.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { COLOURS, LONG, MISTAKE, editors, environment, folder, judgeScreen, long, prefix, project, root, run, until } from './judge.mjs';
import { draw } from './pictures.mjs';
import { Terminal } from '../terminal.mjs';

const grammar = folder('grammar');
const screens = {};

/** A home as the README says: the queries, the settings behind those that are there already, the grammar compiled. */
function home(already = '') {
  const made = folder('helix');
  const config = path.join(made, '.config/helix');
  fs.mkdirSync(path.join(config, 'themes'), { recursive: true });
  fs.cpSync(path.join(editors, 'helix/runtime'), path.join(config, 'runtime'), { recursive: true });
  fs.writeFileSync(path.join(config, 'languages.toml'), already + fs.readFileSync(path.join(editors, 'helix/languages.toml'), 'utf8'));
  fs.cpSync(grammar, path.join(config, 'runtime/grammars'), { recursive: true });
  return made;
}

const helix = (made, ...args) => run(path.join(prefix, 'bin/hx'), args, { env: environment(made, { extra: { HOME: made } }) });

function open(made, where, options = {}) {
  const env = environment(made, options);
  return new Terminal([path.join(prefix, 'bin/hx'), path.basename(where.file)], { cwd: where.folder, env, ...options });
}

before(() => {
  const made = home();
  const [, compile] = fs.readFileSync(path.join(editors, 'helix/README.md'), 'utf8').match(/```sh\n(.*?)```/s);
  run('sh', ['-e', '-c', compile], { cwd: root, env: environment(made) });
  fs.cpSync(path.join(made, '.config/helix/runtime/grammars'), grammar, { recursive: true });
  assert.ok(fs.existsSync(path.join(grammar, 'journey.so')), 'the lines of the README made no journey.so');
});

/** What Helix says of a language, without its colours. */
const health = (made, language) => helix(made, '--health', language).replace(/\x1b\[[\d;]*m/g, '');

/** Holds what Helix says of journeys against what it needs. */
function judgeHealth(said) {
  assert.match(said, /✓ journey: .*bin\/journey/);
  for (const query of ['Highlight queries', 'Textobject queries', 'Indent queries']) assert.match(said, new RegExp(`${query}: ✓`));
  assert.match(said, /Tree-sitter parser: ✓/);
}

test('Helix finds all that it looks for', () => judgeHealth(health(home(), 'journey')));

test('what somebody has set up for other languages stays as it is', () => {
  // Without a line end behind it, as some editors leave a file.
  const own = 'use-grammars = { only = ["python"] }\n[language-server.ours]\ncommand = "our-server"\n\n[[language]]\nname = "python"\nlanguage-servers = ["ours"]';
  const made = home(own);
  judgeHealth(health(made, 'journey'));
  assert.match(health(made, 'python'), /ours: .*our-server/);
});

test('words have the colours of what they are', async () => {
  const made = home();
  // A theme in which every name that the queries give has a colour of its own.
  const names = {
    'comment': 'comment', 'comment.line.documentation': 'documentation', 'keyword': 'keyword', 'type': 'reference', 'string': 'text',
    'variable.other.member': 'key', 'constant': 'value', 'constant.numeric': 'number', 'attribute': 'handle',
  };
  const theme = Object.keys(names).map((name, index) => `"${name}" = "#0000${(16 + index).toString(16)}"`);
  theme.push('"ui.selection" = { bg = "#222222" }', '"ui.cursor" = { bg = "#333333" }');
  fs.writeFileSync(path.join(made, '.config/helix/themes/marks.toml'), `${theme.join('\n')}\n`);
  fs.writeFileSync(path.join(made, '.config/helix/config.toml'), 'theme = "marks"\n[editor]\ntrue-color = true\ncursorline = false\n');
  const kinds = new Map(Object.values(names).map((kind, index) => [`rgb(0,0,${16 + index})`, kind]));
  const terminal = open(made, { folder: path.dirname(COLOURS), file: COLOURS }, { rows: 40, columns: 120, program: false });
  await terminal.shows(/Without a name/);
  // The tree knows a label and a name of others, the colours do not.
  await judgeScreen(terminal, (ink) => kinds.get(ink), { label: 'text', name: 'reference' });
});

/** With colours that make a fine picture, and findings beside their lines. */
function visible(made) {
  const settings = ['theme = "catppuccin_mocha"', '[editor]', 'true-color = true', 'end-of-line-diagnostics = "hint"', ''];
  fs.writeFileSync(path.join(made, '.config/helix/config.toml'), settings.join('\n'));
  return made;
}

test('a mistake is told, and what the cursor is on is explained', async () => {
  const terminal = open(visible(home()), project(), { rows: 24 });
  await terminal.shows(/There is no persona `samm`/);
  screens.helix = terminal.coloured();
  terminal.type('8gg2w ');
  await terminal.shows(/Space/);
  terminal.type('k');
  await terminal.shows(/One contact of the customer/);
  screens['helix-hover'] = terminal.coloured();
});

test('a new line stands where it belongs, and comments come and go', async () => {
  const where = project();
  const terminal = open(visible(home()), where);
  await terminal.shows(/There is no persona `samm`/);
  terminal.type('7ggoowner: @x');
  await terminal.escape(/ INS /);
  terminal.type('7gg ');
  await terminal.shows(/Space/);
  terminal.type('c:w');
  terminal.press('Enter');
  const saved = await until('nothing was saved', () => {
    const text = fs.readFileSync(where.file, 'utf8');
    return text !== MISTAKE && text;
  });
  assert.equal(saved, MISTAKE.replace('  stage book "Book" {\n', '  // stage book "Book" {\n    owner: @x\n'));
});

test('without the program there are colours, and a message', async () => {
  const made = visible(home());
  const terminal = open(made, project(), { program: false });
  await terminal.shows(/touchpoint call/);
  await until('nothing is coloured', () => terminal.places(MISTAKE)[0][0]?.ink);
  terminal.type(' ');
  await terminal.shows(/Space/);
  terminal.type('k');
  await terminal.shows(/No configured language server supports hover/);
  terminal.type('ggox: 1');
  await terminal.escape(/ INS /);
  await terminal.shows(/x: 1/);
});

test('a file of 100,000 lines opens, and is checked', async () => {
  const text = long(100_000).replace('persona: sam', 'persona: samm');
  const made = visible(home());
  // Helix asks for findings once, and gives up after 20 s: a program that is not optimised takes longer on a busy machine.
  fs.appendFileSync(path.join(made, '.config/helix/languages.toml'), `timeout = ${LONG / 1000}\n`);
  const terminal = open(made, project(text));
  await terminal.shows(/There is no persona `samm`/, { limit: LONG });
  terminal.type('ge');
  await terminal.shows(/Touchpoint 99990/);
});

test('the pictures', () => draw(screens, 'helix'));
