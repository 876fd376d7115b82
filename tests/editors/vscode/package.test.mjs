// The package, as it is given to people.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { inflateRawSync } from 'node:zlib';

import { extension, packed } from './packed.mjs';
import { scratch, startEditor, write } from './window.mjs';

/** The files in a package: their sizes in bytes, their permissions, and their texts. */
function content(vsix) {
  const zip = fs.readFileSync(vsix);
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const files = new Map();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [packedSize, size, nameSize, extraSize, commentSize] =
      [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 24), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    const name = zip.toString('utf8', at + 46, at + 46 + nameSize);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const data = zip.subarray(start, start + packedSize);
    const text = () => (zip.readUInt16LE(local + 8) === 8 ? inflateRawSync(data) : data).toString('utf8');
    files.set(name, { size, mode: (zip.readUInt32LE(at + 38) >>> 16) & 0o777, text });
    at += 46 + nameSize + extraSize + commentSize;
  }
  return files;
}

const read = (vsix, name) => content(vsix).get(name).text();

const universal = packed();

test('the universal package is small, and has all that it names and nothing else', (t) => {
  const size = fs.statSync(universal).size;
  t.diagnostic(`${Math.round(size / 1024)} KiB`);
  assert.ok(size < 3 * 1024 * 1024, `${size} bytes`);
  const files = content(universal);
  for (const name of ['package.json', 'readme.md', 'changelog.md', 'LICENSE.txt', 'THIRD-PARTY-LICENCES.txt', 'dist/extension.cjs',
    'dist/journey.tmLanguage.json', 'dist/journey.toml.schema.json']) {
    assert.ok(files.has(`extension/${name}`), name);
  }
  for (const name of files.keys()) {
    assert.doesNotMatch(name, /node_modules|\.ts$|\.map$|tsconfig|package-lock|server\//, name);
  }
  const manifest = JSON.parse(read(universal, 'extension/package.json'));
  assert.ok(!('scripts' in manifest || 'dependencies' in manifest || 'devDependencies' in manifest));
  for (const { path: grammar } of manifest.contributes.grammars) assert.ok(files.has(path.posix.join('extension', grammar)), grammar);
});

test('what it contains of others is listed with its licence', () => {
  const licences = read(universal, 'extension/THIRD-PARTY-LICENCES.txt');
  const lock = JSON.parse(fs.readFileSync(path.join(extension, 'package-lock.json'), 'utf8'));
  const listed = [...licences.matchAll(/^(\S+) (\d\S*) \((.+)\)$/gm)].map(([, name, version]) => `${name}@${version}`);
  for (const name of ['vscode-languageclient', 'vscode-languageserver-protocol', 'vscode-jsonrpc', 'semver']) {
    assert.ok(listed.includes(`${name}@${lock.packages[`node_modules/${name}`].version}`), `${name} among ${listed}`);
  }
  assert.match(licences, /Permission is hereby granted/);
});

test('two packages of the same files are the same', () => {
  assert.ok(fs.readFileSync(universal).equals(fs.readFileSync(packed())));
});

test('the package for a platform has the program inside, ready to run once it is installed', async () => {
  const program = path.join(write(scratch('program'), { journey: '#!/bin/sh\necho journey 0.1.0\n' }), 'journey');
  const vsix = packed({ target: 'linux-x64', server: program });
  assert.equal(content(vsix).get('extension/server/journey').mode, 0o755);
  assert.match(read(vsix, 'extension.vsixmanifest'), /TargetPlatform="linux-x64"/);
  const editor = await startEditor({ vsix: [vsix] });
  try {
    const extensions = path.join(editor.home, 'extensions');
    const installed = fs.readdirSync(extensions).find((name) => name.startsWith('journey-maps.journey-'));
    const { stdout } = spawnSync(path.join(extensions, installed, 'server/journey'), ['--version'], { encoding: 'utf8' });
    assert.equal(stdout, 'journey 0.1.0\n');
  } finally {
    await editor.close();
  }
});

test('a package for a platform without a program, or a program without a platform, is refused', () => {
  for (const args of [['--target', 'linux-x64'], ['--server', '/bin/true']]) {
    const { status, stderr } = spawnSync(process.execPath, ['build/package.mjs', ...args], { cwd: extension, encoding: 'utf8' });
    assert.equal(status, 1);
    assert.match(stderr, /belong together/);
  }
});

test('no advisory is known for what is bundled', (t) => {
  const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json'], { cwd: extension, encoding: 'utf8', timeout: 60_000 });
  let report;
  try {
    report = JSON.parse(stdout);
  } catch {
    report = { message: 'no answer' };
  }
  if (report.metadata === undefined) {
    t.diagnostic(`the registry does not answer npm audit here (${report.message ?? report.error?.summary}): nothing is known`);
    return;
  }
  assert.equal(report.metadata.vulnerabilities.total, 0, JSON.stringify(report.vulnerabilities, undefined, 2));
});
