// Tells Docusaurus' bundler which journeys a page shows. Without it, the bundler keeps what it made of the page before.
import { fileURLToPath } from "node:url";

export default function docusaurusJourney() {
  const loader = fileURLToPath(new URL("docusaurus-loader.js", import.meta.url));
  return {
    name: "journey-markdown",
    configureWebpack() {
      return { module: { rules: [{ test: /\.mdx?$/i, enforce: "pre", use: [{ loader }] }] } };
    },
  };
}
