// From the picture to the text and back: clicks, cursors, editors.

import assert from "node:assert/strict";
import { chmodSync, existsSync, readFileSync, watch } from "node:fs";
import { request } from "node:http";
import { after, test } from "node:test";
import { LIMIT, closeChrome, conversation, drawn, example, folder, look, open, preview, until } from "./session.mjs";

after(closeChrome);

const SHOP = example("weekly-shop.journey");
const lineOf = (words) => SHOP.split("\n").findIndex((text) => text.includes(words)) + 1;

/** Points at the middle of a text of the picture, waits for the ring around what it belongs to, and clicks. */
async function clickText(page, text) {
  const middle = () =>
    page.evaluate((text) => {
      const shadow = document.querySelector(".journey-picture").shadowRoot;
      const found = [...shadow.querySelectorAll("[data-place] text, text[data-place]")].find((part) => part.textContent.includes(text));
      const box = found.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }, text);
  const end = Date.now() + LIMIT;
  // The picture may still be fitted into the window.
  for (let last; ; ) {
    const point = await middle();
    await page.mouse.move(point.x, point.y);
    const isAtRest = last?.x === point.x && last.y === point.y;
    if (isAtRest && (await page.$(".journey-ring.is-pointed-at"))) return page.mouse.click(point.x, point.y);
    assert.ok(Date.now() < end, `there never was a ring around “${text}”`);
    last = point;
  }
}

/** What is lit. */
const lit = (page) => page.$$eval(".journey-places-list [aria-current] .journey-label", (all) => all.map((label) => label.textContent));

/** Tells the preview of a cursor, as a plugin of an editor does it. */
function tell(shown, path, cursor, headers = {}) {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port: shown.port, path: `/${shown.token}/${path}`, method: "POST", headers }, (answer) => {
      answer.resume();
      answer.once("end", () => resolve(answer.statusCode));
    });
    asked.once("error", reject);
    asked.end(JSON.stringify(cursor));
  });
}

test("a click shows the lines of the text, and Escape leads back", async (t) => {
  const maps = folder(t, { "shop.journey": SHOP });
  const shown = await preview(t, maps, ["shop.journey", "--view", "map"]);
  const { page, told } = await open(t, shown.url);
  await drawn(page, "Searches for dinner");
  await clickText(page, "Searches for dinner");
  await page.waitForSelector("#source .is-meant");
  assert.equal(await page.getAttribute("#source .is-meant", "data-line"), String(lineOf("touchpoint search")));
  assert.match(await page.textContent("#source h2"), /^shop\.journey, line \d+$/);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.click("text=Copy place");
  await page.waitForSelector("text=Copied");
  const place = `${maps.file("shop.journey")}:${lineOf("touchpoint search")}:`;
  assert.ok((await page.evaluate(() => navigator.clipboard.readText())).startsWith(place));
  await look(page, "text", "crates/journey-preview/pictures/text.png");
  // The text is that of the picture: it follows, too.
  maps.write("shop.journey", SHOP.replace("Searches for dinner", "Looks for dinner"));
  await until(page, () => document.querySelector("#source .is-meant")?.textContent.includes("Looks for dinner"));
  await page.keyboard.press("Escape");
  assert.equal(await page.isHidden("#source"), true);
  assert.deepEqual(told, []);
});

test("a click opens the editor that was named, and no shell reads what a file is called", async (t) => {
  const odd = "a $(touch x) `b`.journey";
  const maps = folder(t, { [odd]: SHOP });
  maps.write("editor.sh", '#!/bin/sh\nprintf "%s|" "$@" > "$(dirname "$0")/opened.part"\nmv "$(dirname "$0")/opened.part" "$(dirname "$0")/opened"\n');
  chmodSync(maps.file("editor.sh"), 0o755);
  const shown = await preview(t, maps, [odd, "--editor", `${maps.file("editor.sh")} -g {file}:{line}:{column}`]);
  const { page } = await open(t, shown.url);
  await drawn(page, "Searches for dinner");
  const opened = new Promise((resolve, reject) => {
    const watcher = watch(maps.path, () => existsSync(maps.file("opened")) && resolve(readFileSync(maps.file("opened"), "utf8")));
    const limit = setTimeout(() => reject(new Error("no editor was opened")), LIMIT);
    t.after(() => {
      watcher.close();
      clearTimeout(limit);
    });
  });
  await clickText(page, "Searches for dinner");
  const [flag, place] = (await opened).split("|");
  assert.equal(flag, "-g");
  assert.ok(place.startsWith(`${maps.file(odd)}:${lineOf("touchpoint search")}:`), place);
  assert.equal(existsSync(maps.file("x")), false);
  assert.equal(await page.isHidden("#source"), true);
});

test("an editor that started it hears of clicks, tells its cursor, and ends it by going", async (t) => {
  const maps = folder(t, { "shop.journey": SHOP, "next.journey": 'journey next "Next year" { stage find { touchpoint ask "Asks" } }\n' });
  const shown = await conversation(t, maps, ["."]);
  assert.ok(shown.url.startsWith(`http://127.0.0.1:${shown.port}/${shown.token}/`));
  const { page } = await open(t, shown.url);
  await drawn(page, "Asks");
  // The page follows the cursor to another journey, unless somebody chose one.
  shown.say({ cursor: { file: maps.file("shop.journey"), line: lineOf("touchpoint search"), column: 9 } });
  await drawn(page, "Searches for dinner");
  await until(page, () => document.querySelector(".journey-places-list [aria-current]")?.textContent.includes("Searches for dinner"));
  await clickText(page, "Opens the door");
  const { open: place } = await shown.heard();
  assert.deepEqual([place.file, place.line], [maps.file("shop.journey"), lineOf("Opens the door")]);
  shown.say({ show: { file: maps.file("next.journey"), journey: "next", view: "table" } });
  assert.deepEqual(await shown.heard(), { shown: { pages: 1 } });
  await until(page, () => document.querySelector(".journey-page:not([hidden]) table")?.textContent.includes("Asks"));
  shown.say({ nonsense: true });
  assert.match((await shown.heard()).error, /^this is no message: /);
  assert.equal(await shown.end(), 0);
  await page.waitForSelector("#gone:not([hidden])");
});

test("a cursor that an editor tells lights its place in every tab", async (t) => {
  const maps = folder(t, { "shop.journey": SHOP, "other.txt": "" });
  const shown = await preview(t, maps, ["shop.journey", "--view", "map"]);
  const one = await open(t, shown.url);
  const other = await open(t, shown.url);
  for (const { page } of [one, other]) await drawn(page, "Searches for dinner");
  const thought = lineOf("thinks:");
  assert.equal(await tell(shown, "cursor", { file: "shop.journey", line: lineOf("Opens the door"), column: 3 }), 204);
  for (const { page } of [one, other]) {
    await until(page, () => document.querySelector(".journey-places-list [aria-current]")?.textContent.includes("Opens the door"));
    await page.waitForSelector(".journey-ring.is-lit");
    await until(page, () => document.querySelector("[role=status]").textContent.includes("Opens the door"));
  }
  assert.equal(await tell(shown, "cursor", { file: maps.file("shop.journey"), line: thought, column: 20 }), 204);
  await until(one.page, () => document.querySelector(".journey-places-list [aria-current]")?.textContent.includes("Only show me"));
  assert.deepEqual(await lit(one.page), ["Only show me what is in stock"]);
  await look(one.page, "cursor");
  assert.equal(await tell(shown, "cursor", { file: "other.txt", line: 1 }), 404);
  assert.equal(await tell(shown, "cursor", { line: "x" }), 400);
  assert.equal(await tell(shown, "cursor", { file: "shop.journey", line: 99999, column: 99999 }), 204);
});

test("an editor that names a file alone gets the file's first journey", async (t) => {
  const other = 'journey first "First" { stage a { touchpoint b "Of the first" } }\njourney second "Second" { stage a { touchpoint b "Of the second" } }\n';
  const maps = folder(t, { "a.journey": SHOP, "b.journey": other });
  const shown = await conversation(t, maps, ["."]);
  const { page } = await open(t, shown.url);
  await drawn(page, "Searches for dinner");
  shown.say({ show: { file: "b.journey", journey: "second" } });
  await drawn(page, "Of the second");
  shown.say({ show: { file: maps.file("b.journey") } });
  await drawn(page, "Of the first");
  shown.say({ show: { file: "a.journey", view: "table" } });
  await drawn(page, "Results show out-of-stock items");
  assert.match(page.url(), /journey=weekly_shop&view=table/);
});

test("nobody else gets in", async (t) => {
  const maps = folder(t, { "shop.journey": SHOP });
  const shown = await preview(t, maps, ["shop.journey"]);
  const ask = (path, headers, method = "GET") =>
    new Promise((resolve, reject) => {
      const asked = request({ host: "127.0.0.1", port: shown.port, path, method, headers }, (answer) => {
        answer.resume();
        answer.once("end", () => resolve(answer.statusCode));
      });
      asked.once("error", reject);
      asked.end();
    });
  const own = `/${shown.token}/`;
  assert.equal(await ask(own), 200);
  assert.equal(await ask(own, { host: "localhost:" + shown.port }), 200);
  assert.equal(await ask("/"), 403);
  assert.equal(await ask("/picture"), 403);
  assert.equal(await ask(`/${"0".repeat(32)}/picture`), 403);
  assert.equal(await ask(own, { host: `maps.example:${shown.port}` }), 403);
  assert.equal(await ask(own, { host: "127.0.0.1" }), 403);
  const cursor = { file: "shop.journey", line: 1 };
  assert.equal(await tell(shown, "cursor", cursor, { origin: "https://maps.example" }), 403);
  assert.equal(await tell(shown, "cursor", cursor, { origin: "null" }), 403);
  assert.equal(await tell(shown, "cursor", cursor, { origin: `http://127.0.0.1:${shown.port}` }), 204);
  // A page of another site reaches nothing, whatever it knows.
  const { page } = await open(t, shown.url);
  await drawn(page, "Searches for dinner");
  const foreign = await page.context().newPage();
  await foreign.route("http://localhost:1/", (route) => route.fulfill({ contentType: "text/html", body: "<title>elsewhere</title>" }));
  await foreign.goto("http://localhost:1/");
  const stolen = await foreign.evaluate(async (url) => {
    const read = await fetch(`${url}picture`).then((answer) => answer.text(), () => "refused");
    const sent = await fetch(`${url}cursor`, { method: "POST", body: "{}" }).then((answer) => answer.status, () => "refused");
    return [read, sent];
  }, shown.url.split("?")[0]);
  assert.deepEqual(stolen, ["refused", "refused"]);
});

test("the list says whose each part is, and where it belongs, to those who hear it", async (t) => {
  const text = `persona tom "Tom"
persona mia "Mia"
journey trip "A trip" {
  persona: tom, mia
  stage pack "Pack" {
    touchpoint bag "Finds the bag" { emotion tom: -2 "shaken"; emotion mia: +1 "amused"; thinks: "Where is it?" }
  }
  stage leave "Leave" {
    touchpoint door "Shuts the door" { emotion: +1 "relieved" }
  }
}
`;
  const maps = folder(t, { "trip.journey": text });
  const shown = await preview(t, maps, ["trip.journey", "--view", "map"]);
  const { page } = await open(t, shown.url);
  await drawn(page, "Finds the bag");
  await page.click("[title^='List of']");
  const named = async (name) => {
    const found = page.getByRole("button", { name });
    assert.equal(await found.count(), 1, String(name));
    return found;
  };
  await named(/shaken.*Tom.*Finds the bag.*Pack.*emotion/);
  await named(/amused.*Mia.*Finds the bag.*Pack.*emotion/);
  await named(/^\+1: relieved Shuts the door; Leave emotion$/);
  await named(/^Shuts the door Leave touchpoint$/);
  await look(page, "list");
  // Who is looked for by name finds what they feel.
  await page.fill(".journey-search", "mia");
  assert.match(await page.locator(".journey-places-list li:visible").allInnerTexts().then((all) => all.join("\n")), /amused/);
  // A cursor is told with the same words.
  assert.equal(await tell(shown, "cursor", { file: "trip.journey", line: 6, column: text.split("\n")[5].indexOf("shaken") + 1 }), 204);
  await until(page, () => /shaken.*Tom; Finds the bag; Pack/.test(document.querySelector("[role=status]").textContent));
});
