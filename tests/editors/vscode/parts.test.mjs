// The parts of the extension that need no editor.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { extension } from './packed.mjs';
import { journey, scratch, write } from './window.mjs';

const part = (name) => import(path.join(extension, 'src', name));
const json = (name) => JSON.parse(fs.readFileSync(path.join(extension, name), 'utf8'));

test('the sources are sound TypeScript', () => {
  execFileSync(path.join(extension, 'node_modules/.bin/tsc'), ['--noEmit'], { cwd: extension, stdio: 'inherit' });
});

test('a version is read from what the program prints, and from nothing else', async () => {
  const { versionIn, isSupported, requiredInWords } = await part('server/version.ts');
  assert.equal(versionIn('journey 0.1.0\n'), '0.1.0');
  assert.equal(versionIn('journey 1.2.3-beta.1+linux\r\n'), '1.2.3-beta.1+linux');
  for (const other of ['', 'journey\n', 'journey planner 3.2.1', 'journey 1.2\n', 'a journey 0.1.0', 'journey 0.1.0\nand more']) {
    assert.equal(versionIn(other), undefined, other);
  }
  assert.ok(isSupported(versionIn(execFileSync(journey, ['--version'], { encoding: 'utf8' }))), 'the program of this project fits');
  for (const [version, fits] of [['0.1.0', true], ['0.1.9', true], ['0.1.5-rc.1', true], ['0.0.9', false], ['0.2.0', false], ['1.0.0', false], ['nonsense', false]]) {
    assert.equal(isSupported(version), fits, version);
  }
  assert.equal(requiredInWords('>=0.1.0 <0.2.0'), '0.1.0 or newer, below 0.2.0');
});

test('crashes make the waits longer, until the server rests; a sound run starts them anew', async () => {
  const { Backoff } = await part('server/backoff.ts');
  const backoff = new Backoff();
  const waits = () => [10, 10, 10, 10, 10].map((ran) => backoff.crashed(ran).restartIn ?? 'rest');
  assert.deepEqual(waits(), [250, 500, 1000, 2000, 'rest']);
  assert.equal(backoff.crashed(10), 'rest', 'it stays at rest');
  backoff.reset();
  assert.deepEqual(waits(), [250, 500, 1000, 2000, 'rest']);
  backoff.reset();
  backoff.crashed(10);
  assert.deepEqual(backoff.crashed(Backoff.sound), { restartIn: 250 });
});

test('the program is looked for in a fixed order, and never in a relative folder', async () => {
  const { findProgram } = await part('server/find.ts');
  const folder = scratch('find');
  const script = '#!/bin/sh\necho journey 0.1.0\n';
  const make = (name, text = script, mode = 0o755) => {
    write(folder, { [name]: text });
    fs.chmodSync(path.join(folder, name), mode);
    return path.join(folder, name);
  };
  const find = (entries, setting = '') => findProgram({
    setting, extension: path.join(folder, 'extension'), platform: 'linux', home: path.join(folder, 'home'),
    environment: { PATH: entries.map((entry) => (entry.startsWith('.') ? entry : path.join(folder, entry))).join(':') },
  });
  const here = process.cwd();
  write(folder, { 'work/journey': script, 'work/bin/journey': script });
  process.chdir(path.join(folder, 'work'));
  try {
    assert.equal((await find(['.', './bin', 'empty'])).kind, 'missing');
    assert.equal((await find([])).kind, 'missing', 'an empty PATH');
  } finally {
    process.chdir(here);
  }
  const cargo = make('home/.cargo/bin/journey');
  assert.deepEqual(await find(['empty']), { path: cargo, version: '0.1.0', from: 'cargo' });
  const onPath = make('second/journey');
  make('first/journey', 'not a program', 0o644);
  fs.mkdirSync(path.join(folder, 'folder/journey'), { recursive: true });
  assert.deepEqual(await find(['first', 'folder', 'second']), { path: onPath, version: '0.1.0', from: 'PATH' });
  const inside = make('extension/server/journey');
  assert.equal((await find(['second'])).path, inside);
  const chosen = make('home/with space/journey');
  assert.deepEqual(await find(['second'], '~/with space/journey'), { path: chosen, version: '0.1.0', from: 'setting' });
  assert.equal((await find(['second'], `  ${chosen}  `)).path, chosen);
  for (const wrong of ['journey', './journey', '~', path.join(folder, 'nothing'), path.join(folder, 'first/journey'), folder]) {
    const problem = await find(['second'], wrong);
    assert.equal(problem.kind, 'setting', wrong);
    assert.match(problem.message, /^The setting journey\.server\.path is wrong: .*\. Correct the setting/);
  }
  make('extension/server/journey', '#!/bin/sh\necho journey 3.0.0\n');
  const old = await find(['second']);
  assert.equal(old.kind, 'version');
  assert.match(old.message, /is journey 3\.0\.0, but this extension needs/);
  make('extension/server/journey', '#!/bin/sh\nexit 7\n');
  assert.match((await find(['second'])).message, /ended with status 7/);
  make('extension/server/journey', '\u0000\u0001 of another kind of computer');
  assert.match((await find(['second'])).message, /cannot be started|ended with/);
});

test('lines of the log are as serious as the server says', async () => {
  const { levelOf } = await part('server/log-level.ts');
  assert.deepEqual(levelOf('2026-11-22T07:58:16.785315Z  WARN journey_lsp::reader: what it says'), ['warn', 'journey_lsp::reader: what it says']);
  assert.deepEqual(levelOf('2026-11-22T07:58:16.785315Z DEBUG x'), ['debug', 'x']);
  assert.deepEqual(levelOf('thread main panicked'), ['error', 'thread main panicked']);
  assert.deepEqual(levelOf(''), ['error', '']);
});

test('files are called after what people call a journey', async () => {
  const { fileNameOf } = await part('command/file-name.ts');
  const names = {
    'Returning a parcel': 'returning-a-parcel', '  Größe? 検索!  ': 'größe-検索', '../../etc/passwd': 'etc-passwd',
    'CON': 'con', '!?': 'journey', '': 'journey', '🦊': 'journey', 'e\u0301te\u0301': 'été',
  };
  for (const [name, file] of Object.entries(names)) assert.equal(fileNameOf(name), file, name);
  assert.ok([...fileNameOf('長'.repeat(500))].length <= 60);
});

test('numbers of findings are words', async () => {
  const { findingsInWords } = await part('status-words.ts');
  assert.equal(findingsInWords(0, 0, 0), 'Nothing found');
  assert.equal(findingsInWords(1, 2, 0), '1 error, 2 warnings');
  assert.equal(findingsInWords(0, 0, 1), '1 hint');
});

test('the patterns of the language: words, indentation, Enter, folding', () => {
  const language = json('language-configuration.json');
  const word = new RegExp(language.wordPattern.pattern, `g${language.wordPattern.flags}`);
  const words = (text) => text.match(word) ?? [];
  assert.deepEqual(words('next: weekly-shop.größe, _x-2 @growth'), ['next', 'weekly-shop.größe', '_x-2', '@growth']);
  assert.deepEqual(words('emotion maya: -1 "x" from a'), ['emotion', 'maya', '-1', 'x', 'from', 'a']);
  assert.deepEqual(words('85% 10min 2026-11-01 3.5 +2 1..5'), ['85%', '10min', '2026-11-01', '3.5', '+2', '1', '5']);
  assert.deepEqual(words('a- .b c..d'), ['a', 'b', 'c', 'd'], 'no hyphen or dot at an end');
  const opens = new RegExp(language.indentationRules.increaseIndentPattern);
  for (const line of ['persona maya "Maya" {', '  stage x {  ', 'a { // why', 'x "a \\" b" {', '{']) assert.match(line, opens);
  for (const line of ['persona maya', 'x { y }', 'does: "a {', 'does: "a {"', '// a {', 'a {} // {']) assert.doesNotMatch(line, opens);
  // Would not end if a long line cost more than its length.
  assert.doesNotMatch(`${'a "b" / '.repeat(100_000)}"`, opens);
  const [documentation, comment] = language.onEnterRules.map(({ beforeText }) => new RegExp(beforeText));
  assert.match('  /// Orders', documentation);
  for (const line of ['///', '  ///  ', '//// x', '// x', 'a /// b']) assert.doesNotMatch(line, documentation);
  assert.match('  // x', comment);
  assert.doesNotMatch('  /// x', comment);
  assert.match('  // #region Stages', new RegExp(language.folding.markers.start));
  assert.doesNotMatch('// regional', new RegExp(language.folding.markers.start));
});

test('what snippets write has no error, whatever is chosen', () => {
  const folder = scratch('snippets');
  const inside = {
    'A stage with its first touchpoint': (text) => `journey j "J" {\n${text}\n}`,
    'A touchpoint: does, thinks, feels': (text) => `journey j "J" {\n stage s {\n${text}\n}\n}`,
    'What happens behind the counter': (text) =>
      `actor actor "A" {\n line: frontstage\n}\nactor system "S" {\n line: support\n}\njourney j "J" {\n stage s {\n touchpoint t {\n${text}\n}\n}\n}`,
    'A pain with its cause': (text) => `journey j "J" {\n stage s {\n touchpoint t {\n${text}\n}\n}\n}`,
    'An opportunity': (text) => `journey j "J" {\n stage s {\n touchpoint t {\n pain pain "P"\n}\n}\n${text}\n}`,
  };
  const today = { CURRENT_YEAR: '2026', CURRENT_MONTH: '11', CURRENT_DATE: '01' };
  const snippets = Object.entries(json('snippets/journey.json'));
  assert.ok(snippets.length >= 8);
  for (const [title, { body }] of snippets) {
    for (const last of [false, true]) {
      const text = body.join('\n')
        .replace(/\$\{\d+\|([^|]*)\|\}/g, (_, choices) => choices.split(',').at(last ? -1 : 0))
        .replace(/\$\{\d+:([^}]*)\}/g, '$1')
        .replace(/\$([A-Z_]+)/g, (_, name) => today[name])
        .replace(/\$0/g, '');
      assert.ok(!text.includes('$'), `${title}: ${text}`);
      const file = path.join(folder, 'a.journey');
      fs.writeFileSync(file, inside[title]?.(text) ?? text);
      execFileSync(journey, ['check', '--color', 'never', file], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
    }
  }
});

test('the manifest names nothing that is not there, and every setting of the server', () => {
  const { contributes } = json('package.json');
  const files = [
    ...contributes.languages.flatMap(({ configuration, icon }) => [configuration, icon?.light, icon?.dark]),
    ...contributes.snippets.map(({ path }) => path),
    ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.markdown ?? media.svg)),
    'icons/journey.png',
  ];
  for (const file of files.filter(Boolean)) assert.ok(fs.existsSync(path.join(extension, file)), file);
  const commands = new Set(contributes.commands.map(({ command }) => command));
  for (const item of Object.values(contributes.menus).flat()) assert.ok(commands.has(item.command), item.command);
  for (const { description } of contributes.walkthroughs.flatMap(({ steps }) => steps)) {
    for (const [, command] of description.matchAll(/\(command:(journey\.\w+)/g)) assert.ok(commands.has(command), command);
  }
  const properties = Object.assign({}, ...contributes.configuration.map(({ properties }) => properties));
  for (const [name, setting] of Object.entries(properties)) {
    assert.ok(setting.markdownDescription?.length > 30, `${name} is explained`);
    assert.ok(setting.default !== undefined, `${name} has a default`);
  }
  assert.equal(properties['journey.server.path'].scope, 'machine', 'no folder may choose the program');
  assert.ok(json('package.json').capabilities.untrustedWorkspaces.restrictedConfigurations.includes('journey.server.path'));
  const page = fs.readFileSync(path.join(extension, '../../crates/journey-lsp/README.md'), 'utf8');
  const documented = JSON.parse(/```json\n([^`]*)```/.exec(page)[1]);
  for (const [section, settings] of Object.entries(documented)) {
    for (const name of Object.keys(settings)) assert.ok(properties[`journey.${section}.${name}`], `journey.${section}.${name}`);
  }
});
