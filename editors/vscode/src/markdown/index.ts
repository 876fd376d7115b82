/** Journeys in Markdown. */

import type { Server } from '../server/server.ts';

/** Teaches the Markdown preview, which is a markdown-it, to draw fences of journeys. */
export function extendMarkdownIt<M>(markdownIt: M, _server: Server): M {
  return markdownIt;
}
