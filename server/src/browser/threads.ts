// `node:worker_threads` in a browser: the language server is in a worker already, and what it would hand to another runs
// in its own, after the answers that wait. An order that was given up still runs to its end; its answer is dropped.

type Listener = (message: unknown) => void;

let answering: Listener | undefined;
let asked: Worker | undefined;

/** The side of the one who works. */
export const parentPort = {
  on: (_: 'message', listener: Listener): void => {
    answering = listener;
  },
  postMessage: (answer: unknown): void => asked?.answered(answer),
};

/** The side of the one who asks, for one order at a time. */
export class Worker {
  private listener: Listener | undefined;

  once(event: string, listener: Listener): this {
    if (event === 'message') this.listener = listener;
    return this;
  }

  removeAllListeners(): this {
    this.listener = undefined;
    return this;
  }

  postMessage(order: unknown): void {
    setTimeout(() => {
      if (!this.listener) return;
      asked = this;
      answering?.(order);
    });
  }

  answered(answer: unknown): void {
    this.listener?.(answer);
  }

  unref(): void {}

  terminate(): void {
    this.removeAllListeners();
  }
}
