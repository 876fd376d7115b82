// What may stand in a picture and what may not: the page takes texts that may hold anything.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { closeChrome, folder, open, preview, settled } from "./session.mjs";

after(closeChrome);

const svg = (inside, attributes = "") => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"${attributes}>${inside}</svg>`;
const good = (inside, sheets = []) => ({ inside, sheets });

/** What is put in, and what comes out: `undefined` where it is no drawing. */
const DRAWINGS = [
  [svg('<path d="M0 0"/>'), good('<path d="M0 0"></path>')],
  [svg("<script>globalThis.evil = 1</script><g/>"), good("<g></g>")],
  [svg('<script href="data:text/javascript,globalThis.evil=1"/>'), good("")],
  [svg('<g onclick="globalThis.evil = 1" ONLOAD="globalThis.evil = 1" id="a"/>'), good('<g id="a"></g>')],
  [svg("<a href='javascript:globalThis.evil=1'><text>x</text></a>"), good("")],
  [svg('<use href="#a"/><use href="https://evil.example/#a"/><use href="javascript:1"/>'), good('<use href="#a"></use><use></use><use></use>')],
  [svg('<use xlink:href="//evil.example/#a"/>', ' xmlns:xlink="http://www.w3.org/1999/xlink"'), good("<use></use>")],
  [svg('<image href="https://evil.example/a.png"/><animate attributeName="href" to="javascript:1"/><set attributeName="onclick" to="1"/>'), good("")],
  [svg('<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="https://evil.example/"/></foreignObject>'), good("")],
  [svg('<img xmlns="http://www.w3.org/1999/xhtml" src="x" onerror="globalThis.evil = 1"/>'), good("")],
  [svg("<text>&lt;script&gt;<![CDATA[<b>]]></text>"), good("<text>&lt;script&gt;&lt;b&gt;</text>")],
  [svg("<style>g { fill: red }</style>"), good("", ["g { fill: red; }"])],
  [svg("<style>@import 'https://evil.example/a.css'; g { fill: red }</style>"), good("", ["g { fill: red; }"])],
  [svg("<style>:host { position: fixed !important } g { fill: red }</style>"), good("", ["g { fill: red; }"])],
  [svg("<style>g, :HOST(.a) { color: red } :h\\6fst { color: red } :is(:host) { color: red } :host-context(body) { color: red }</style>"), good("")],
  [svg("<style>:scope { color: red } &amp; { color: red } @scope (:host) { * { color: red } } @scope { g { color: red } }</style>"), good("")],
  [svg("<style>@media all { @supports (color: red) { :host { color: red } } }</style>"), good("", ["@media all { @supports (color: red) { } }"])],
  [svg('<g style="fill: red"/>'), good('<g style="fill: red;"></g>')],
  [`${svg("<g/>").slice(0, -6)}`, undefined],
  [svg("<g><path></g>"), undefined],
  [svg("<g a=1/>"), undefined],
  [svg("&unknown;"), undefined],
  ["<svg><g/></svg>", undefined],
  ["<html><body/></html>", undefined],
  ["", undefined],
];

/** The same for pages. */
const PAGES = [
  ["<p class='a' onclick='globalThis.evil = 1' style='position: fixed' id='map'>x</p>", '<p class="a">x</p>'],
  ["<script>globalThis.evil = 1</script><p>x</p><iframe src='https://evil.example/'/>", "<p>x</p>"],
  ["<a href='javascript:globalThis.evil=1'>x</a><img src='x' onerror='globalThis.evil = 1'/>", "x"],
  ["<template><p>x</p></template><object data='x'/><style>p { color: red }</style>", "p { color: red }"],
  ["<p>x<br></p>", undefined],
  ["</page><page>", undefined],
];

test("only what draws comes through, and nothing of it does anything", async (t) => {
  const maps = folder(t, { "a.journey": 'journey a "A" { stage b { touchpoint c "C" } }\n' });
  const shown = await preview(t, maps, ["a.journey"]);
  const { page, asked } = await open(t, shown.url);
  const drawings = await page.evaluate(async (texts) => {
    const { place, safeDrawing } = await import(new URL("safe.js", location.href).href);
    return texts.map((text) => {
      const made = safeDrawing(text);
      if (!made) return null;
      const host = document.body.appendChild(document.createElement("div"));
      place(host, made);
      const sheets = made.sheets.flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText.replace(/\s+/g, " ")));
      const look = getComputedStyle(host);
      return { inside: made.drawing.innerHTML, sheets, page: [look.position, look.color === getComputedStyle(document.body).color] };
    });
  }, DRAWINGS.map(([text]) => text));
  for (const [at, [text, expected]] of DRAWINGS.entries()) {
    assert.deepEqual(drawings[at], expected ? { ...expected, page: ["static", true] } : null, text);
  }
  const pages = await page.evaluate(async (texts) => {
    const { safePage } = await import(new URL("safe.js", location.href).href);
    return texts.map((text) => {
      const made = safePage(text);
      if (!made) return null;
      const host = document.body.appendChild(document.createElement("div"));
      host.append(made);
      return host.innerHTML;
    });
  }, PAGES.map(([text]) => text));
  for (const [at, [text, expected]] of PAGES.entries()) assert.equal(pages[at], expected ?? null, text);
  // What was put in has been in the page for a frame.
  await settled(page);
  assert.equal(await page.evaluate(() => globalThis.evil), undefined);
  assert.deepEqual(asked.filter((url) => !url.startsWith(`http://127.0.0.1:${shown.port}/`)), []);
});
