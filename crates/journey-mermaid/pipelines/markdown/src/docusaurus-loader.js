// A loader that leaves a page as it is and names the files that its diagrams are made of.
import { mentionsJourneys } from "./program.js";
import { sourcesOf } from "./sources.js";

export default function journeySources(text) {
  if (mentionsJourneys(text)) {
    for (const source of sourcesOf(text, this.resourcePath)) this.addDependency(source);
  }
  return text;
}
