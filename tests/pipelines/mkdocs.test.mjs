// MkDocs, as it comes and with Material.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { look } from "./browser.mjs";
import { shows, showsTheWholePage } from "./expectations.mjs";
import { MODULES, built, installedPython, pages, siteOf } from "./site.mjs";

const plugin = installedPython("mkdocs");
after(plugin.remove);

function mkdocs(context, name) {
  const site = siteOf(pages(name));
  context.after(site.remove);
  site.copy(join(MODULES, "mermaid/dist/mermaid.min.js"), "docs/javascripts/mermaid.min.js");
  const environment = { ...plugin.environment, NO_MKDOCS_2_WARNING: "1" };
  return { site, build: (...words) => site.run("mkdocs", ["build", "--strict", ...words], environment) };
}

for (const name of ["mkdocs", "mkdocs-material"]) {
  test(`${name}: a page has its diagrams, their tables, and its own text`, async (context) => {
    const { site, build } = mkdocs(context, name);
    built(build());
    const [page] = await look(join(site.root, "site"), [{ path: "", diagrams: 3, picture: name }]);
    showsTheWholePage(page);
    assert.match(page.text, /Costs \$3 & more/);
  });
}

test("mkdocs: every mistake of every page is told with its line, and ends the build", (context) => {
  const { site, build } = mkdocs(context, "mkdocs");
  site.write("docs/a.md", '---\ntitle: A\n---\n\n# A\n\n```journey src="../../journeys/shop.journey#shop" view="mop"\n```\n');
  site.write("docs/deep/b.md", '# B\n\n<!-- journey:begin src="../gone.journey" -->\n<!-- journey:end -->\n');
  const { status, said } = build();
  assert.notEqual(status, 0);
  shows(said, /^.*docs\/a\.md:7: .*mop.*$/m, /^.*docs\/deep\/b\.md:3: .*gone\.journey.*$/m);
  assert.doesNotMatch(said, /Traceback/);
});

test("mkdocs: without `strict` a mistake is a warning, and the page stays as it is written", (context) => {
  const { site, build } = mkdocs(context, "mkdocs");
  site.write("mkdocs.yml", site.read("mkdocs.yml").replace('target: "11.17"', "strict: false"));
  site.write("docs/a.md", '```journey src="gone.journey"\n```\n');
  const { said } = build("--no-strict");
  shows(said, /WARNING.*docs\/a\.md:1: .*gone\.journey/);
  shows(site.read("site/a/index.html"), /journey src=/);
});

test("mkdocs: a program that is not there is told with what to do", (context) => {
  const { site, build } = mkdocs(context, "mkdocs");
  site.write("mkdocs.yml", site.read("mkdocs.yml").replace('target: "11.17"', "command: /nowhere/journey"));
  const { status, said } = build();
  assert.notEqual(status, 0);
  shows(said, /The program `\/nowhere\/journey` does not start: .*`command` of the plugin/);
});
