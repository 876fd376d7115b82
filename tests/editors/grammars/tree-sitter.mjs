// The tree-sitter grammar, by the real command line program.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { treeSitter, treeSitterFolder } from "./prefix.mjs";

/** A folder for what the program writes; its home, too, so that no settings of the developer count. */
export const folder = mkdtempSync(path.join(tmpdir(), "journey-grammars-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** Runs the program in the grammar's folder. */
export function run(args, { allowed = [0], ...options } = {}) {
  const env = { PATH: process.env.PATH, HOME: folder, XDG_CACHE_HOME: folder, XDG_CONFIG_HOME: folder, NO_COLOR: "1" };
  const done = spawnSync(treeSitter, args, { cwd: treeSitterFolder, env, maxBuffer: 2 ** 30, encoding: "utf8", ...options });
  if (done.error) throw done.error;
  if (!allowed.includes(done.status)) throw new Error(`tree-sitter ${args.join(" ")}:\n${done.stdout}\n${done.stderr}`);
  return done;
}

let library;

/** The compiled parser, and the options that name it. */
export function compiled() {
  if (!library) {
    library = path.join(folder, "journey.so");
    run(["build", "--output", library]);
  }
  return ["--lib-path", library, "--lang-name", "journey"];
}

/**
 * The trees of files.
 * @returns {{ kind: string, field?: string, start: [number, number], end: [number, number], parent: number }[][]} All named
 * nodes, parents first; `parent` is a place in the list, or -1. Places are rows and columns in bytes; only LF ends a row.
 */
export function parsed(files) {
  const list = path.join(folder, "files");
  writeFileSync(list, files.map((file) => `${file}\n`).join(""));
  // 1: there is an ERROR in one of the trees, which the caller sees.
  const { stdout } = run(["parse", ...compiled(), "--paths", list], { allowed: [0, 1] });
  const trees = [];
  let open;
  for (const line of stdout.split("\n")) {
    const node = /^( *)(?:([a-z_]+): )?\((?:MISSING )?("[^"]*"|\w+) \[(\d+), (\d+)\] - \[(\d+), (\d+)\]/.exec(line);
    if (!node) continue;
    const [, indentation, field, kind, ...place] = node;
    const depth = indentation.length / 2;
    if (depth === 0) {
      trees.push([]);
      open = [];
    }
    const [startRow, startColumn, endRow, endColumn] = place.map(Number);
    open.length = depth;
    const tree = trees.at(-1);
    tree.push({ kind, field, start: [startRow, startColumn], end: [endRow, endColumn], parent: open.at(-1) ?? -1 });
    open.push(tree.length - 1);
  }
  if (trees.length !== files.length) throw new Error(`${files.length} files, ${trees.length} trees`);
  return trees;
}
