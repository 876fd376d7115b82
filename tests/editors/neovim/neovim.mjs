// Starts real Neovims, headless and without anything of the person who runs the tests, and reads what scenarios found.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

const here = dirname(fileURLToPath(import.meta.url));

/** The repository. */
export const repository = resolve(here, "../../..");
/** The plugin. */
export const plugin = join(repository, "editors/nvim");
/** The grammar whose parser colours journeys. */
export const grammar = join(repository, "grammar/tree-sitter-journey");

/** How long a scenario may take, in milliseconds. */
const PATIENCE = 120_000;

/** A variable that `cargo xtask test neovim` sets. */
export function given(variable) {
  const value = process.env[variable];
  assert.ok(value, `${variable} is not set: run \`cargo xtask test neovim\``);
  return value;
}

/** The program that is tested. */
export const journey = given("JOURNEY");

const prefix = given("JOURNEY_EDITORS");

/** Both Neovims, the newest first. */
export const neovims = [
  { version: "0.12", path: join(prefix, "bin/nvim") },
  { version: "0.10", path: join(prefix, "bin/nvim-0.10") },
];
for (const { version, path } of neovims) {
  assert.ok(existsSync(path), `Neovim ${version} is not at ${path}: run tests/editors/setup neovim`);
}

/** A place of its own on the disk, with an empty home and `journey` on its PATH; it goes with the test. */
export class Place {
  constructor(t) {
    this.folder = realpathSync(mkdtempSync(join(tmpdir(), "journey-neovim-")));
    // What was started here may still be going, and write.
    t.after(() => rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 }));
    for (const name of ["home", "work", "bin", "run"]) mkdirSync(join(this.folder, name), { mode: 0o700 });
    this.work = join(this.folder, "work");
    this.home = join(this.folder, "home");
    this.bin = join(this.folder, "bin");
    symlinkSync(journey, join(this.bin, "journey"));
  }

  /** Puts a program on the PATH, in place of one that is there. */
  program(name, text) {
    const path = join(this.bin, name);
    rmSync(path, { force: true });
    writeFileSync(path, text);
    chmodSync(path, 0o755);
    return path;
  }

  /** The environment of whoever works in this place. */
  environment(more = {}) {
    return {
      PATH: `${this.bin}:/usr/local/bin:/usr/bin:/bin`,
      HOME: this.home,
      XDG_RUNTIME_DIR: join(this.folder, "run"),
      TMPDIR: this.folder,
      LANG: "C.UTF-8",
      TERM: "xterm-256color",
      COLORTERM: "truecolor",
      JOURNEY_PLUGIN: plugin,
      JOURNEY_GRAMMAR: grammar,
      JOURNEY_DOC: join(plugin, "doc"),
      JOURNEY_EXAMPLES: join(repository, "grammar/examples"),
      ...more,
    };
  }
}

/** Runs a program to its end: `{ code, stdout, stderr }`. One that takes too long is ended and fails. */
export function run(command, args, options = {}) {
  const { patience = PATIENCE, ...rest } = options;
  return new Promise((done, fail) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], detached: true, ...rest });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (data) => (stdout += data));
    child.stderr.on("data", (data) => (stderr += data));
    const timer = setTimeout(() => {
      // Its own group, so that the servers that it started go too.
      process.kill(-child.pid, "SIGKILL");
      fail(new Error(`${command} ${args.join(" ")} takes longer than ${patience} ms\n${stdout}\n${stderr}`));
    }, patience);
    child.on("error", fail);
    child.on("close", (code) => {
      clearTimeout(timer);
      done({ code, stdout, stderr });
    });
  });
}

/** Runs a scenario in a Neovim and gives the outcome of each check: `[{ name, problem? }]`. */
export async function outcomes(t, neovim, scenario, { place = new Place(t), environment = {}, wrapper = [], args = [], patience } = {}) {
  const results = join(place.folder, `results-${neovim.version}.jsonl`);
  const command = [
    ...wrapper,
    neovim.path,
    "--headless",
    "-n",
    ...["-i", "NONE"],
    ...["-u", join(here, "lua/init.lua")],
    ...args,
    ...["-c", `lua require('scenario').run('${join(here, "scenarios", `${scenario}.lua`)}')`],
  ];
  const env = place.environment({ JOURNEY_RESULTS: results, JOURNEY_SCENARIOS: here, ...environment });
  const { code, stdout, stderr } = await run(command[0], command.slice(1), { cwd: place.work, env, patience });
  assert.ok(existsSync(results), `Neovim ended (${code}) before it checked anything\n${stdout}\n${stderr}`);
  const found = readFileSync(results, "utf8").trimEnd().split("\n").map((line) => JSON.parse(line));
  assert.equal(found.at(-1)?.name, "end", `Neovim ended (${code}) in the middle of ${scenario}\n${stdout}\n${stderr}`);
  return found.slice(0, -1);
}

/** Registers a scenario as tests in both Neovims (or those named), a subtest for each of its checks. */
export function scenario(name, options = {}) {
  for (const neovim of neovims.filter(({ version }) => !options.only || options.only === version)) {
    test(`Neovim ${neovim.version}: ${options.title ?? name}`, async (t) => {
      const place = new Place(t);
      const settings = options.prepare?.(place, neovim) ?? {};
      const found = await outcomes(t, neovim, name, { place, ...options, ...settings });
      assert.ok(found.length > 0, `${name} checks nothing`);
      for (const { name: check, problem, note } of found) {
        await t.test(check, (inner) => {
          if (note) inner.diagnostic(note);
          if (problem) assert.fail(problem);
        });
      }
    });
  }
}
