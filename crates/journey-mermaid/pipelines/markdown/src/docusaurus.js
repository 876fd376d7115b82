// Tells Docusaurus' bundler which journeys a page shows. Without it, the bundler keeps what it made of the page before.
import { fileURLToPath } from "node:url";

export default function docusaurusJourney() {
  const loader = fileURLToPath(new URL("docusaurus-loader.js", import.meta.url));
  return {
    name: "journey-markdown",
    configureWebpack() {
      // Docusaurus takes every rule with a regular expression for `.mdx` for one that reads MDX.
      const test = (path) => /\.mdx?$/i.test(path);
      return { module: { rules: [{ test, enforce: "pre", use: [{ loader }] }] } };
    },
  };
}
