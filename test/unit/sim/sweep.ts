// Plays one random scenario under the eyes of the invariants. Shared by the sweep in the tests and by `npm run fuzz`.
import { watchman } from '../../../server/src/core/sim/invariants.ts';
import { brokenAtRest } from '../../../server/src/core/sim/invariantsAtRest.ts';
import { simulate } from '../../../server/src/core/sim/simulate.ts';
import { randomScenario } from './randomScenario.ts';
import { server } from './scenarios.ts';

/** What is broken first, and how to see it again; undefined: nothing. */
export function playSeed(seed: number): string | undefined {
  const scenario = randomScenario(seed);
  const check = watchman();
  let broken: string | undefined;
  let last: Parameters<typeof brokenAtRest>[0] | undefined;
  const tell = (words: readonly string[], atMs: number): string =>
    `SEED=${seed} npm run unit sweep: at ${atMs} ms ${words.join('; ')}\n${JSON.stringify(scenario.steps)}`;
  try {
    const trace = simulate(scenario, {
      server,
      seed,
      maxWrites: 6000,
      afterCommit: ({ view, writes }) => {
        last = view;
        if (broken !== undefined) return;
        const found = check(view, writes);
        if (found.length > 0) broken = tell(found, view.nowMs);
      },
    });
    const found = last && trace.settled && broken === undefined ? brokenAtRest(last) : [];
    return found.length > 0 ? tell(found, trace.endMs) : broken;
  } catch (error) {
    return tell([String(error instanceof Error ? error.stack : error)], last?.nowMs ?? 0);
  }
}

/** SEED=n, SEEDS=from..to, or the first so many. */
export function seedsAsked(
  environment: Readonly<Record<string, string | undefined>>,
  count: number,
): readonly number[] {
  const { SEED: one, SEEDS: range } = environment;
  if (one !== undefined) return [Number(one)];
  const [from = 1, to = count] = range?.split('..').map(Number) ?? [];
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
