// Which files a page's diagrams are made of, so that the page is built again when one of them changes.
import { existsSync, readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const SOURCE = /\bsrc=(["'])([^"'#\n]+\.journey)(?:#[^"'\n]*)?\1/g;

/** All journeys that the page names, and those of the same projects. */
export function sourcesOf(text, path) {
  const sources = new Set();
  for (const [, , source] of text.matchAll(SOURCE)) {
    const journey = resolve(dirname(path), source);
    sources.add(journey);
    const root = projectOf(dirname(journey));
    if (root !== undefined) {
      sources.add(join(root, "journey.toml"));
      addJourneys(root, sources);
    }
  }
  return [...sources];
}

/** The nearest folder upwards with a `journey.toml`. */
function projectOf(folder) {
  if (existsSync(join(folder, "journey.toml"))) return folder;
  return dirname(folder) === folder ? undefined : projectOf(dirname(folder));
}

function addJourneys(folder, sources) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) addJourneys(path, sources);
    else if (entry.name.endsWith(".journey")) sources.add(path);
  }
}
