// Opens built pages in headless Chromium, where nothing but the page's own folder can be reached, and reads what is drawn.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, extname, join } from "node:path";
import { MODULES } from "./site.mjs";

const { chromium } = createRequire(join(MODULES, "any.cjs"))("playwright-core");
const LIMIT = 60_000; // milliseconds for Chromium to start, or for a page to draw, on a slow and busy machine
const FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const TYPES = { ".css": "text/css", ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".mjs": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".woff2": "font/woff2" };

function program() {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    try {
      accessSync(join(folder, "chromium"), constants.X_OK);
      return join(folder, "chromium");
    } catch {
      // Not in this folder.
    }
  }
  throw new Error("no 'chromium' on the PATH: run tests/pipelines/setup");
}

/** Serves a folder on the loopback interface, as a web server of static pages does. */
async function serve(folder) {
  const server = createServer((request, response) => {
    let path = join(folder, decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    if (existsSync(path) && statSync(path).isDirectory()) path = join(path, "index.html");
    if (!existsSync(path) && existsSync(`${path}.html`)) path += ".html";
    if (!existsSync(path)) return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[extname(path)] ?? "application/octet-stream" }).end(readFileSync(path));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => new Promise((done) => server.close(done)) };
}

/**
 * Opens pages of a built site, each until it has drawn so many diagrams. Gives for each
 * - `diagrams`: `{ kind, text, width, height }` of each, the kind as Mermaid names it to screen readers;
 * - `text`: what is to be read on the page beside them, with all that is folded away; `all` is with what is hidden too;
 * - `code`: the code blocks;
 * - `tables`: how many cells each of the tables has that were folded away;
 * - `pictures`: of each image `{ alt, width, height }`, as it is drawn;
 * - `complaints`: what was asked of the network, what is missing, and what scripts have to complain about.
 */
export async function look(folder, wanted, pictures = process.env.JOURNEY_PICTURES) {
  const site = await serve(folder);
  const profile = mkdtempSync(join(tmpdir(), "journey-pipelines-"));
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: program(),
    headless: true,
    args: FLAGS,
    timeout: LIMIT,
    viewport: { width: 1280, height: 1000 },
  });
  try {
    const seen = [];
    for (const page of wanted) seen.push(await lookAt(browser, site.origin, page, pictures));
    return seen;
  } finally {
    await browser.close();
    await site.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function lookAt(browser, origin, { path, diagrams, picture }, pictures) {
  const page = await browser.newPage();
  const complaints = [];
  await page.route("**/*", (route) => {
    const url = route.request().url();
    if (url.startsWith(`${origin}/`)) return route.continue();
    complaints.push(`asks the network for ${url}`);
    return route.abort();
  });
  page.on("pageerror", (error) => complaints.push(`a script fails: ${error.message}`));
  page.on("response", (response) => {
    if (response.status() >= 400 && !response.url().endsWith("/favicon.ico")) complaints.push(`${response.status()} for ${response.url()}`);
  });
  // Material for MkDocs draws into closed shadow roots, into which nobody can look.
  await page.addInitScript(() => {
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (options) {
      return attach.call(this, { ...options, mode: "open" });
    };
  });
  await page.addInitScript(() => {
    const within = (root) => [...root.querySelectorAll("*")].flatMap((one) => (one.shadowRoot ? [one, ...within(one.shadowRoot)] : [one]));
    // Some plugins draw an error first, before the page is whole; one that stays runs into the limit.
    globalThis.drawn = () => within(document).filter((one) => one.matches("svg[aria-roledescription]:not([aria-roledescription=\"error\"])") && one.getBoundingClientRect().width > 0);
  });
  await page.goto(`${origin}/${path}`, { waitUntil: "load", timeout: LIMIT });
  try {
    await page.waitForFunction((count) => globalThis.drawn().length >= count, diagrams, { timeout: LIMIT });
  } catch {
    complaints.push(`draws ${await page.evaluate(() => globalThis.drawn().length)} diagrams within ${LIMIT / 1000} s, not ${diagrams}`);
  }
  const found = await page.evaluate(() => {
    for (const folded of document.querySelectorAll("details")) folded.open = true;
    const main = document.querySelector("main, [role=main], .content, #content, body");
    const read = (svg) => {
      const { width, height } = svg.getBoundingClientRect();
      const text = [...svg.querySelectorAll("text, foreignObject")].map((one) => one.textContent.trim()).join("\n");
      return { kind: svg.getAttribute("aria-roledescription"), text, width, height };
    };
    return {
      diagrams: globalThis.drawn().map(read),
      text: main.innerText,
      all: main.textContent,
      code: [...main.querySelectorAll("pre")].map((block) => block.textContent),
      tables: [...main.querySelectorAll("details table")].map((table) => table.querySelectorAll("td").length),
      pictures: [...main.querySelectorAll("img")].map(({ alt, naturalWidth, naturalHeight }) => ({ alt, width: naturalWidth, height: naturalHeight })),
    };
  });
  if (pictures) {
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${picture}.png`), fullPage: true });
  }
  await page.close();
  return { ...found, complaints };
}
