import type { Root } from "mdast";
import type { Processor } from "unified";
import type { VFile } from "vfile";
import type { JourneyOptions } from "./options.js";

export type { JourneyOptions } from "./options.js";

/**
 * Turns the journeys of a page into Mermaid code blocks. Stands first of all remark plugins: it gives the page to the
 * program as it is written, and reads what comes back.
 */
export default function remarkJourney(
  this: Processor,
  options?: JourneyOptions,
): (tree: Root, file: VFile) => Promise<Root | undefined>;
