/** Has pictures painted as PNG by a page. */

import type { FromPage, ToPage } from './messages.ts';

/** A request that nobody answers any more. */
const GONE = 'the panel was closed before the picture was painted';

export class Painter {
  readonly #say: (message: ToPage) => void;
  readonly #waiting = new Map<number, { resolve: (bytes: Uint8Array) => void; reject: (error: Error) => void }>();
  #last = 0;

  constructor(say: (message: ToPage) => void) {
    this.#say = say;
  }

  /** The bytes of a PNG with `scale` pixels for each of the picture's units. */
  paint(svg: string, scale: number): Promise<Uint8Array> {
    const number = (this.#last += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#say({ type: 'png', number, svg, scale });
    });
  }

  /** Takes what the page answers. */
  hear(message: FromPage & { type: 'png' }): void {
    const waiting = this.#waiting.get(message.number);
    this.#waiting.delete(message.number);
    if ('bytes' in message) waiting?.resolve(message.bytes);
    else waiting?.reject(new Error(message.problem));
  }

  dispose(): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(GONE));
    this.#waiting.clear();
  }
}
