// The packed extension, as people install it.

import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { scratch } from './window.mjs';

/** The folder of the extension. */
export const extension = fileURLToPath(new URL('../../../editors/vscode', import.meta.url));

/** Packs the extension, with the program inside where one is given, and gives the package's path. */
export function packed({ target, server } = {}) {
  const out = path.join(scratch('packed'), 'journey.vsix');
  const inside = server === undefined ? [] : ['--target', target, '--server', server];
  const args = [path.join(extension, 'build/package.mjs'), '--out', out, ...inside];
  execFileSync(process.execPath, args, { cwd: extension, stdio: ['ignore', 'ignore', 'inherit'] });
  return out;
}
