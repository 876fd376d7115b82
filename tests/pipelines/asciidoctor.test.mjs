// Asciidoctor: the example that people are shown.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { look } from "./browser.mjs";
import { shows } from "./expectations.mjs";
import { MODULES, PIPELINES, built, siteOf } from "./site.mjs";

function asciidoctor(context) {
  const site = siteOf(join(PIPELINES, "asciidoctor/example"));
  context.after(site.remove);
  site.copy(join(MODULES, "mermaid/dist/mermaid.min.js"), "mermaid.min.js");
  return { site, make: () => site.run("make") };
}

test("asciidoctor: a page has its picture and its diagram, and again when the journey changes", async (context) => {
  const { site, make } = asciidoctor(context);
  built(make());
  const [page] = await look(site.root, [{ path: "shop.html", diagrams: 1, picture: "asciidoctor" }]);
  assert.deepEqual(page.complaints, []);
  shows(page.diagrams[0].text, /Weekly shop/, /Searches for dinner/, /Opens the door/, /Maya, busy parent/);
  const [picture] = page.pictures;
  assert.equal(picture.alt, "How people shop today");
  assert.ok(picture.width > 300 && picture.height > 150, JSON.stringify(picture));

  site.write("shop.journey", site.read("shop.journey").replace("Weekly shop", "Sunday shop"));
  built(make());
  shows(site.read("shop.svg"), /Sunday shop/);
  shows(site.read("shop.html"), /Sunday shop/);
});

test("asciidoctor: a mistake ends the build, and leaves no half of a page", (context) => {
  const { site, make } = asciidoctor(context);
  site.write("Makefile", site.read("Makefile").replaceAll("shop.journey#shop", "shop.journey#shap"));
  const { status, said } = make();
  assert.notEqual(status, 0);
  shows(said, /no journey `shap`/);
  assert.throws(() => site.read("shop.html"), /ENOENT/);
});
