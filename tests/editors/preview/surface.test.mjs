// What a person sees and touches: the toolbar, the picture, the list; by mouse, by keyboard, by ear, in the light and in the dark.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, test } from "node:test";
import { closeChrome, drawn, example, folder, look, open, preview, require, settled, until } from "./session.mjs";

after(closeChrome);

const SHOP = example("weekly-shop.journey");
const HOSPITAL = example("hospital-visit.journey");
const VIEWS = ["journey", "map", "emotion", "opportunities", "board", "blueprint", "conversation", "story", "table", "report"];

const sight = (page) =>
  page.evaluate(() => {
    const stage = document.querySelector(".journey-stage");
    return { width: document.querySelector(".journey-paper").offsetWidth, left: stage.scrollLeft, top: stage.scrollTop };
  });

test("every view is shown, and the browser has nothing to complain of", async (t) => {
  const maps = folder(t, { "visit.journey": HOSPITAL });
  const shown = await preview(t, maps, ["visit.journey"]);
  const { page, told } = await open(t, shown.url);
  await until(page, () => document.querySelectorAll("select[name=view] option").length > 0);
  assert.deepEqual(await page.$$eval("select[name=view] option", (all) => all.map((option) => option.value)), VIEWS);
  for (const view of VIEWS) {
    await page.selectOption("select[name=view]", view);
    await until(page, (view) => document.querySelector("[role=status]").textContent.endsWith(`: ${view} is shown.`), view);
    const isText = ["table", "report"].includes(view);
    assert.equal(await page.isVisible(".journey-page"), isText, view);
    assert.equal(await page.isVisible(".journey-stage"), !isText, view);
    await look(page, `view-${view}`, view === "map" ? "crates/journey-preview/pictures/map.png" : undefined);
  }
  assert.ok((await page.$$(".journey-page .journey-figure")).length >= 5, "the report has its diagrams");
  await page.selectOption("select[name=target]", "gitlab", { force: true });
  await page.selectOption("select[name=view]", "map");
  await until(page, () => document.querySelector(".journey-fallback:not([hidden])")?.textContent.includes("Mermaid"));
  await look(page, "view-map-gitlab");
  assert.deepEqual(told, []);
});

test("zoom keeps what is under the pointer, a drag moves, and both stay through a save", async (t) => {
  const maps = folder(t, { "visit.journey": HOSPITAL });
  const shown = await preview(t, maps, ["visit.journey", "--view", "map"]);
  const { page } = await open(t, shown.url);
  await drawn(page, "Opens the letter");
  const at = () =>
    page.evaluate(() => {
      const paper = document.querySelector(".journey-paper").getBoundingClientRect();
      return { x: (640 - paper.left) / paper.width, y: (400 - paper.top) / paper.height };
    });
  await page.click("[title^=Original]");
  const before = await at();
  await page.mouse.move(640, 400);
  await page.keyboard.down("Control");
  for (let turn = 0; turn < 4; turn += 1) await page.mouse.wheel(0, -100);
  await page.keyboard.up("Control");
  await until(page, () => Number.parseInt(document.querySelector(".journey-percent").textContent) > 200);
  const behind = await at();
  assert.ok(Math.abs(before.x - behind.x) < 0.01 && Math.abs(before.y - behind.y) < 0.01, JSON.stringify([before, behind]));
  const still = await sight(page);
  await page.mouse.down();
  await page.mouse.move(540, 350, { steps: 5 });
  await page.mouse.up();
  const moved = await sight(page);
  assert.deepEqual([moved.left - still.left, moved.top - still.top], [100, 50]);
  assert.equal(await page.isHidden("#source"), true, "a drag is no click");
  maps.write("visit.journey", HOSPITAL.replace("Opens the letter with", "A letter comes with"));
  await drawn(page, "A letter comes");
  assert.deepEqual(await sight(page), moved);
  await page.selectOption("select[name=view]", "journey");
  await until(page, () => document.querySelector("[role=status]").textContent.endsWith("journey is shown."));
  await page.selectOption("select[name=view]", "map");
  await until(page, () => document.querySelector("[role=status]").textContent.endsWith("map is shown."));
  assert.deepEqual(await sight(page), moved, "each view keeps what was in sight");
  await page.click("[title^='Show all']");
  const whole = await page.evaluate(() => {
    const stage = document.querySelector(".journey-stage");
    return [stage.scrollWidth <= stage.clientWidth, stage.scrollHeight <= stage.clientHeight];
  });
  assert.deepEqual(whole, [true, true]);
});

test("everything can be done with the keyboard alone", async (t) => {
  const maps = folder(t, { "shop.journey": SHOP });
  const shown = await preview(t, maps, ["shop.journey", "--view", "map"]);
  const { page } = await open(t, shown.url);
  await drawn(page, "Searches for dinner");
  const focused = () =>
    page.evaluate(() => {
      const on = document.activeElement;
      return on.getAttribute("aria-label") ?? on.textContent;
    });
  const stops = [];
  for (let stop = 0; stop < 20; stop += 1) {
    await page.keyboard.press("Tab");
    const name = await focused();
    // Behind the last one comes the browser itself.
    if (stops.includes(name) || (await page.evaluate(() => document.activeElement === document.body))) break;
    stops.push(name);
    assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), "none", `${name} shows that it has the focus`);
  }
  t.diagnostic(`Tab leads to: ${stops.join(" | ")}`);
  for (const name of ["List of everything in this map", "Journey", "View", "Persona", "Show as a table", "Larger (+)", "Find in this map"]) {
    assert.ok(stops.includes(name), `${name} in ${stops}`);
  }
  await page.focus(".journey-search");
  assert.equal(await page.evaluate(() => getComputedStyle(document.querySelector(".journey-places")).clipPath), "none", "the list shows where the focus is in it");
  await page.keyboard.type("door");
  await page.keyboard.press("ArrowDown");
  assert.match(await focused(), /^Opens the door/);
  assert.equal((await page.$$(".journey-ring.is-pointed-at")).length > 0, true);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#source .is-meant");
  assert.match(await page.textContent("#source .is-meant"), /Opens the door/);
  await page.keyboard.press("Escape");
  assert.match(await focused(), /^Opens the door/, "back where it was");
  await look(page, "keyboard");
  await page.keyboard.press("Escape");
  assert.match(await focused(), /^Picture: arrow keys move it/);
  // The list has gone, and the picture is fitted into its room as well.
  await settled(page);
  const small = await sight(page);
  for (const _ of "12345") await page.keyboard.press("+");
  const large = await sight(page);
  assert.ok(large.width > small.width * 2);
  for (const key of ["Home", "ArrowRight", "ArrowRight", "ArrowDown", "Space"]) await page.keyboard.press(key);
  const moved = await sight(page);
  assert.ok(moved.left === 120 && moved.top > 60, JSON.stringify(moved));
  await page.keyboard.press("0");
  assert.deepEqual(await sight(page), small);
});

test("people who read by ear find everything, and a judge of accessibility finds nothing wrong", async (t) => {
  const maps = folder(t, { "shop.journey": SHOP });
  const shown = await preview(t, maps, ["shop.journey", "--view", "map"]);
  const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
  for (const colorScheme of ["light", "dark"]) {
    // The judge is a script of its own, which the page's policy would refuse.
    const { page } = await open(t, shown.url, { colorScheme, bypassCSP: true });
    await drawn(page, "Searches for dinner");
    await page.evaluate(axe);
    const judged = async (what) => {
      const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
      const told = violations.map((found) => `${found.id}: ${found.help}: ${found.nodes.map((node) => node.html.slice(0, 160)).join(" / ")}`);
      assert.deepEqual(told, [], `${what}, ${colorScheme}`);
    };
    await judged("the map");
    await page.click("[title^='List of']");
    await page.click("[aria-label='More choices']");
    await judged("the list and the menu");
    await page.keyboard.press("Escape");
    await page.click(".journey-places-list button");
    await page.waitForSelector("#source .is-meant");
    await judged("the text");
    await page.click("[title='Show as a table']");
    await judged("the table");
    await page.selectOption("select[name=view]", "report");
    await drawn(page, "Personas");
    await judged("the report");
    maps.write("shop.journey", SHOP.replace('"Weekly shop"', '"Weekly shop'));
    await page.waitForSelector(".journey-banner:not([hidden])");
    await judged("the banner");
    maps.write("shop.journey", SHOP);
    await page.waitForSelector(".journey-banner", { state: "hidden" });
  }
  const { page } = await open(t, shown.url);
  await drawn(page, "Searches for dinner");
  const heard = await page.locator("nav[aria-label='Everything in this map']").ariaSnapshot();
  for (const words of ["Discover stage", "Searches for dinner Discover touchpoint", "irritated Maya, busy parent; Searches for dinner; Discover emotion"]) assert.ok(heard.includes(words), heard);
});

test("it is light in the light, dark in the dark, and as somebody chose", async (t) => {
  const maps = folder(t, { "shop.journey": SHOP });
  const shown = await preview(t, maps, ["shop.journey", "--view", "map"]);
  const { page } = await open(t, shown.url, { colorScheme: "dark" });
  await drawn(page, "Searches for dinner");
  const brightness = () =>
    page.evaluate(() =>
      [document.querySelector(".journey-toolbar"), document.querySelector(".journey-paper")].map((element) => {
        const [red, green, blue] = getComputedStyle(element).backgroundColor.match(/[\d.]+/g).map(Number);
        return (red + green + blue) / 3 > 128 ? "light" : "dark";
      }),
    );
  assert.deepEqual(await brightness(), ["dark", "dark"]);
  await look(page, "dark", "crates/journey-preview/pictures/dark.png");
  await page.emulateMedia({ colorScheme: "light" });
  await until(page, () => getComputedStyle(document.querySelector(".journey-paper")).backgroundColor === "rgb(251, 250, 247)");
  assert.deepEqual(await brightness(), ["light", "light"]);
  await page.click("[aria-label='More choices']");
  await page.selectOption("select[name=theme]", "dark");
  await until(page, () => getComputedStyle(document.querySelector(".journey-paper")).backgroundColor !== "rgb(251, 250, 247)");
  assert.deepEqual(await brightness(), ["dark", "dark"]);
  assert.match(page.url(), /theme=dark/);
  await page.setViewportSize({ width: 460, height: 700 });
  await look(page, "narrow");
  const rows = await page.$eval(".journey-toolbar", (bar) => bar.offsetHeight);
  assert.ok(rows < 80, `the toolbar of a narrow page is ${rows} pixels high`);
});

test("a map of a thousand touchpoints can be worked with", async (t) => {
  const stages = Array.from({ length: 50 }, (_, stage) => {
    const touchpoints = Array.from({ length: 20 }, (_, at) => `    touchpoint t${stage}_${at} "Step ${stage} ${at}" { emotion: ${(at % 5) - 2} }`);
    return `  stage s${stage} "Stage ${stage}" {\n${touchpoints.join("\n")}\n  }`;
  });
  const maps = folder(t, { "large.journey": `journey large "Large" {\n${stages.join("\n")}\n}\n` });
  const shown = await preview(t, maps, ["large.journey", "--view", "journey"]);
  const { page, told } = await open(t, shown.url);
  await until(page, () => document.querySelector(".journey-picture").shadowRoot?.textContent.includes("Step 49 19"));
  const count = await page.$$eval(".journey-places-list li", (all) => all.length);
  assert.ok(count > 1000, `${count} places`);
  await page.click("[title^='List of']");
  await page.fill(".journey-search", "Step 42 7");
  await page.keyboard.press("ArrowDown");
  await page.waitForSelector(".journey-ring.is-pointed-at");
  const inSight = await page.evaluate(() => {
    const [ring, stage] = [document.querySelector(".journey-ring.is-pointed-at"), document.querySelector(".journey-stage")].map((it) => it.getBoundingClientRect());
    return ring.left >= stage.left && ring.right <= stage.right && ring.top >= stage.top && ring.bottom <= stage.bottom;
  });
  assert.equal(inSight, true);
  await look(page, "large");
  const shownIn = await page.evaluate(() => {
    const start = performance.now();
    document.querySelector("[title^=Larger]").click();
    document.querySelector(".journey-stage").getBoundingClientRect();
    return performance.now() - start;
  });
  t.diagnostic(`1,000 touchpoints, ${count} places: one step of the zoom takes ${shownIn.toFixed(0)} ms`);
  // The map is more than Mermaid takes: a table says the same, and why it is one.
  await page.selectOption("select[name=view]", "map");
  await page.waitForSelector(".journey-page table");
  assert.ok((await page.textContent(".journey-fallback")).length > 20);
  await look(page, "large-map");
  assert.deepEqual(told, []);
});
