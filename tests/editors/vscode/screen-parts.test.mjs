// The parts of the map and of Markdown that need no editor.

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { registerHooks } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';

import { extension } from './packed.mjs';
import { journey } from './window.mjs';

const part = (name) => import(path.join(extension, 'src', name));

/** As much of the editor as parts ask for when they are made. What happens in it is told by calling `happens`. */
const EDITOR = `
  const heard = new Map();
  const event = (name) => (listener) => {
    const listeners = heard.get(name) ?? new Set();
    heard.set(name, listeners.add(listener));
    return { dispose: () => listeners.delete(listener) };
  };
  export const happens = (name, what) => heard.get(name)?.forEach((listener) => listener(what));
  export const ColorThemeKind = { Light: 1, Dark: 2, HighContrast: 3 };
  export const Uri = { joinPath: (page, ...parts) => [page, ...parts].join('/'), parse: (text) => text };
  export const workspace = {
    createFileSystemWatcher: () => ({ onDidChange: event('file'), onDidCreate: event('file'), onDidDelete: event('file'), dispose() {} }),
    onDidCloseTextDocument: event('close'),
    onDidChangeTextDocument: event('text'),
  };
  export const window = {
    onDidChangeActiveColorTheme: event('theme'),
    activeColorTheme: { kind: ColorThemeKind.Light },
    tabGroups: { onDidChangeTabs: event('tabs') },
  };
`;
registerHooks({
  resolve: (name, context, next) =>
    name === 'vscode' ? { url: `data:text/javascript,${encodeURIComponent(EDITOR)}`, shortCircuit: true } : next(name, context),
});

test('the sources of the page in the panel are sound', () => {
  const program = path.join(extension, 'node_modules/.bin/tsc');
  execFileSync(program, ['--noEmit', '-p', 'src/map/surface'], { cwd: extension, stdio: 'inherit' });
});

test('a fence is read as the program reads it', async () => {
  const { readFence } = await part('markdown/fence.ts');
  const body = 'journey a "A" { stage s "S" { touchpoint t "T" { emotion: 0 } } }\n';
  const infos = [
    'journey', ' journey ', 'journey view="map"', "journey view='map'", 'journey view=map', 'journey view = "map"', 'journey\tview="map"',
    'journey title=""', 'journey title="A \'b\'" view=map', 'journey src="#a"', 'journey table="no" notes=yes', 'journey show', 'journey show view="map"',
    'journey vieww="map"', 'journey view', 'journey view="map" view="map"', 'journey view="map', 'journey view="map"table="no"', 'journey view=“map”',
    'journey table="none"', 'journey = "map"', 'journey view=', 'journey "map"', 'journey src="b.journey"', 'journey shw', 'Journey', 'journeys', 'journey{1}', 'mermaid',
    'journey title=a"b', 'journey title="𝒵 é"',
  ];
  for (const info of infos) {
    const page = `~~~${info}\n${body}~~~\n`;
    const { status, stdout, stderr } = spawnSync(journey, ['embed', '--expand', '--stdin-filepath', '/page.md', '-'], { input: page, encoding: 'utf8' });
    const program = status !== 0 ? 'has mistakes' : stdout === page ? 'is not ours' : 'is drawn';
    const fence = readFence(info, body);
    const here = fence === undefined ? 'is not ours' : fence.mistakes.length > 0 ? 'has mistakes' : 'is drawn';
    assert.equal(here, program, `${info}: ${JSON.stringify(fence)} ${stderr}`);
  }
  assert.deepEqual(readFence('journey src="maps/a b.journey#c" view="map" title="" notes="no"', '\n'),
    { file: 'maps/a b.journey', id: 'c', drawing: { view: 'map', title: '' }, table: true, notes: false, mistakes: [] });
  assert.match(readFence('journey', ' \n').mistakes[0], /The fence is empty/);
});

test('the cursor lights the innermost place, wherever it is shown', async () => {
  const { elementsAt, journeyAt } = await part('map/position.ts');
  const range = (from, to) => ({ start: { line: from[0], character: from[1] }, end: { line: to[0], character: to[1] } });
  const place = (element, from, to, uri = 'file:///a') => ({ element, location: { uri, range: range(from, to) } });
  const picture = {
    places: [
      place('p1', [0, 0], [9, 1]), place('p2', [2, 2], [4, 3]), place('p3', [3, 4], [3, 9]), place('p4', [3, 4], [3, 9]),
      place('p5', [3, 4], [3, 9], 'file:///b'), place('p2', [2, 2], [4, 3]),
    ],
    choices: { journeys: [{ id: 'j', label: 'J', location: { uri: 'file:///a', range: range([0, 8], [0, 9]) }, range: range([0, 0], [9, 1]) }] },
  };
  const at = (line, character, uri = 'file:///a') => elementsAt(picture, uri, { line, character });
  assert.deepEqual(at(3, 6), ['p3', 'p4']);
  assert.deepEqual(at(3, 9), ['p3', 'p4'], 'behind its last character, too');
  assert.deepEqual(at(3, 10), ['p2']);
  assert.deepEqual(at(9, 1), ['p1']);
  assert.deepEqual(at(9, 2), []);
  assert.deepEqual(at(3, 6, 'file:///b'), ['p5']);
  assert.deepEqual(elementsAt({}, 'file:///a', { line: 0, character: 0 }), []);
  assert.equal(journeyAt(picture, 'file:///a', { line: 5, character: 0 })?.id, 'j');
  assert.equal(journeyAt(picture, 'file:///b', { line: 5, character: 0 }), undefined);
});

test('a picture leaves the editor without the marks that lead to the text, and with all else', async () => {
  const { withoutPlaces } = await part('map/svg.ts');
  assert.equal(
    withoutPlaces('<svg width="3"><g data-place="p1 p2" class="a>b"><text x="1" data-place="p3">a data-place="p4" &lt;b</text></g></svg>'),
    '<svg width="3"><g class="a>b"><text x="1">a data-place="p4" &lt;b</text></g></svg>',
  );
});

test('who asks while something runs is served by one more run', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { Latest } = await part('map/latest.ts');
  let runs = 0;
  const unfinished = [];
  const latest = new Latest(() => new Promise((finish) => { runs += 1; unfinished.push(finish); }), 10);
  /** Lets pass far more time than all that was asked for could take. */
  const passes = async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      t.mock.timers.tick(10);
      await new Promise(setImmediate);
    }
  };
  latest.ask();
  latest.ask();
  assert.equal(runs, 0, 'it waits for more to come');
  await passes();
  assert.equal(runs, 1, 'both are served by one');
  for (let asked = 0; asked < 5; asked += 1) latest.ask();
  await passes();
  assert.equal(runs, 1, 'never two at once');
  unfinished.shift()();
  await passes();
  assert.equal(runs, 2);
  unfinished.shift()();
  await passes();
  assert.equal(runs, 2, 'one more, and not one for each');
  latest.ask();
  await passes();
  assert.equal(runs, 3, 'it was at rest, and runs again');
});

test('pages are rendered again until they are, and not for ever where none is in sight', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { Drawings } = await part('markdown/drawings.ts');
  const server = { onDidChangeState: () => ({ dispose() {} }), onDidTellFiles: () => ({ dispose() {} }), request: () => Promise.resolve({ svg: '<svg/>' }) };
  let asked = 0;
  let answer = () => {};
  const drawings = new Drawings(server, () => { asked += 1; answer(); });
  const render = (text) => drawings.get({ page: 'file:///a.md', ordinal: 0, fence: { drawing: {} }, text, theme: 'calm' });
  const passes = async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      await new Promise(setImmediate);
      t.mock.timers.tick(1000);
    }
  };
  try {
    // The preview is closed, or drops whatever it is asked.
    render('a');
    await passes();
    assert.equal(asked, 4);
    // It drops the first wish and fulfils the second.
    asked = 0;
    answer = () => { if (asked === 2) render('b'); };
    render('b');
    await passes();
    assert.equal(asked, 2);
  } finally {
    drawings.dispose();
  }
});

/** A preview of one page with fences, and all that is drawn in it. `milliseconds` pass only where a test says so. */
async function previewed(t, files, pages = ['file:///page.md']) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { Drawings } = await part('markdown/drawings.ts');
  const editor = await import('vscode');
  const seen = { rendered: [], requests: [], asked: 0 };
  const unanswered = [];
  const server = {
    onDidChangeState: () => ({ dispose() {} }),
    onDidTellFiles: () => ({ dispose() {} }),
    request: (_method, { uri, theme }) => new Promise((answer) => {
      seen.requests.push(`${uri} ${theme}`);
      unanswered.push(() => answer({ svg: `${seen.drawing} ${theme}` }));
    }),
  };
  const [page] = pages;
  let now = 0;
  const drawings = new Drawings(server, () => render());
  const render = () => {
    seen.asked += 1;
    const theme = editor.window.activeColorTheme.kind === editor.ColorThemeKind.Dark ? 'dark' : 'calm';
    for (const page of pages) {
      const shown = files.map((file, ordinal) => drawings.get({ page, ordinal, fence: { file, drawing: {} }, text: '', theme })?.picture?.svg);
      seen.rendered.push([now, ...shown]);
    }
  };
  const milliseconds = async (count) => {
    for (let passed = 0; passed < count; passed += 10) {
      now += 10;
      t.mock.timers.tick(10);
      // Answers take their time.
      await new Promise(setImmediate);
    }
  };
  const answered = async () => {
    unanswered.splice(0).forEach((answer) => answer());
    await new Promise(setImmediate);
  };
  seen.drawing = 'first';
  t.after(() => {
    drawings.dispose();
    editor.window.activeColorTheme.kind = editor.ColorThemeKind.Light;
  });
  return { seen, editor, page, render, milliseconds, answered, unanswered };
}

test('a page is left alone while the preview loads it, and rendered once more where one may be lost', async (t) => {
  const { seen, editor, render, milliseconds, answered } = await previewed(t, ['a.journey', 'b.journey']);
  render();
  await answered();
  await milliseconds(690);
  assert.deepEqual(seen.rendered, [[0, undefined, undefined]], 'it is loading');
  await milliseconds(110);
  assert.deepEqual(seen.rendered.slice(1), [[750, 'first calm', 'first calm']]);
  // Something changes at once, and again.
  for (const drawing of ['second', 'third']) {
    seen.drawing = drawing;
    editor.happens('file');
    await milliseconds(300);
    await answered();
  }
  assert.equal(seen.rendered.length, 2);
  await milliseconds(200);
  assert.deepEqual(seen.rendered.slice(2), [[1500, 'third calm', 'third calm']]);
  await milliseconds(10_000);
  assert.deepEqual(seen.rendered.slice(3), [[4500, 'third calm', 'third calm']], 'once, for one of the three came too early');
  seen.drawing = 'fourth';
  editor.happens('file');
  await milliseconds(300);
  await answered();
  await milliseconds(10_000);
  assert.deepEqual(seen.rendered.slice(4).map(([, ...shown]) => shown), [['fourth calm', 'fourth calm']], 'there is no doubt about this one');
});

test('new colours, and files that changed, are drawn before a page is rendered with them, all of them at once', async (t) => {
  const { seen, editor, render, milliseconds, answered, unanswered } = await previewed(t, ['a.journey', 'b.journey', 'c.journey']);
  render();
  await answered();
  await milliseconds(10_000);
  const news = () => seen.rendered.splice(0).map(([, ...shown]) => shown);
  news();
  editor.window.activeColorTheme.kind = editor.ColorThemeKind.Dark;
  editor.happens('theme');
  for (let left = 3; left > 0; left -= 1) {
    assert.deepEqual(news(), []);
    unanswered.shift()();
    await milliseconds(100);
  }
  assert.deepEqual(news(), [['first dark', 'first dark', 'first dark']]);
  await milliseconds(10_000);
  seen.drawing = 'second';
  editor.happens('file');
  await milliseconds(300);
  // One takes long: the others do not wait for ever.
  unanswered.shift()();
  unanswered.shift()();
  await milliseconds(600);
  assert.deepEqual(news(), [['second dark', 'second dark', 'first dark']]);
  await milliseconds(10_000);
  await answered();
  await milliseconds(10_000);
  assert.deepEqual(news(), [['second dark', 'second dark', 'second dark']]);
  // A file was saved that changes no picture.
  editor.happens('file');
  await milliseconds(300);
  await answered();
  await milliseconds(10_000);
  assert.deepEqual(news(), []);
  assert.equal(seen.requests.length, 12);
});

test('two previews in sight are rendered with what is new, and then left alone', async (t) => {
  const { seen, editor, render, milliseconds, answered } = await previewed(t, ['a.journey'], ['file:///a.md', 'file:///b.md']);
  render();
  await answered();
  await milliseconds(60_000);
  // Both with the pictures, and once more because they were loaded side by side.
  assert.deepEqual(seen.rendered.splice(2).map(([, shown]) => shown), Array(4).fill('first calm'));
  seen.drawing = 'second';
  editor.happens('file');
  await milliseconds(300);
  await answered();
  await milliseconds(60_000);
  assert.deepEqual(seen.rendered.splice(2).map(([, shown]) => shown), Array(4).fill('second calm'));
});

test('a preview that shows a page no more is asked for it in vain once, not at each change', async (t) => {
  const pages = ['file:///a.md'];
  const { seen, editor, render, milliseconds, answered } = await previewed(t, ['a.journey'], pages);
  render();
  await answered();
  await milliseconds(10_000);
  pages.pop();
  for (const drawing of ['second', 'third']) {
    seen.drawing = drawing;
    editor.happens('file');
    await milliseconds(300);
    await answered();
    await milliseconds(10_000);
  }
  // Three times while it was in sight, and four for the first change.
  assert.equal(seen.asked, 3 + 4);
});

test('a fence that is gone from its page is not waited for', async (t) => {
  const files = ['a.journey', 'b.journey'];
  const { seen, editor, render, milliseconds, answered } = await previewed(t, files);
  render();
  await answered();
  await milliseconds(10_000);
  files.pop();
  seen.rendered = [];
  seen.drawing = 'second';
  editor.happens('file');
  await milliseconds(300);
  await answered();
  await milliseconds(60_000);
  assert.deepEqual(seen.rendered.map(([, ...shown]) => shown), [['second calm']]);
});

test('a preview whose page is closed as a text is rendered again where a file changes', async (t) => {
  const { seen, editor, page, render, milliseconds, answered } = await previewed(t, ['a.journey']);
  render();
  await answered();
  await milliseconds(5000);
  editor.happens('close', { uri: page });
  seen.drawing = 'second';
  editor.happens('file');
  await milliseconds(300);
  await milliseconds(100);
  await answered();
  await milliseconds(5000);
  assert.equal(seen.rendered.at(-1)[1], 'second calm');
});

test('pictures of fences are kept: the last two hundred, and all that are in sight', async () => {
  const { Drawings } = await part('markdown/drawings.ts');
  let requests = 0;
  const server = {
    onDidChangeState: () => ({ dispose() {} }),
    onDidTellFiles: () => ({ dispose() {} }),
    request: (_method, { text }) => { requests += 1; return Promise.resolve({ svg: text }); },
  };
  const drawings = new Drawings(server, () => {});
  try {
    /** Renders fences, with these texts one below the other, on a page; gives how many the server was asked for. */
    const render = async (page, texts) => {
      const before = requests;
      const fence = { drawing: { view: 'map' } };
      const shown = texts.map((text, ordinal) => drawings.get({ page, ordinal, fence, text, theme: 'calm' }));
      await new Promise(setImmediate);
      return { asked: requests - before, shown: shown.map((drawn) => drawn?.picture?.svg) };
    };
    const typed = Array.from({ length: 1000 }, (_, at) => `typed ${at}`);
    for (const text of typed) assert.equal((await render('file:///typed.md', [text])).asked, 1);
    for (const text of typed.slice(-200)) assert.deepEqual(await render('file:///typed.md', [text]), { asked: 0, shown: [text] });
    // The oldest of these is used once more before another comes: the next one goes instead.
    assert.equal((await render('file:///typed.md', [typed[800]])).asked, 0);
    assert.equal((await render('file:///typed.md', ['another'])).asked, 1);
    assert.equal((await render('file:///typed.md', [typed[800]])).asked, 0);
    assert.equal((await render('file:///typed.md', [typed[801]])).asked, 1);
    for (const text of typed.slice(0, 800)) assert.equal((await render('file:///typed.md', [text])).asked, 1, `${text} is not kept`);
    const long = Array.from({ length: 500 }, (_, at) => `fence ${at}`);
    assert.equal((await render('file:///long.md', long)).asked, 500);
    for (const _ of 'again') assert.deepEqual(await render('file:///long.md', long), { asked: 0, shown: long });
    // Most of that page is gone, and so is what was kept for it only because it was in sight.
    await render('file:///long.md', long.map(() => 'all the same'));
    for (const text of typed.slice(-200)) await render('file:///typed.md', [text]);
    assert.equal((await render('file:///long.md', long)).asked, 500);
  } finally {
    drawings.dispose();
  }
});

test('who wants a PNG is told where no page can paint it', async () => {
  const { Painter } = await part('map/painter.ts');
  await assert.rejects(new Painter(() => Promise.resolve(false)).paint('<svg/>', 2), /not ready to paint/);
  await assert.rejects(new Painter(() => Promise.reject(new Error('it is gone'))).paint('<svg/>', 2), /it is gone/);
  const sent = [];
  const painter = new Painter((message) => Promise.resolve(sent.push(message) > 0));
  const painted = painter.paint('<svg/>', 2);
  painter.hear({ type: 'png', number: sent[0].number, bytes: new Uint8Array([7]) });
  assert.deepEqual(await painted, new Uint8Array([7]));
  const failed = painter.paint('<svg/>', 2);
  painter.hear({ type: 'png', number: sent[1].number, problem: 'it is too large' });
  await assert.rejects(failed, /it is too large/);
  const late = painter.paint('<svg/>', 2);
  painter.dispose();
  await assert.rejects(late, /the panel was closed/);
});

test('whatever stands in a journey is text in the page', async () => {
  const { figure } = await part('markdown/figure.ts');
  const escape = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  const asMarkdown = [];
  const evil = '"><script>alert(1)</script>';
  const shown = (more) => figure({
    fence: { drawing: {}, table: true, notes: true, mistakes: [] }, line: 12, attributes: ' class="code-line" data-line="10"', escape,
    render: (text) => `<p>markdown ${asMarkdown.push(text)}</p>`, drawn: undefined, ...more,
  });
  const picture = {
    text: 'journey', language: 'mermaid', notes: [evil], id: 'a', label: evil, view: 'map', svg: `<svg width="500"><text>${escape(evil)}</text></svg>`,
    table: evil, errors: [{ message: evil, location: { uri: 'file:///page.md', range: { start: { line: 3, character: 0 }, end: { line: 3, character: 1 } } } }],
  };
  const html = shown({ drawn: { picture } });
  assert.ok(!html.includes('<script'), html);
  assert.ok(html.startsWith('<figure class="journey-figure code-line" data-line="10">'), html);
  assert.match(html, /Line 15: /);
  assert.match(html, /min-width: 300px/);
  // The table is the one thing in it that is Markdown, in which the program has seen to it that names are text.
  assert.deepEqual(asMarkdown, [evil]);
  assert.ok(!shown({ drawn: { problem: evil } }).includes('<script'));
  assert.ok(!shown({ fence: { drawing: {}, table: true, notes: true, mistakes: [evil] } }).includes('<script'));
  assert.match(shown({}), /Drawing …/);
});
