// VitePress, with vitepress-plugin-mermaid.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { look } from "./browser.mjs";
import { shows, showsTheWholePage } from "./expectations.mjs";
import { MODULES, built, freePort, installedNpm, pages, siteOf } from "./site.mjs";

function vitepress(context) {
  const site = siteOf(pages("vitepress"));
  context.after(site.remove);
  installedNpm(site);
  const vitepress = join(MODULES, "vitepress/bin/vitepress.js");
  const serve = async () => site.serve(process.execPath, [vitepress, "dev", "--port", String(await freePort())]);
  return { site, build: () => site.run(process.execPath, [vitepress, "build"]), serve };
}

test("vitepress: a page has its diagrams, their tables, and its own text", async (context) => {
  const { site, build } = vitepress(context);
  built(build());
  const [page] = await look(join(site.root, ".vitepress/dist"), [{ path: "", diagrams: 3, picture: "vitepress" }]);
  showsTheWholePage(page);
  shows(page.text, /Seven is 7/);
});

test("vitepress: its server draws a page again when a journey changes that the page needs", async (context) => {
  const { site, serve } = vitepress(context);
  const server = await serve();
  try {
    await server.shows("index.md?import", /Maya/);
    site.write("../journeys/people.journey", site.read("../journeys/people.journey").replace("Maya, busy parent", "Mia, nurse"));
    await server.shows("index.md?import", /Mia/);
  } finally {
    await server.stop();
  }
});

test("vitepress: a mistake is told with its line, and ends the build", (context) => {
  const { site, build } = vitepress(context);
  site.write("deep/a.md", '---\ntitle: A\n---\n\n# A\n\n```journey src="../../journeys/shop.journey#shop" view="mop"\n```\n');
  const { status, said } = build();
  assert.notEqual(status, 0);
  shows(said, /deep\/a\.md:7: .*mop/);
});
