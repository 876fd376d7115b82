// Packs the extension: `npm run package -- [--target PLATFORM --server PROGRAM] [--out FILE]`.
//
// Without a target the package is for every computer and finds the program; with one, the program is inside. Whatever
// vsce warns about is an error. Two packages of the same files are the same, byte for byte.
import { chmod, copyFile, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { bundle } from './bundle.mjs';
import { licences } from './licences.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What goes into a package, beside its manifest and the licences. */
const CONTENT = ['CHANGELOG.md', 'language-configuration.json', 'dist', 'icons', 'snippets', 'walkthrough'];

const { values: { target, server, out } } = parseArgs({
  options: { target: { type: 'string' }, server: { type: 'string' }, out: { type: 'string' } },
});
if ((target === undefined) !== (server === undefined)) {
  throw new Error('--target PLATFORM and --server PROGRAM belong together: a program runs on one platform only');
}

const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
const name = `${manifest.name}-${manifest.version}${target === undefined ? '' : `-${target}`}.vsix`;
const packagePath = path.resolve(out ?? path.join(root, name));

const stage = await mkdtemp(path.join(os.tmpdir(), 'journey-package-'));
try {
  const inputs = await bundle();
  for (const part of CONTENT) await cp(path.join(root, part), path.join(stage, part), { recursive: true });
  // The editor shows no pictures of a package's own; they are for whoever reads the page in the project.
  const page = await readFile(path.join(root, 'README.md'), 'utf8');
  await writeFile(path.join(stage, 'README.md'), page.replaceAll(/^!\[[^\]]*\]\(pictures\/[^)]*\)\n\n/gm, ''));
  await copyFile(path.join(root, '../../LICENSE'), path.join(stage, 'LICENSE.txt'));
  await writeFile(path.join(stage, 'THIRD-PARTY-LICENCES.txt'), await licences(root, inputs));
  const { private: _, scripts: __, devDependencies: ___, dependencies: ____, ...published } = manifest;
  await writeFile(path.join(stage, 'package.json'), `${JSON.stringify(published, undefined, 2)}\n`);
  await writeFile(path.join(stage, '.vscodeignore'), '.vscodeignore\n');
  if (server !== undefined) {
    const program = path.join(stage, 'server', target.startsWith('win32') ? 'journey.exe' : 'journey');
    await mkdir(path.dirname(program));
    await copyFile(server, program);
    await chmod(program, 0o755);
  }
  const warnings = [];
  for (const kind of ['warn', 'error']) console[kind] = (...words) => warnings.push(words.join(' '));
  console.log = () => {};
  console.info = () => {};
  process.env.SOURCE_DATE_EPOCH ??= '1767225600';
  process.env.TZ = 'UTC';
  // In an action of GitHub, vsce prints its warnings for the action instead.
  delete process.env.GITHUB_ACTIONS;
  const { createVSIX } = await import('@vscode/vsce');
  await createVSIX({
    cwd: stage, packagePath, target, dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false,
  });
  if (warnings.length > 0) throw new Error(`vsce warns:\n${warnings.join('\n')}`);
  process.stdout.write(`${packagePath}\n`);
} finally {
  await rm(stage, { recursive: true, force: true });
}
