import markdownItJourney from "journey-markdown/markdown-it";
import { defineConfig } from "vitepress";
import { withMermaid } from "vitepress-plugin-mermaid";

export default withMermaid(
  defineConfig({
    title: "Journeys",
    markdown: { config: (md) => md.use(markdownItJourney, { target: "11.17" }) },
  }),
);
