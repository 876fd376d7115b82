// A preview that runs, and pages in Chromium that look at it. What is started here is ended when its test ends, whatever happens.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, writeFileSync, writeSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const prefix = process.env.JOURNEY_EDITORS ?? assert.fail("JOURNEY_EDITORS says where the editors are");
const program = process.env.JOURNEY ?? assert.fail("JOURNEY says where the program is");
export const require = createRequire(join(prefix, "node_modules", "-"));
const { chromium } = require("playwright-core");

/** How long anything may take before the test gives up, in milliseconds: only what never comes costs that much. */
export const LIMIT = 120_000;
const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** The text of an example of the project. */
export function example(name) {
  return readFileSync(join(ROOT, "grammar/examples", name), "utf8");
}

/** A folder of its own with files in it. */
export function folder(t, files) {
  const path = mkdtempSync(join(tmpdir(), "journey-preview-"));
  t.after(() => rmSync(path, { recursive: true, force: true, maxRetries: 5 }));
  const file = (name) => join(path, name);
  /** Saves as many editors do: beside the file, then in its place. Nobody finds half of a text, or none. */
  const write = (name, text) => {
    mkdirSync(dirname(file(name)), { recursive: true });
    writeFileSync(file(`${name}.new`), text);
    renameSync(file(`${name}.new`), file(name));
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  return {
    path,
    file,
    write,
    remove: (name) => rmSync(file(name)),
    /** Saves as other editors do: into the file, here without emptying it before. So the text has to be as long as the one before. */
    overwrite(name, text) {
      assert.equal(Buffer.byteLength(text), readFileSync(file(name)).length);
      const handle = openSync(file(name), "r+");
      writeSync(handle, text);
      closeSync(handle);
    },
  };
}

/** Starts `journey preview` in a folder, as a person does, and waits for its address. */
export async function preview(t, maps, args = [], environment = {}) {
  const started = await start(t, maps, args, environment);
  const address = /^ {2}(http:\/\/127\.0\.0\.1:(\d+)\/([^/]+)\/.*)$/;
  for (;;) {
    const [, url, port, token] = address.exec(await started.line()) ?? [];
    if (url) return { ...started, url, port: Number(port), token };
  }
}

/** Starts `journey preview` in a folder, as an editor does, and waits for its address. */
export async function conversation(t, maps, args = []) {
  const started = await start(t, maps, ["--json", ...args], {});
  const heard = async () => JSON.parse(await started.line());
  return { ...started, heard, ...(await heard()) };
}

async function start(t, maps, args, environment) {
  const child = spawn(program, ["preview", ...args], {
    cwd: maps.path,
    env: { PATH: process.env.PATH, HOME: maps.path, ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  const ended = new Promise((resolve) => child.once("exit", (code) => resolve(code)));
  t.after(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  let error = "";
  child.stderr.on("data", (data) => (error += data));
  const lines = [];
  const waiting = [];
  let rest = "";
  child.stdout.on("data", (data) => {
    const all = (rest + data).split("\n");
    rest = all.pop() ?? "";
    for (const line of all) {
      const next = waiting.shift();
      if (next) next(line);
      else lines.push(line);
    }
  });
  /** The next line that it says. */
  const line = () =>
    lines.length > 0
      ? Promise.resolve(lines.shift())
      : new Promise((resolve, reject) => {
          const limit = setTimeout(() => reject(new Error(`the preview says nothing; on standard error: ${error}`)), LIMIT);
          waiting.push((line) => {
            clearTimeout(limit);
            resolve(line);
          });
        });
  return {
    line,
    say: (message) => child.stdin.write(`${JSON.stringify(message)}\n`),
    /** Stops it as Ctrl-Z does: it is there and answers nothing. */
    stop: () => child.kill("SIGSTOP"),
    goOn: () => child.kill("SIGCONT"),
    /** Closes its standard input, and gives its exit status. */
    async end() {
      child.stdin.end();
      return ended;
    },
    /** Ends it as Ctrl-C does. */
    async interrupt() {
      child.kill("SIGINT");
      return ended;
    },
  };
}

let browser;

/** Chromium, once for all tests of a file. */
export async function chrome() {
  browser ??= await chromium.launch({
    timeout: LIMIT,
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
  return browser;
}

/** Ends Chromium. */
export async function closeChrome() {
  await browser?.close();
  browser = undefined;
}

/**
 * A page in a profile of its own, which shows the map. `asked` has every address that it asked for; `told` what its console and its
 * scripts complained of. Nothing but this machine can be reached.
 */
export async function open(t, url, options = {}) {
  const context = options.context ?? (await (await chrome()).newContext({ viewport: { width: 1280, height: 800 }, ...options }));
  if (!options.context) t.after(() => context.close());
  context.setDefaultTimeout(LIMIT);
  const page = await context.newPage();
  const [asked, told] = [[], []];
  page.on("request", (request) => asked.push(request.url()));
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && told.push(message.text()));
  page.on("pageerror", (error) => told.push(error.message));
  await page.route(/^(?!http:\/\/(127\.0\.0\.1|localhost)[:/])/, (route) => route.abort());
  await page.goto(url);
  return { page, context, asked, told };
}

/** Waits until the picture has a text; gives when that was, in milliseconds of the clock. */
export function drawn(page, text) {
  return page.evaluate(
    ({ text, limit }) =>
      new Promise((resolve, reject) => {
        const end = performance.now() + limit;
        const look = () => {
          const picture = document.querySelector(".journey-picture")?.shadowRoot?.textContent ?? "";
          const words = document.querySelector(".journey-page")?.textContent ?? "";
          if ((picture + words).replace(/\s+/g, "").includes(text.replace(/\s+/g, ""))) resolve(performance.timeOrigin + performance.now());
          else if (performance.now() > end) reject(new Error(`the picture never showed “${text}”; it shows “${picture}”`));
          else setTimeout(look, 1);
        };
        look();
      }),
    { text, limit: LIMIT },
  );
}

/** Waits until something is true in the page. */
export function until(page, condition, argument) {
  return page.waitForFunction(condition, argument, { timeout: LIMIT });
}

/** Waits until the page is laid out and drawn as it is now, with what looks at sizes done: a frame that began after this has ended. */
export function settled(page) {
  return page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** Takes a picture for people to look at; one that is named for the README goes there, too, when somebody renews those. */
export async function look(page, name, readme) {
  const pictures = process.env.JOURNEY_PICTURES;
  const shot = await page.screenshot();
  if (pictures) {
    mkdirSync(pictures, { recursive: true });
    writeFileSync(join(pictures, `${name}.png`), shot);
  }
  if (readme && process.env.JOURNEY_WRITE_PICTURES === "1") {
    const path = join(ROOT, readme);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, shot);
  }
}
