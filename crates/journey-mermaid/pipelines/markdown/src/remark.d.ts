import type { Processor } from "unified";
import type { JourneyOptions } from "./options.js";

export type { JourneyOptions } from "./options.js";

/** Turns the journeys of a page into Mermaid code blocks, before any other plugin sees it. */
export default function remarkJourney(this: Processor, options?: JourneyOptions): void;
