// The live map beside Neovim: both as a person has them, in a terminal and in a browser.

import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Terminal } from "../terminal.mjs";
import { browser } from "../terminal_picture.mjs";
import { Place, neovims, plugin, repository } from "./neovim.mjs";

const SHOP = readFileSync(join(repository, "grammar/examples/weekly-shop.journey"), "utf8");

/** Waits for something that a file system or a browser brings about. */
async function until(what, condition, limit = 60_000) {
  const end = Date.now() + limit;
  for (;;) {
    const value = await condition();
    if (value) return value;
    assert.ok(Date.now() < end, `${what} never came`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** A Neovim in a terminal, whose browser only notes the address. */
function begin(t, neovim, place) {
  writeFileSync(join(place.work, "journey.toml"), "language = 1\n");
  writeFileSync(join(place.work, "shop.journey"), SHOP);
  const address = join(place.folder, "address");
  const init = join(place.folder, "init.lua");
  writeFileSync(init, `
    vim.opt.runtimepath:prepend('${plugin}')
    vim.o.shortmess = vim.o.shortmess .. 'F'
    vim.o.autochdir = false
    vim.ui.open = function(url)
      local file = assert(io.open('${address}', 'w'))
      file:write(url)
      file:close()
      return {}
    end`);
  const command = [neovim.path, "-n", "-i", "NONE", "-u", init, "shop.journey"];
  const terminal = new Terminal(command, { cwd: place.work, env: place.environment() });
  /** What the browser was told to open since this was asked last; nothing where it was not told anything. */
  const opened = () => {
    const url = existsSync(address) && readFileSync(address, "utf8");
    if (url) rmSync(address);
    return url;
  };
  return { terminal, opened, address: () => until("the address", opened) };
}

/** The line and the column that Neovim's ruler shows. */
const ruler = (screen) => /(\d+),(\d+)(?:-\d+)?\s+(?:Top|Bot|All|\d+%)/.exec(screen)?.slice(1, 3).map(Number);

for (const neovim of neovims) {
  test(`Neovim ${neovim.version}: the map in the browser follows the cursor and the file, and leads back`, async (t) => {
    const place = new Place(t);
    const { terminal, opened, address } = begin(t, neovim, place);
    await terminal.until("the text", (screen) => screen.includes("Maya, busy parent"));
    const line = (text) => SHOP.split("\n").findIndex((written) => written.includes(text)) + 1;
    terminal.type(":JourneyMap");
    terminal.press("Enter");
    const url = await address();
    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/\w+\//);

    const chromium = await browser();
    t.after(() => chromium.close());
    const page = await chromium.newPage();
    await page.goto(url);
    await page.locator("[data-place]", { hasText: "Searches for dinner" }).first().waitFor({ timeout: 60_000 });

    await t.test("the step under the cursor is lit", async () => {
      terminal.type(`:${line("touchpoint doorbell")}`);
      terminal.press("Enter", "w");
      await page.locator("[aria-current]", { hasText: "Opens the door" }).first().waitFor({ state: "attached", timeout: 60_000 });
    });

    await t.test("what is saved is drawn", async () => {
      terminal.type(`:${line("touchpoint search")}s/Searches/Looks/ | write`);
      terminal.press("Enter");
      await page.locator("[data-place]", { hasText: "Looks for dinner" }).first().waitFor({ timeout: 60_000 });
    });

    await t.test("a click goes to the text", async () => {
      terminal.press("g", "g");
      await terminal.until("the first line", (screen) => ruler(screen)?.[0] === 1);
      // On its words: between them lies the paper.
      await page.locator("[data-place] text, [data-place] tspan, text[data-place]", { hasText: "Looks for dinner" }).last().click();
      await terminal.until("the line of the step", (screen) => ruler(screen)?.[0] === line("touchpoint search"));
    });

    await t.test("the journey around the cursor is shown", async () => {
      terminal.type(`:${line("journey weekly_shop_next")}`);
      terminal.press("Enter", "j", "j");
      await until("the other journey", () => page.evaluate(() => document.querySelector("select[name=journey]")?.selectedOptions[0]?.textContent?.includes("next year")));
    });

    await t.test("no page is opened beside one that is open, but one where there is none any more", async () => {
      /** Asks for the map once more; gives what was opened. */
      const again = async () => {
        terminal.type(":echo 'Once more'");
        terminal.press("Enter");
        await terminal.until("a free line", (screen) => screen.includes("Once more"));
        terminal.type(":JourneyMap");
        terminal.press("Enter");
        let url;
        await terminal.until("an answer", (screen) => (url = opened()) || screen.includes("The map is open in your browser"));
        return url;
      };
      assert.equal(await again(), false);
      await page.close();
      // A moment passes until the server hears that the page is closed.
      await until("another page", async () => (await again()) === url);
    });

    await t.test("it ends with Neovim", async () => {
      terminal.type(":qall!");
      terminal.press("Enter");
      await until("the end of the server", async () => {
        try {
          await fetch(url);
          return false;
        } catch {
          return true;
        }
      });
    });
  });
}

test("Neovim 0.12: :JourneyMap stop ends the page, and nobody is told of a failure", async (t) => {
  const place = new Place(t);
  const { terminal, address } = begin(t, neovims[0], place);
  await terminal.until("the text", (screen) => screen.includes("Maya, busy parent"));
  terminal.type(":JourneyMap");
  terminal.press("Enter");
  const url = await address();
  assert.equal((await fetch(url)).status, 200);
  terminal.type(":JourneyMap stop");
  terminal.press("Enter");
  await until("the end of the server", () => fetch(url).then(() => false, () => true));
  // By then Neovim has heard that the server has ended. What is typed does not look like what it prints.
  const heard = "vim.wait(60000, function() return #vim.api.nvim_get_autocmds({ group = 'journey.map' }) == 0 end)";
  terminal.type(`:lua ${heard} print(('%sbody was told'):format(vim.fn.execute('messages'):find('has ended') and 'some' or 'no'))`);
  terminal.press("Enter");
  const screen = await terminal.until("an answer", (shown) => /(some|no)body was told/.test(shown));
  assert.match(screen, /nobody was told/);
});

test("Neovim 0.12: a preview that cannot start is told in one sentence", async (t) => {
  const place = new Place(t);
  place.program("journey", `#!/bin/sh
case "$1" in
  --version) echo 'journey 0.1.0' ;;
  preview) echo 'error: no port is free' >&2; exit 2 ;;
  *) exec cat >/dev/null ;;
esac
`);
  const { terminal } = begin(t, neovims[0], place);
  await terminal.until("the text", (screen) => screen.includes("Maya, busy parent"));
  terminal.type(":JourneyMap");
  terminal.press("Enter");
  await terminal.until("the message", (screen) => screen.includes("The map in the browser has ended: no port is free"));
});
