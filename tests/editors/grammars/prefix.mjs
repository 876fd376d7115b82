// Where the tests find what the set-up installed, and the project's own files.

import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** A variable of the environment that `cargo xtask test grammars` sets. */
function given(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run \`cargo xtask test grammars\``);
  return value;
}

export const prefix = given("JOURNEY_EDITORS");

/** Loads a package of the set-up. */
export const load = createRequire(path.join(prefix, "node_modules", "any.js"));

export const root = path.resolve(fileURLToPath(import.meta.url), "../../../..");
export const grammarFolder = path.join(root, "grammar");
export const treeSitterFolder = path.join(grammarFolder, "tree-sitter-journey");
export const treeSitter = path.join(prefix, "bin", "tree-sitter");

/** `cargo xtask` itself, whose command `words` asks the grammar of record. */
export const words = given("JOURNEY_XTASK");
