/** What the program is told for every page. What a marker or a fence says itself counts before it. */
export interface JourneyOptions {
  /** Where the program is; `journey` on the PATH if nothing is said. */
  command?: string;
  /** The Mermaid that draws the pages: `gitlab`, `github`, `latest`, or a version such as `11.4`. */
  target?: string;
  /** The colours: `calm`, `dark` or `none`. */
  theme?: string;
  /** Whether a mistake ends the build (yes, if nothing is said). Otherwise it is a warning, and the page stays as written. */
  strict?: boolean;
}
