import type MarkdownIt from "markdown-it";
import type { JourneyOptions } from "./options.js";

export interface JourneyMarkdownItOptions extends JourneyOptions {
  /** Where a page is, made of what was given to `render` beside its text; `env.path`, as VitePress has it, if nothing is said. */
  page?: (env: any) => string | undefined;
}

/** Turns the journeys of a page into Mermaid code blocks. */
export default function markdownItJourney(md: MarkdownIt, options?: JourneyMarkdownItOptions): void;
