// The map follows what is saved, whatever happens to the files.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { chrome, closeChrome, drawn, example, folder, look, open, preview, until } from "./session.mjs";

after(closeChrome);

const SHOP = example("weekly-shop.journey");
const banner = ".journey-banner:not([hidden])";

test("a save is in the browser at once, and nothing leaves the machine", async (t) => {
  const maps = folder(t, { "shop.journey": SHOP });
  const shown = await preview(t, maps, ["shop.journey", "--view", "map"]);
  const { page, asked, told: complaints } = await open(t, shown.url);
  await drawn(page, "Searches for dinner");
  const [took, noticed, answered] = [[], [], []];
  for (let round = 1; round <= 24; round += 1) {
    const label = `Looks ${round} times`.padEnd("Searches for dinner".length, ".");
    const seen = drawn(page, label);
    const saved = performance.timeOrigin + performance.now();
    const text = SHOP.replace("Searches for dinner", label);
    if (round % 2) maps.overwrite("shop.journey", text);
    else maps.write("shop.journey", text);
    took.push((await seen) - saved);
    const request = await page.evaluate(() => {
      const { startTime, responseEnd } = performance.getEntriesByType("resource").findLast(({ name }) => name.includes("/picture?"));
      return { asked: performance.timeOrigin + startTime, took: responseEnd - startTime };
    });
    noticed.push(request.asked - saved);
    answered.push(request.took);
  }
  const told = (what, all) => {
    all.sort((one, other) => one - other);
    t.diagnostic(`${what}: median ${all[Math.floor(all.length / 2)].toFixed(0)} ms, slowest ${all.at(-1).toFixed(0)} ms of ${all.length}`);
  };
  told("from a save to the new picture in Chromium", took);
  told("until the page has heard of it, and asks for a picture", noticed);
  told("until that picture is there", answered);
  assert.deepEqual(asked.filter((url) => !url.startsWith(`http://127.0.0.1:${shown.port}/${shown.token}/`)), []);
  assert.deepEqual(complaints, []);
  await look(page, "live");
});

test("broken text keeps the last good picture, says where, and leads there", async (t) => {
  const maps = folder(t, { "shop.journey": SHOP });
  const shown = await preview(t, maps, ["shop.journey"]);
  const { page } = await open(t, shown.url);
  await drawn(page, "Searches for dinner");
  const broken = SHOP.replace('touchpoint search "Searches for dinner" {', 'touchpoint search "Looks {');
  assert.notEqual(broken, SHOP);
  maps.write("shop.journey", broken);
  await page.waitForSelector(banner);
  const line = SHOP.split("\n").findIndex((text) => text.includes("touchpoint search")) + 1;
  assert.match(await page.textContent(banner), new RegExp(`^This is the last good picture\\. Line ${line}: `));
  await drawn(page, "Searches for dinner");
  await page.click(`${banner} button`);
  await page.waitForSelector("#source .is-meant");
  assert.match(await page.textContent("#source .is-meant"), /touchpoint search "Looks \{/);
  await look(page, "broken");
  maps.write("shop.journey", SHOP.replace("Searches for dinner", "Looks for dinner"));
  await drawn(page, "Looks for dinner");
  await page.waitForSelector(".journey-banner", { state: "hidden" });
});

test("a file that goes and comes, and a journey that is new, are told kindly", async (t) => {
  const maps = folder(t, { "maps/shop.journey": 'journey shop "Weekly shop" { stage find { touchpoint search "Searches" } }\n' });
  const shown = await preview(t, maps, ["maps"]);
  const { page, told } = await open(t, shown.url);
  await drawn(page, "Searches");
  maps.remove("maps/shop.journey");
  await page.waitForSelector(banner);
  const gone = await page.textContent(banner);
  assert.match(gone, /no \.journey files in maps/i);
  await drawn(page, "Searches");
  maps.write("maps/next.journey", 'journey next "Next year" { stage find { touchpoint ask "Asks" } }\n');
  await drawn(page, "Asks");
  maps.write("maps/shop.journey", 'journey shop "Weekly shop" { stage find { touchpoint search "Searches again" } }\n');
  await until(page, () => document.querySelectorAll("select[name=journey] option").length === 2);
  await page.selectOption("select[name=journey]", "shop");
  await drawn(page, "Searches again");
  // The browser notes every answer that is none.
  assert.deepEqual(told.filter((text) => !text.includes("422")), []);
});

test("a journey that was chosen and is gone is told, and another can be chosen", async (t) => {
  const two = 'journey one "One" { stage a { touchpoint first "First" } }\njourney two "Two" { stage a { touchpoint second "Second" } }\n';
  const maps = folder(t, { "maps.journey": two });
  const shown = await preview(t, maps, ["maps.journey#two"]);
  const { page } = await open(t, shown.url);
  await drawn(page, "Second");
  maps.write("maps.journey", two.replace("journey two", "journey three"));
  await page.waitForSelector(banner);
  assert.match(await page.textContent(banner), /There is no journey `two` here any more\. Choose another one above\./);
  await page.selectOption("select[name=journey]", "three");
  await page.waitForSelector(".journey-banner", { state: "hidden" });
  await drawn(page, "Second");
  assert.match(page.url(), /journey=three/);
});

test("the page says when the preview has ended, and comes back with it", async (t) => {
  const maps = folder(t, { "shop.journey": SHOP });
  const environment = { JOURNEY_PREVIEW_TOKEN: "a-token-that-an-editor-keeps" };
  const first = await preview(t, maps, ["shop.journey"], environment);
  const { page } = await open(t, first.url);
  await drawn(page, "Searches for dinner");
  assert.equal(await first.interrupt(), 0);
  await page.waitForSelector("#gone:not([hidden])");
  assert.match(await page.textContent("#gone"), /The preview has ended\. This is the last picture/);
  await drawn(page, "Searches for dinner");
  await look(page, "ended");
  maps.write("shop.journey", SHOP.replace("Searches for dinner", "Looks while nobody listens"));
  const second = await preview(t, maps, ["shop.journey", "--port", String(first.port)], environment);
  await drawn(page, "Looks while nobody listens");
  await page.waitForSelector("#gone", { state: "hidden" });
  await second.interrupt();
  await page.waitForSelector("#gone:not([hidden])");
  await preview(t, maps, ["shop.journey", "--port", String(first.port)]);
  await until(page, () => document.getElementById("gone")?.textContent?.startsWith("Another preview runs here now."));
});

test("every tab has its own choices, and a reload keeps them", async (t) => {
  const maps = folder(t, { "shop.journey": SHOP });
  const shown = await preview(t, maps, ["shop.journey"]);
  const one = await open(t, shown.url);
  const other = await open(t, shown.url, { context: one.context });
  await drawn(one.page, "Searches for dinner");
  await drawn(other.page, "Searches for dinner");
  await one.page.selectOption("select[name=view]", "table");
  await drawn(one.page, "Results show out-of-stock items");
  await other.page.selectOption("select[name=view]", "map");
  await other.page.selectOption("select[name=persona]", "maya");
  await until(other.page, () => location.search.includes("persona=maya"));
  maps.write("shop.journey", SHOP.replace("Searches for dinner", "Looks for dinner"));
  await drawn(one.page, "Looks for dinner");
  await drawn(other.page, "Looks for dinner");
  await other.page.reload();
  await drawn(other.page, "Looks for dinner");
  assert.deepEqual(
    await other.page.$$eval("select", (all) => all.map((select) => [select.name, select.value])).then(Object.fromEntries),
    { journey: "weekly_shop", view: "map", persona: "maya", target: "", theme: "" },
  );
  assert.equal(await one.page.inputValue("select[name=view]"), "table");
  assert.equal(await one.page.$$eval(".journey-page table tr", (rows) => rows.length), 3);
});

test("of very many mistakes nobody is told a number that is not true", async (t) => {
  const broken = (count) => `journey shop "Shop" {\n${"  )\n\n  goal: \"x\"\n".repeat(count)}\n}\n`;
  const maps = folder(t, { "shop.journey": broken(12) });
  const shown = await preview(t, maps, ["shop.journey"]);
  const { page } = await open(t, shown.url);
  await page.waitForSelector(banner);
  assert.match(await page.textContent(banner), / \(and more\)$/);
  maps.write("shop.journey", broken(3));
  await until(page, () => /\(and 2 more\)$/.test(document.querySelector(".journey-banner").textContent));
});

test("the page says that a preview answers nothing any more, and comes back with it", async (t) => {
  const maps = folder(t, { "shop.journey": SHOP });
  const shown = await preview(t, maps, ["shop.journey"]);
  const { page } = await open(t, shown.url);
  await drawn(page, "Searches for dinner");
  shown.stop();
  await page.waitForSelector("#gone:not([hidden])");
  maps.write("shop.journey", SHOP.replace("Searches for dinner", "Looks for dinner"));
  shown.goOn();
  await drawn(page, "Looks for dinner");
  await page.waitForSelector("#gone", { state: "hidden" });
});

test("a line that breaks while the preview is there is no end of it", async (t) => {
  const maps = folder(t, { "shop.journey": SHOP });
  const shown = await preview(t, maps, ["shop.journey"]);
  const context = await (await chrome()).newContext();
  t.after(() => context.close());
  let broken = 0;
  await context.route(/\/events$/, (route) => ((broken += 1) <= 2 ? route.abort() : route.continue()));
  const { page } = await open(t, shown.url, { context });
  await drawn(page, "Searches for dinner");
  assert.ok(broken > 2);
  assert.equal(await page.textContent("#gone"), "", "it was never told");
});

test("an answer that is no picture is told, and the next picture comes", async (t) => {
  const maps = folder(t, { "shop.journey": SHOP });
  const shown = await preview(t, maps, ["shop.journey"]);
  const { page, told } = await open(t, shown.url);
  await drawn(page, "Searches for dinner");
  const answers = [
    [{ status: 503 }, /^The preview gave no picture \(it answered 503\)\./],
    [{ status: 403, contentType: "text/plain", body: "The address is another one." }, /^The preview refuses this page/],
  ];
  for (const [at, [answer, words]] of answers.entries()) {
    await page.route(/\/picture\?/, (route) => route.fulfill(answer));
    maps.write("shop.journey", SHOP.replace("Searches for dinner", `Looks ${at} times`));
    await page.waitForSelector(banner);
    assert.match(await page.textContent(banner), words);
    await drawn(page, at === 0 ? "Searches for dinner" : "Back 0");
    await page.unroute(/\/picture\?/);
    maps.write("shop.journey", SHOP.replace("Searches for dinner", `Back ${at}`));
    await drawn(page, `Back ${at}`);
    await page.waitForSelector(".journey-banner", { state: "hidden" });
  }
  assert.deepEqual(told.filter((text) => !/ 503 | 403 /.test(text)), []);
});
