// Docusaurus, with its own theme for Mermaid.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { look } from "./browser.mjs";
import { shows, showsTheShop, showsTheWholePage } from "./expectations.mjs";
import { MODULES, built, installedNpm, pages, siteOf } from "./site.mjs";

function docusaurus(context) {
  const site = siteOf(pages("docusaurus"));
  context.after(site.remove);
  installedNpm(site);
  const program = join(MODULES, "@docusaurus/core/bin/docusaurus.mjs");
  return { site, build: () => site.run(process.execPath, [program, "build", "--no-minify"]) };
}

test("docusaurus: pages have their diagrams, in MDX whatever their name says, and again when a journey changes", async (context) => {
  const { site, build } = docusaurus(context);
  built(build());
  const wanted = [
    { path: "", diagrams: 3, picture: "docusaurus" },
    { path: "plain", diagrams: 1, picture: "docusaurus-plain" },
  ];
  const [page, plain] = await look(join(site.root, "build"), wanted);
  showsTheWholePage(page);
  shows(page.text, /Seven is 7/);
  assert.deepEqual(plain.complaints, []);
  showsTheShop(plain.diagrams[0]);
  shows(plain.text, /seven is 7/);

  // Nothing of the page itself has changed, and what the bundler made of it is in its cache.
  site.write("../journeys/people.journey", site.read("../journeys/people.journey").replace("Maya, busy parent", "Mia, nurse"));
  built(build());
  const [again] = await look(join(site.root, "build"), [{ path: "plain", diagrams: 1, picture: "docusaurus-again" }]);
  shows(again.diagrams[0].text, /Mia, nurse/);
});

test("docusaurus: every mistake of a page is told with its line, and ends the build", (context) => {
  const { site, build } = docusaurus(context);
  const fence = '```journey src="../../journeys/shop.journey#shop" view="mop"\n```\n';
  site.write("docs/a.mdx", `---\ntitle: A\n---\n\n# A\n\n${fence}`);
  site.write("docs/b.md", '# B\n\n{/* journey:begin src="../gone.journey" */}\n{/* journey:end */}\n');
  const { status, said } = build();
  assert.notEqual(status, 0);
  shows(said, /docs\/a\.mdx:7: .*mop/, /docs\/b\.md:3: .*gone\.journey/);
});
