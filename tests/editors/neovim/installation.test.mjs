// The plugin as people install it, what it costs at start, and files that have to be in step with others.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { Place, given, grammar, neovims, plugin, repository, run } from "./neovim.mjs";

/** The help, with examples that can be run: `REPOSITORY` is the address. */
const help = readFileSync(join(plugin, "doc/journey.txt"), "utf8");

/** A repository as people clone it, with the folders that the plugin needs. */
function clonable(place) {
  const folder = join(place.folder, "repository");
  cpSync(plugin, join(folder, "editors/nvim"), { recursive: true });
  cpSync(grammar, join(folder, "grammar/tree-sitter-journey"), { recursive: true, dereference: true });
  const git = (...args) => execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], { cwd: folder });
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "--message=All");
  return folder;
}

/** What a Neovim that somebody configured makes of a journey. */
async function found(neovim, place) {
  writeFileSync(join(place.work, "shop.journey"), 'journey shop "Shop" {}\n');
  const program = `
    local served = vim.wait(60000, function() return #vim.lsp.get_clients({ name = 'journey', bufnr = 0 }) > 0 end, 5)
    local found = {
      filetype = vim.bo.filetype, served = served, commands = vim.fn.exists(':JourneyMap') == 2,
      indented = vim.bo.indentexpr ~= '', settings = vim.bo.commentstring, grammar = require('journey.parser').grammar() ~= nil,
      help = pcall(vim.cmd.help, 'journey-install'),
    }
    io.stdout:write('FOUND' .. vim.json.encode(found) .. '\\n')
    vim.cmd('qa!')`;
  writeFileSync(join(place.folder, "look.lua"), program);
  const args = ["--headless", "shop.journey", "-c", `luafile ${join(place.folder, "look.lua")}`];
  const { stdout, stderr } = await run(neovim.path, args, { cwd: place.work, env: place.environment() });
  const line = /FOUND(.*)/.exec(stdout + stderr);
  assert.ok(line, stdout + stderr);
  return JSON.parse(line[1]);
}

const EVERYTHING = { filetype: "journey", served: true, commands: true, indented: true, settings: "// %s", grammar: true, help: true };

for (const neovim of neovims) {
  test(`Neovim ${neovim.version}: as a package of its own, by a link into the repository`, async (t) => {
    const place = new Place(t);
    const folder = clonable(place);
    const packages = join(place.home, ".local/share/nvim/site/pack/journey/start");
    mkdirSync(packages, { recursive: true });
    symlinkSync(join(folder, "editors/nvim"), join(packages, "journey"));
    assert.deepEqual(await found(neovim, place), EVERYTHING);
  });

  test(`Neovim ${neovim.version}: as a package of its own, the grammar out of reach`, async (t) => {
    const place = new Place(t);
    const packages = join(place.home, ".local/share/nvim/site/pack/journey/start");
    cpSync(plugin, join(packages, "journey"), { recursive: true });
    assert.deepEqual(await found(neovim, place), { ...EVERYTHING, grammar: false });
  });
}

test("Neovim 0.12: by vim.pack, in the lines of the help", async (t) => {
  const place = new Place(t);
  const folder = clonable(place);
  const lines = /vim\.pack, which.*?>lua\n(.*?)\n</s.exec(help);
  assert.ok(lines, "the help has lines for vim.pack");
  const config = join(place.home, ".config/nvim/init.lua");
  mkdirSync(dirname(config), { recursive: true });
  // Neovim asks before it installs, which nobody can answer here.
  const answered = lines[1].replace("REPOSITORY", `file://${folder}`).replace("load =", "confirm = false, load =");
  writeFileSync(config, answered);
  assert.deepEqual(await found(neovims[0], place), EVERYTHING);
  // The second start finds it installed.
  assert.deepEqual(await found(neovims[0], place), EVERYTHING);
});

for (const neovim of neovims) {
  test(`Neovim ${neovim.version}: what the plugin costs at each start`, async (t) => {
    const place = new Place(t);
    const times = [];
    for (let round = 0; round < 9; round++) {
      const log = join(place.folder, `start-${round}`);
      const args = ["--headless", "-i", "NONE", "-u", "NORC", "--cmd", `set rtp^=${plugin}`, "--startuptime", log, "-c", "qa!"];
      await run(neovim.path, args, { cwd: place.work, env: place.environment() });
      const own = readFileSync(log, "utf8").split("\n").filter((line) => line.includes(plugin));
      assert.ok(own.length > 0, "Neovim says how long the plugin took");
      // The second number of a line is what the file took by itself, in milliseconds.
      times.push(own.reduce((sum, line) => sum + Number(/^\S+\s+(?:\S+\s+)?(\d+\.\d+):/.exec(line)?.[1] ?? 0), 0));
    }
    times.sort((a, b) => a - b);
    t.diagnostic(`start: ${times[4].toFixed(3)} ms (the median of nine, from ${times[0].toFixed(3)} to ${times[8].toFixed(3)})`);
    assert.ok(times[4] > 0);
  });

  test(`Neovim ${neovim.version}: nothing but the start is loaded without a journey`, async (t) => {
    const place = new Place(t);
    const look = "lua io.stdout:write('LOADED' .. vim.json.encode(vim.tbl_filter(function(name) return vim.startswith(name, 'journey') end, vim.tbl_keys(package.loaded))))";
    const args = ["--headless", "-i", "NONE", "-u", "NORC", "--cmd", `set rtp^=${plugin}`, "-c", "edit a.txt", "-c", look, "-c", "qa!"];
    const { stdout } = await run(neovim.path, args, { cwd: place.work, env: place.environment() });
    assert.match(stdout, /LOADED(\[\]|\{\})/);
  });
}

test("the tags of the help are fresh", async (t) => {
  const place = new Place(t);
  cpSync(join(plugin, "doc"), join(place.work, "doc"), { recursive: true });
  const { stderr } = await run(neovims[0].path, ["--headless", "-u", "NONE", "-c", "helptags doc", "-c", "qa!"], { cwd: place.work, env: place.environment() });
  assert.equal(stderr.trim(), "");
  assert.equal(readFileSync(join(place.work, "doc/tags"), "utf8"), readFileSync(join(plugin, "doc/tags"), "utf8"), "run :helptags editors/nvim/doc");
});

test("the README and the help name the same settings and commands", () => {
  const readme = readFileSync(join(plugin, "README.md"), "utf8");
  const commands = [...help.matchAll(/\*(:Journey\w+)\*/g)].map((match) => match[1]);
  const settings = [...help.matchAll(/\*journey-setting-(\w+)\*/g)].map((match) => match[1]);
  assert.ok(commands.length >= 7 && settings.length >= 10);
  for (const name of [...commands, ...settings.map((setting) => `\`${setting}\``)]) {
    assert.ok(readme.includes(name), `${name} is not in the README`);
  }
});

test("the tests run with the program of this repository", () => {
  assert.match(execFileSync(given("JOURNEY"), ["--version"], { encoding: "utf8" }), /^journey \d/);
});
