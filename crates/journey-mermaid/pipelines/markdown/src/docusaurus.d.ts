import type { Plugin } from "@docusaurus/types";

/** Lets Docusaurus build a page again when a journey changes that the page shows. The remark plugin draws. */
export default function docusaurusJourney(): Plugin;
