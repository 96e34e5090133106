// The work queues of all controllers: a key waits once, is worked on by one worker at a time, and comes again when it
// changed meanwhile. Delays and rate limits as client-go's workqueue (util/workqueue, v1.36). Knows no Kubernetes object.

export interface WorkQueue {
  /** A watch event arrived: work on the key soon. `wokenBy` is the write. */
  add(key: string, wokenBy?: number): void;
  addAfter(key: string, delayMs: number, background: boolean, wokenBy?: number): void;
  /** Fails once more: again after 5 ms · 2^n, at most 1000 s. */
  addRateLimited(key: string): void;
  /** A timer fired. True: the key is to be worked on now. */
  due(key: string, atMs: number, delayed: boolean): boolean;
  begin(key: string): { readonly wokenBy: number | undefined };
  end(key: string, failed: boolean): void;
}

interface State {
  queuedMs: number | undefined;
  delayedMs: number | undefined;
  running: boolean;
  dirty: boolean;
  failures: number;
  wokenBy: number | undefined;
}

export type Timer = (key: string, atMs: number, delayed: boolean, background: boolean) => void;

export function workQueue(latencyMs: number, now: () => number, timer: Timer): WorkQueue {
  const states = new Map<string, State>();
  const stateOf = (key: string): State => {
    const found = states.get(key);
    if (found) return found;
    const fresh: State = {
      queuedMs: undefined,
      delayedMs: undefined,
      running: false,
      dirty: false,
      failures: 0,
      wokenBy: undefined,
    };
    states.set(key, fresh);
    return fresh;
  };
  const enqueue = (key: string, state: State, afterMs: number) => {
    if (state.queuedMs !== undefined) return;
    state.queuedMs = now() + afterMs;
    timer(key, state.queuedMs, false, false);
  };
  const queue: WorkQueue = {
    add(key, wokenBy) {
      const state = stateOf(key);
      if (wokenBy !== undefined) state.wokenBy = wokenBy;
      if (state.running) state.dirty = true;
      else enqueue(key, state, latencyMs);
    },
    addAfter(key, delayMs, background, wokenBy) {
      const state = stateOf(key);
      if (wokenBy !== undefined) state.wokenBy = wokenBy;
      const atMs = now() + Math.max(0, delayMs);
      if (state.delayedMs !== undefined && state.delayedMs <= atMs) return;
      state.delayedMs = atMs;
      timer(key, atMs, true, background);
    },
    addRateLimited(key) {
      const state = stateOf(key);
      queue.addAfter(key, Math.min(5 * 2 ** state.failures, 1_000_000), false);
      state.failures++;
    },
    due(key, atMs, delayed) {
      const state = stateOf(key);
      if (delayed ? state.delayedMs !== atMs : state.queuedMs !== atMs) return false;
      if (delayed) state.delayedMs = undefined;
      else state.queuedMs = undefined;
      if (state.running) state.dirty = true;
      return !state.running;
    },
    begin(key) {
      const state = stateOf(key);
      state.running = true;
      return { wokenBy: state.wokenBy };
    },
    end(key, failed) {
      const state = stateOf(key);
      state.running = false;
      if (!failed) state.failures = 0;
      if (!state.dirty) return;
      state.dirty = false;
      enqueue(key, state, latencyMs);
    },
  };
  return queue;
}
