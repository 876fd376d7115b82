// Journeys in pages that remark reads: Docusaurus, Astro, Next.js and others.
import { expand, mentionsJourneys } from "./program.js";

/**
 * Wraps the parser, so that all other plugins find diagrams where journeys were, wherever this one stands among them.
 */
export default function remarkJourney(options = {}) {
  const parse = this.parser;
  if (parse === undefined) throw new Error("journey-markdown needs remark-parse (of unified 11) before it");
  this.parser = (text, file) => {
    // First as it is written: what Markdown has to complain about is told by the lines that people see.
    const written = parse(text, file);
    if (!mentionsJourneys(text)) return written;
    // Docusaurus reads `.md` as MDX unless it is told not to, so the file's name does not say.
    const isMdx = parse("{/* */}\n", file).children[0]?.type === "mdxFlowExpression";
    const expanded = expand({ text, path: file.path ?? "page.md", isMdx }, options);
    return expanded === undefined ? written : parse(expanded, file);
  };
}
