import remarkJourney from "journey-markdown/remark";

export default {
  title: "Journeys",
  url: "https://example.com",
  baseUrl: "/",
  future: { v4: true, faster: false },
  markdown: { mermaid: true },
  themes: ["@docusaurus/theme-classic", "@docusaurus/theme-mermaid"],
  plugins: [
    "journey-markdown/docusaurus",
    [
      "@docusaurus/plugin-content-docs",
      { routeBasePath: "/", remarkPlugins: [[remarkJourney, { target: "11.17" }]] },
    ],
  ],
};
