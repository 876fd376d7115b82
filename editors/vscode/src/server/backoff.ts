/** How long to wait before a server that crashed is started again, and when to let it rest. */

/** What to do after a crash. */
export type Next = { readonly restartIn: number } | 'rest';

/** Waits twice as long after each crash. A server that ran well for a while has its earlier crashes forgotten. */
export class Backoff {
  /** How many restarts there are before it rests. */
  static readonly restarts = 4;
  /** How long the first wait is, in milliseconds. */
  static readonly first = 250;
  /** How long a server has to run for its crashes to be forgotten, in milliseconds. */
  static readonly sound = 120_000;

  #crashes = 0;

  /** Counts a crash of a server that ran for some milliseconds. */
  crashed(ranFor: number): Next {
    if (ranFor >= Backoff.sound) this.#crashes = 0;
    this.#crashes += 1;
    return this.#crashes > Backoff.restarts ? 'rest' : { restartIn: Backoff.first * 2 ** (this.#crashes - 1) };
  }

  /** Forgets all crashes: somebody started the server by hand. */
  reset(): void {
    this.#crashes = 0;
  }
}
