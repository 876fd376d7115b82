// What a person sees: Neovim in a terminal, typed at, and looked at. The pictures of the README are taken here.

import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Terminal } from "../terminal.mjs";
import { pictures } from "../terminal_picture.mjs";
import { Place, given, neovims, plugin, repository, run } from "./neovim.mjs";

const SHOP = readFileSync(join(repository, "grammar/examples/weekly-shop.journey"), "utf8");
const README = readFileSync(join(plugin, "README.md"), "utf8");
/** Whether the server has said something: the title of a source stands behind its name, which the text itself has not. */
const isServed = (screen) => screen.includes("source: interviews Customer interviews");
/** Neovim's own dark colours, for what nothing is drawn on. */
const LOOK = { paper: "#14161b", ink: "#e0e2ea" };

/** A Neovim in a terminal, with the plugin and its parser. */
async function begin(t, neovim, { files, lines = "", columns = 110, rows = 34, open = "shop.journey" }) {
  const place = new Place(t);
  writeFileSync(join(place.work, "journey.toml"), "language = 1\n");
  mkdirSync(join(place.work, "data"));
  writeFileSync(join(place.work, "data/q3.csv"), "score\n5\n");
  for (const [name, text] of Object.entries(files)) writeFileSync(join(place.work, name), text);
  const init = join(place.folder, "init.lua");
  const usual = `vim.opt.runtimepath:prepend('${plugin}')\nvim.o.termguicolors = true\nvim.o.background = 'dark'\nvim.diagnostic.config({ virtual_text = true })\n`;
  writeFileSync(init, usual + lines);
  const built = await run(neovim.path, ["--headless", "-u", init, "-c", "JourneyParser", "-c", "qa!"], { cwd: place.work, env: place.environment() });
  assert.equal(built.code, 0, built.stderr);
  const command = [neovim.path, "-n", "-i", "NONE", "-u", init, open];
  return new Terminal(command, { cwd: place.work, env: place.environment(), columns, rows });
}

/** Keeps a picture, and renews that of the README where somebody wants that. */
async function picture(terminal, name) {
  const folder = given("JOURNEY_PICTURES");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  writeFileSync(path, (await pictures([terminal.coloured()], LOOK))[0]);
  assert.ok(statSync(path).size > 10_000, `${name} is empty`);
  if (process.env.JOURNEY_WRITE_PICTURES === "1" && README.includes(`pictures/${name}.png`)) {
    copyFileSync(path, join(plugin, "pictures", `${name}.png`));
  }
}

/** Whether a word is drawn in a colour or weight of its own somewhere on the screen. */
function isStyled(screen, word) {
  return screen.split("\n").some((line) => new RegExp(`\\u001b\\[[0-9;:]*m[^\\u001b]*${word}`).test(line));
}

for (const neovim of neovims) {
  test(`Neovim ${neovim.version}: a journey on the screen, with its findings`, async (t) => {
    const wrong = SHOP.replace("persona: maya, tom", "persona: maya, tomm");
    assert.notEqual(wrong, SHOP);
    const terminal = await begin(t, neovim, { files: { "shop.journey": wrong }, columns: 112, rows: 32 });
    await terminal.until("the server", isServed);
    terminal.type("/^journey weekly_shop ");
    terminal.press("Enter", "z", "t", "C-y", "C-y");
    terminal.type("/tomm");
    terminal.press("Enter");
    terminal.type(":nohlsearch");
    terminal.press("Enter");
    await terminal.until("the finding behind its line", (screen) => /tomm.*(There is no persona|■)/.test(screen));
    await terminal.until("facts above declarations", (shown) => /emotion -1 at Searches/.test(shown));
    terminal.type(":lua vim.diagnostic.open_float({ border = 'rounded' })");
    terminal.press("Enter");
    const screen = await terminal.until("the finding in full", (shown) => shown.includes("╭") && shown.includes("Did you mean"));
    assert.match(screen, /There is no persona `tomm`/);
    const coloured = terminal.coloured();
    for (const word of ["touchpoint", "emotion", '"Searches for dinner"']) {
      assert.ok(isStyled(coloured, word), `${word} has no colour`);
    }
    await picture(terminal, neovim.version === "0.12" ? "writing" : "writing-0.10");
  });

  test(`Neovim ${neovim.version}: a name is completed as it is typed`, async (t) => {
    const terminal = await begin(t, neovim, { files: { "shop.journey": SHOP } });
    await terminal.until("the server", isServed);
    terminal.type("/  state: as-is");
    terminal.press("Enter");
    terminal.type("opersona: to");
    await terminal.until("what was typed", (screen) => screen.includes("persona: to"));
    terminal.press("C-x");
    await terminal.until("the mode", (screen) => screen.includes("^X mode"));
    terminal.press("C-o");
    await terminal.until("the completed name", (screen) => /persona: tom/.test(screen));
    terminal.press("C-e", "Escape", "u");
    terminal.press("Escape");
  });
}

test("Neovim 0.12: with `completion`, the list opens by itself", async (t) => {
  const lines = "vim.g.journey = { completion = true }\nvim.o.completeopt = 'menuone,noselect,popup'\n";
  const terminal = await begin(t, neovims[0], { files: { "shop.journey": SHOP }, lines });
  await terminal.until("the server", isServed);
  terminal.type("/  state: as-is");
  terminal.press("Enter");
  terminal.type("opersona:");
  await terminal.until("what was typed", (screen) => /^ *persona:\s*$/m.test(screen));
  terminal.type(" ");
  await terminal.until("the list", (screen) => /maya +Class +Maya/.test(screen) && /tom +Class +Tom/.test(screen));
});

test("Neovim 0.12: a block that is typed comes out laid out", async (t) => {
  const terminal = await begin(t, neovims[0], { files: { "new.journey": 'journey first "First" {}\n' }, open: "new.journey" });
  await terminal.until("the server", (screen) => screen.includes("show as diagram"));
  terminal.type("ojourney returns \"Returns\" {");
  terminal.press("Enter");
  terminal.type("stage ask \"Asks\" {");
  terminal.press("Enter");
  terminal.type("touchpoint call \"Calls\" { emotion:   -1 }");
  terminal.press("Enter");
  terminal.type("}");
  terminal.press("Enter");
  terminal.type("}");
  // The server lays a block out when the last brace closes it; the indentation is the plugin's own.
  await terminal.until("the layout", (screen) => /touchpoint call "Calls" \{ emotion: -1 \}/.test(screen));
  terminal.press("Escape");
  terminal.type(":write");
  terminal.press("Enter");
  await terminal.until("the end", (screen) => screen.includes("written"));
  assert.match(terminal.screen(), /journey returns "Returns" \{.*\n.*stage ask/);
});

test("Neovim 0.12: the map as text beside the journey", async (t) => {
  const terminal = await begin(t, neovims[0], { files: { "shop.journey": SHOP }, columns: 150, rows: 28 });
  await terminal.until("the server", isServed);
  terminal.type("/journey weekly_shop ");
  terminal.press("Enter", "z", "t");
  terminal.type(":nohlsearch | JourneyMap text");
  terminal.press("Enter");
  await terminal.until("the drawing", (screen) => screen.includes("╭") && screen.includes("2  Opens the door") && screen.includes("+2  Maya, busy parent; Tom"));
  await picture(terminal, "map");
});
