/** Runs a task again and again, one at a time: whoever asks while it runs is served by one more run. */

export class Latest {
  readonly #task: () => Promise<void>;
  readonly #pause: number;
  #asked = false;
  #running = false;

  /** `pause` is how many milliseconds a run waits for more to come before it starts. */
  constructor(task: () => Promise<void>, pause: number) {
    this.#task = task;
    this.#pause = pause;
  }

  /** Asks for a run that starts later than now. A task that fails is the task's own business: it must not reject. */
  ask(): void {
    this.#asked = true;
    if (!this.#running) {
      this.#running = true;
      void this.#run();
    }
  }

  async #run(): Promise<void> {
    while (this.#asked) {
      await new Promise((resolve) => setTimeout(resolve, this.#pause));
      this.#asked = false;
      await this.#task();
    }
    this.#running = false;
  }
}
