/** What the server is doing. */

import type { Program } from './find.ts';
import type { Problem } from './problem.ts';

/** One of the states that a server goes through. */
export type ServerState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly program: Program }
  /** It crashed and is started again in some milliseconds. */
  | { readonly kind: 'waiting'; readonly restartIn: number }
  | { readonly kind: 'failed'; readonly problem: Problem };
