// Runs simulations in the worker thread: one at a time, ended when nobody waits for it any more or when it takes too
// long. It knows no simulation, only how to ask for one.
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CancellationToken } from 'vscode-languageserver';
import type { SimulationAnswer, SimulationOrder } from './simulationWorker.ts';

const patienceMs = 30_000;

export interface Simulations {
  /** @returns undefined when the request was cancelled */
  run(order: SimulationOrder, token: CancellationToken): Promise<SimulationAnswer | undefined>;
}

export function createSimulations(): Simulations {
  let worker: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const ready = (): Worker => {
    if (!worker) {
      worker = new Worker(path.join(__dirname, 'simulation.js'));
      worker.unref();
    }
    return worker;
  };
  const discard = (): void => {
    void worker?.terminate();
    worker = undefined;
  };
  const run: Simulations['run'] = (order, token) => {
    const mine = last.then(() => (token.isCancellationRequested ? undefined : ask(ready(), order, token, discard)));
    last = mine;
    return mine;
  };
  return { run };
}

/** Resolves in any case: with the answer, with why there is none, or with nothing once the token says so. */
function ask(
  worker: Worker,
  order: SimulationOrder,
  token: CancellationToken,
  discard: () => void,
): Promise<SimulationAnswer | undefined> {
  return new Promise((resolve) => {
    const end = (answer: SimulationAnswer | undefined, stillGood: boolean): void => {
      clearTimeout(timer);
      cancelled.dispose();
      worker.removeAllListeners('message').removeAllListeners('error').removeAllListeners('exit');
      if (!stillGood) discard();
      resolve(answer);
    };
    const timer = setTimeout(() => end({ failure: `no end after ${patienceMs / 1000} s` }, false), patienceMs);
    const cancelled = token.onCancellationRequested(() => end(undefined, false));
    worker.once('message', (answer: SimulationAnswer) => end(answer, true));
    worker.once('error', (error) => end({ failure: error.message }, false));
    worker.once('exit', (code) => end({ failure: `the simulation's thread ended with ${code}` }, false));
    worker.postMessage(order);
  });
}
