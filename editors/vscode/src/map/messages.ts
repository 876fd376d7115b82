/** What the extension and the page inside the map panel say to each other. */

import type { Location, Picture } from './picture.ts';

/** Which map the panel shows. VS Code keeps it over a reload of the window. */
export interface Wanted {
  /** The document. */
  uri: string;
  /** The journey's id; absent: the one under the cursor, else the first. */
  journey?: string;
  view: string;
  persona?: string;
  target?: string;
  /** Absent: as VS Code's colours are. */
  theme?: string;
}

/** What somebody chose in the panel's toolbar; an empty text stands for the usual. */
export type Choice = Partial<Record<'journey' | 'view' | 'persona' | 'target' | 'theme', string>>;

export type ToPage =
  /** `note` is something to know about the picture. */
  | { type: 'show'; picture: Picture; wanted: Wanted; note?: string }
  | { type: 'keep'; message: string }
  | { type: 'light'; elements: string[] }
  | { type: 'png'; number: number; svg: string; scale: number };

export type FromPage =
  | { type: 'ready' }
  /** A place of the picture, or of a mistake, which is no element. */
  | { type: 'open'; location: Location; element?: string }
  | { type: 'choose'; choice: Choice }
  | { type: 'png'; number: number; bytes: Uint8Array }
  | { type: 'png'; number: number; problem: string };
