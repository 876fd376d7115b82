// The grammar of record, by the real parser.

import { spawnSync } from "node:child_process";

import { words } from "./prefix.mjs";

/**
 * What the parser takes the words of files for.
 * @param {string[]} files
 * @returns {{ words: [kind: string, start: number, end: number, parent: string][], errors: [number, number][] }[]} In bytes.
 */
export function recorded(files) {
  const run = spawnSync(words, ["words"], { input: files.map((file) => `${file}\n`).join(""), maxBuffer: 2 ** 30 });
  if (run.status !== 0) throw new Error(`${words} words: ${run.stderr}`);
  const lines = run.stdout.toString().split("\n").slice(0, -1);
  if (lines.length !== files.length) throw new Error(`${files.length} files, ${lines.length} answers`);
  return lines.map((line) => JSON.parse(line));
}
