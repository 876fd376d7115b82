// Bundles the extension into dist/.
import { build } from 'esbuild';
import { access, cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What is programs: for the editor's extension host (CommonJS for Node), and for web views (modules for browsers). */
const PROGRAMS = [
  { entryPoints: ['src/extension.ts'], outfile: 'dist/extension.cjs', platform: 'node', format: 'cjs', target: 'node20', external: ['vscode'] },
  { entryPoints: ['src/map/surface/main.ts'], outfile: 'dist/map.js', platform: 'browser', format: 'iife', target: 'chrome120' },
];

/** What is copied as it is: from a path seen from the project's root, to one in dist/. */
const COPIED = [
  ['grammar/journey.markdown.tmLanguage.json', 'journey.markdown.tmLanguage.json'],
  ['editors/vscode/src/markdown/markdown.css', 'markdown.css'],
  ['grammar/journey.tmLanguage.json', 'journey.tmLanguage.json'],
  ['grammar/journey.toml.schema.json', 'journey.toml.schema.json'],
];

/** Bundles the extension and gives the files that went into it. */
export async function bundle() {
  await rm(`${root}/dist`, { recursive: true, force: true });
  const inputs = new Set();
  for (const program of PROGRAMS) {
    const { metafile } = await build({
      absWorkingDir: root,
      bundle: true,
      minify: true,
      legalComments: 'none',
      logLevel: 'warning',
      metafile: true,
      ...program,
    });
    for (const input of Object.keys(metafile.inputs)) inputs.add(input);
  }
  for (const [from, to] of COPIED) {
    const source = path.resolve(root, '../..', from);
    await access(source).catch(() => {
      throw new Error(`${from} is not there: the extension cannot be built without it`);
    });
    await mkdir(path.dirname(path.join(root, 'dist', to)), { recursive: true });
    await cp(source, path.join(root, 'dist', to));
  }
  return [...inputs];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle();
