// mdBook, with mdbook-mermaid: the example that people are shown.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { look } from "./browser.mjs";
import { shows } from "./expectations.mjs";
import { PIPELINES, built, siteOf } from "./site.mjs";

function mdbook(context) {
  const site = siteOf(join(PIPELINES, "mdbook/example"));
  context.after(site.remove);
  const settings = site.read("book.toml");
  built(site.run("mdbook-mermaid", ["install", "."]));
  assert.equal(site.read("book.toml"), settings, "the example says already what mdbook-mermaid would write");
  return { site, build: () => site.run("mdbook", ["build"]) };
}

test("mdbook: a page has its diagrams, their tables, and its own text", async (context) => {
  const { site, build } = mdbook(context);
  built(build());
  const [page] = await look(join(site.root, "book"), [{ path: "shop.html", diagrams: 3, picture: "mdbook" }]);
  assert.deepEqual(page.complaints, []);
  const [shop, map, tea] = page.diagrams;
  assert.equal(shop.kind, "journey");
  shows(shop.text, /Weekly shop/, /Searches for dinner/, /Opens the door/, /Maya/);
  assert.ok(shop.width > 300 && shop.height > 150, `${shop.width} x ${shop.height}`);
  assert.equal(map.kind, "block");
  shows(map.text, /Discover/, /Searches for dinner/, /Half of it was replaced/, /Mobile app/);
  shows(tea.text, /A cup of tea/, /Pours/);
  assert.ok(page.tables.length >= 1 && page.tables.every((cells) => cells > 2), `cells: ${page.tables}`);
  assert.ok(page.code.some((block) => block.startsWith('journey tea "A cup of tea" {')), `code blocks: ${page.code}`);
  assert.doesNotMatch(page.all, /\\[<&|]|\| ---|<details|<br/);
});

test("mdbook: every mistake of every page is told with its line, and ends the build", (context) => {
  const { site, build } = mdbook(context);
  site.write("src/SUMMARY.md", "# Summary\n\n- [A](a.md)\n- [B](deep/b.md)\n");
  site.write("src/a.md", '# A\n\n```journey src="shop.journey" view="mop"\n```\n');
  site.write("src/deep/b.md", '# B\n\n<!-- journey:begin src="gone.journey" -->\n<!-- journey:end -->\n');
  const { status, said } = build();
  assert.notEqual(status, 0);
  shows(said, /a\.md:3: .*mop/, /deep\/b\.md:3: .*gone\.journey/);
});
