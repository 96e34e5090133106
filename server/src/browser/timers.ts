// Timers as Node has them, for code that says they may not keep a process alive: in a worker nothing hangs on that.
// Imported before anything that sets one.

/** The number that the browser's timers go by. */
class TimerId extends Number {
  unref(): this {
    return this;
  }
}

const { setTimeout: browserTimeout } = globalThis;
const waiting: (() => void)[] = [];
const channel = new MessageChannel();
Object.assign(channel.port1, { onmessage: () => waiting.shift()?.() });

Object.assign(globalThis, {
  setTimeout: (act: () => void, ms?: number) => new TimerId(Number(browserTimeout(act, ms))),
  /** After the messages that have arrived already, as in Node. */
  setImmediate: (act: () => void) => {
    waiting.push(act);
    channel.port2.postMessage(undefined);
  },
});
