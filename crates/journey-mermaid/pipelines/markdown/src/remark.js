// Journeys in pages that remark reads: Docusaurus, Astro, Next.js and others.
import { expand, mentionsJourneys } from "./program.js";

export default function remarkJourney(options = {}) {
  const processor = this;
  return async (_tree, file) => {
    const text = String(file.value);
    if (!mentionsJourneys(text)) return undefined;
    const page = { text, path: file.path ?? "page.md", isMdx: readsMdx(processor) };
    const expanded = await expand(page, options);
    return expanded === undefined ? undefined : processor.parse(expanded);
  };
}

/** Docusaurus reads `.md` as MDX unless it is told not to, so the file's name does not say. */
function readsMdx(processor) {
  return processor.parse("{/* */}\n").children[0]?.type === "mdxFlowExpression";
}
