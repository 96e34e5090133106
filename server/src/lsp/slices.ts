// Long work in short slices, so that requests are answered in between.
import { performance } from 'node:perf_hooks';

const sliceMs = 8;

/** What the steps come to; undefined when they were void before their end, which is asked between slices. */
export async function inSlices<T>(steps: Generator<void, T>, isVoid: () => boolean): Promise<T | undefined> {
  let sliceStart = performance.now();
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    if (performance.now() - sliceStart < sliceMs) continue;
    await new Promise((resolve) => setImmediate(resolve));
    if (isVoid()) return undefined;
    sliceStart = performance.now();
  }
}
