// Journeys in pages that markdown-it reads: VitePress and others.
import { readFileSync } from "node:fs";
import { expand, mentionsJourneys } from "./program.js";
import { sourcesOf } from "./sources.js";

export default function markdownItJourney(md, options = {}) {
  const { page: pathOf = (env) => env?.path } = options;
  md.core.ruler.before("normalize", "journey", (state) => {
    if (state.inlineMode || !mentionsJourneys(state.src)) return;
    const path = pathOf(state.env) ?? "page.md";
    // VitePress watches what a page includes.
    if (Array.isArray(state.env?.includes)) state.env.includes.push(...sourcesOf(state.src, path));
    const above = linesAbove(state.src, path);
    const expanded = expand({ text: "\n".repeat(above) + state.src, path }, options);
    if (expanded !== undefined) state.src = expanded.slice(above);
  });
}

/**
 * How many lines of the file stand above this text: VitePress takes the front matter away, and mistakes are told by the
 * lines of the file.
 */
function linesAbove(text, path) {
  let written = "";
  try {
    written = readFileSync(path, "utf8");
  } catch {
    // A page that is no file has nothing above.
  }
  return written.endsWith(text) ? written.slice(0, written.length - text.length).split("\n").length - 1 : 0;
}
