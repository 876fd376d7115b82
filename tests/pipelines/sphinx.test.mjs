// Sphinx, with pages in reStructuredText and in MyST.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { look } from "./browser.mjs";
import { shows, showsTheShop } from "./expectations.mjs";
import { MODULES, built, installedPython, pages, siteOf } from "./site.mjs";

const extension = installedPython("sphinx");
after(extension.remove);

function sphinx(context) {
  const site = siteOf(pages("sphinx"));
  context.after(site.remove);
  for (const path of ["mermaid.esm.min.mjs", "chunks/mermaid.esm.min"]) {
    site.copy(join(MODULES, "mermaid/dist", path), join("_static/mermaid", path));
  }
  const build = (builder, ...words) => site.run("sphinx-build", ["-q", "-b", builder, "-d", "_build/doctrees", ...words, ".", `_build/${builder}`], extension.environment);
  return { site, build };
}

test("sphinx: pages have their diagrams, captions and pictures", async (context) => {
  const { site, build } = sphinx(context);
  assert.equal(built(build("html", "-W")), "");
  const wanted = [
    { path: "index.html", diagrams: 2, picture: "sphinx" },
    { path: "markdown.html", diagrams: 1, picture: "sphinx-markdown" },
  ];
  const [page, markdown] = await look(join(site.root, "_build/html"), wanted);
  assert.deepEqual([page.complaints, markdown.complaints], [[], []]);
  showsTheShop(page.diagrams[0]);
  shows(page.diagrams[1].text, /Bottles/, /Hands the bottle over/);
  shows(page.text, /What people do with bottles\./, /See What people do with bottles\.\./);
  const picture = page.pictures.find(({ alt }) => alt === "The way of a bottle");
  assert.ok(picture.width > 100 && picture.height > 100, JSON.stringify(picture));
  shows(markdown.diagrams[0].text, /Maya, busy parent/);
  assert.doesNotMatch(markdown.diagrams[0].text, /Tom/);

  // Only a persona's name changes, in another file than the one that the pages name.
  site.write("../journeys/people.journey", site.read("../journeys/people.journey").replace("Maya, busy parent", "Mia, nurse"));
  built(build("html", "-W"));
  shows(site.read("_build/html/markdown.html"), /Mia.*nurse/);
});

test("sphinx: where there is no browser, there is a table or a picture", (context) => {
  const { site, build } = sphinx(context);
  built(build("text", "-W"));
  shows(site.read("_build/text/index.txt"), /Searches for dinner/, /Opens the door & gets <two> bags/, /What people do with \*bottles\*\./);
  built(build("latex", "-W"));
  const [, latex] = site.read("_build/latex/journeys.tex").split("\\begin{document}");
  shows(latex, /Searches for dinner/, /\\begin\{tabul/);
  assert.doesNotMatch(latex, /\\&amp;|\\textbackslash/);
  // A book has no use for Mermaid, and no place for its files.
  site.write("conf.py", site.read("conf.py").replace('html_static_path = ["_static"]', 'copyright = "2026, Maya"\nversion = "1"'));
  built(build("epub", "-W"));
  assert.ok(readdirSync(join(site.root, "_build/epub/_images")).filter((name) => name.endsWith(".svg")).length >= 3);
  assert.ok(readdirSync(join(site.root, "_build/epub")).some((name) => name.endsWith(".epub")));
});

test("sphinx: every mistake of every page is told with its line, and ends the build", (context) => {
  const { site, build } = sphinx(context);
  site.write("index.rst", "Shop\n====\n\n.. toctree::\n\n   markdown\n\n.. journey:: ../journeys/shop.journey#shop\n   :view: mop\n");
  site.write("markdown.md", "# Gone\n\n```{journey} gone.journey\n```\n");
  const { status, said } = build("html", "-W");
  assert.notEqual(status, 0);
  shows(said, /index\.rst:8: .*mop/, /markdown\.md:3: .*gone\.journey/);
  assert.doesNotMatch(said, /Traceback/);
});

test("sphinx: a program that is not there is told with what to do", (context) => {
  const { build } = sphinx(context);
  const { status, said } = build("html", "-W", "-D", "journey_command=/nowhere/journey");
  assert.notEqual(status, 0);
  shows(said, /index\.rst:10: .*The program `\/nowhere\/journey` does not start: .*`journey_command`/);
});
