/** Which versions of the program this extension works with, and what a program says about itself. */

import satisfies from 'semver/functions/satisfies.js';

/** The versions of `journey` that speak what this extension speaks, as npm writes ranges. */
export const REQUIRED = '>=0.1.0 <0.2.0';

/** The version in what `journey --version` prints; undefined where some other program of that name answers. */
export function versionIn(output: string): string | undefined {
  return /^journey (\d+\.\d+\.\d+\S*)\s*$/.exec(output)?.[1];
}

/** Whether the extension works with a version of the program. What leads up to a version counts as that version. */
export function isSupported(version: string, range: string = REQUIRED): boolean {
  return satisfies(version, range, { includePrerelease: true });
}

/** The required versions in words. */
export function requiredInWords(range: string = REQUIRED): string {
  const [, from, below] = /^>=(\S+) <(\S+)$/.exec(range) ?? [];
  return from === undefined || below === undefined ? range : `${from} or newer, below ${below}`;
}
