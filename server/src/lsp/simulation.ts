// Runs simulations in the worker thread: one at a time, ended when nobody waits for it any more or when it takes too
// long. It knows no simulation, only how to ask for one.
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CancellationToken } from 'vscode-languageserver';
import type { JsonObject } from '../core/apiserver/types.ts';
import type { TimeFinding } from '../core/sim/reveal/finding.ts';
import type { FindingsAnswer, FindingsOrder, SimulationAnswer, SimulationOrder } from './simulationWorker.ts';

const patienceMs = 30_000;
/** A hint that takes longer is not worth the wait. */
const hintPatienceMs = 10_000;
/** A thread that nobody needs any more gives its memory back. */
const idleMs = 30_000;

export interface Simulations {
  /** @returns undefined when the request was cancelled */
  run(order: SimulationOrder, token: CancellationToken): Promise<SimulationAnswer | undefined>;
  /** @returns undefined when it was cancelled, or fails: hints may be missing */
  findings(
    order: { readonly objects: readonly JsonObject[]; readonly kubernetesVersion: string },
    token: CancellationToken,
  ): Promise<readonly TimeFinding[] | undefined>;
}

export function createSimulations(): Simulations {
  let worker: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;
  const ready = (): Worker => {
    clearTimeout(idle);
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
    const mine = last.then(() =>
      token.isCancellationRequested ? undefined : ask<SimulationAnswer>(ready(), order, token, discard, patienceMs),
    );
    last = mine.finally(rest);
    return mine;
  };
  const rest = (): void => {
    clearTimeout(idle);
    idle = setTimeout(discard, idleMs);
    idle.unref();
  };
  const findings: Simulations['findings'] = ({ objects, kubernetesVersion }, token) => {
    const order: FindingsOrder = { findingsOf: objects, kubernetesVersion };
    const mine = last.then(() =>
      token.isCancellationRequested ? undefined : ask<FindingsAnswer>(ready(), order, token, discard, hintPatienceMs),
    );
    last = mine.finally(rest);
    return mine.then((answer) => (answer && 'findings' in answer ? answer.findings : undefined));
  };
  return { run, findings };
}

/** Resolves in any case: with the answer, with why there is none, or with nothing once the token says so. */
function ask<Answer>(
  worker: Worker,
  order: SimulationOrder | FindingsOrder,
  token: CancellationToken,
  discard: () => void,
  mostMs: number,
): Promise<Answer | { readonly failure: string } | undefined> {
  return new Promise((resolve) => {
    const end = (answer: Answer | { readonly failure: string } | undefined, stillGood: boolean): void => {
      clearTimeout(timer);
      cancelled.dispose();
      worker.removeAllListeners('message').removeAllListeners('error').removeAllListeners('exit');
      if (!stillGood) discard();
      resolve(answer);
    };
    const timer = setTimeout(() => end({ failure: `no end after ${mostMs / 1000} s` }, false), mostMs);
    const cancelled = token.onCancellationRequested(() => end(undefined, false));
    worker.once('message', (answer: Answer) => end(answer, true));
    worker.once('error', (error) => end({ failure: error.message }, false));
    worker.once('exit', (code) => end({ failure: `the simulation's thread ended with ${code}` }, false));
    worker.postMessage(order);
  });
}
