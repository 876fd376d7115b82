/** Why there is no server, in words for the person at the screen. */

/** What keeps the server from running. */
export interface Problem {
  readonly kind: 'missing' | 'setting' | 'version' | 'crashed';
  /** What, why, and what to do. */
  readonly message: string;
  /** What helps, the most likely first. */
  readonly remedies: readonly Remedy[];
}

/** What a button under the message does. */
export type Remedy = 'install' | 'settings' | 'restart' | 'log';
