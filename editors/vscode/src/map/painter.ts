/** Has pictures painted as PNG by a page. */

import type { FromPage, ToPage } from './messages.ts';

/** A request that nobody answers any more. */
const GONE = 'the panel was closed before the picture was painted';
/** A request that reached no page. */
const UNHEARD = 'the map is not ready to paint yet. Try again as soon as it shows its picture';

/** Sends a message to the page, and tells whether there was a page to send it to. */
export type Send = (message: ToPage) => PromiseLike<boolean>;

export class Painter {
  readonly #send: Send;
  readonly #waiting = new Map<number, { resolve: (bytes: Uint8Array) => void; reject: (error: Error) => void }>();
  #last = 0;

  constructor(send: Send) {
    this.#send = send;
  }

  /** The bytes of a PNG with `scale` pixels for each of the picture's units. Rejects where no page can paint it. */
  paint(svg: string, scale: number): Promise<Uint8Array> {
    const number = (this.#last += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      this.#send({ type: 'png', number, svg, scale }).then((sent) => {
        if (!sent) this.#fail(number, UNHEARD);
      }, (error: unknown) => this.#fail(number, error instanceof Error ? error.message : String(error)));
    });
  }

  /** Takes what the page answers. */
  hear(message: FromPage & { type: 'png' }): void {
    const waiting = this.#waiting.get(message.number);
    this.#waiting.delete(message.number);
    if ('bytes' in message) waiting?.resolve(message.bytes);
    else waiting?.reject(new Error(message.problem));
  }

  #fail(number: number, why: string): void {
    this.#waiting.get(number)?.reject(new Error(why));
    this.#waiting.delete(number);
  }

  dispose(): void {
    for (const { reject } of this.#waiting.values()) reject(new Error(GONE));
    this.#waiting.clear();
  }
}
