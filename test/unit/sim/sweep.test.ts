// Random small scenarios with faults, over many seeds: the invariants hold after every commit, and at the end where nothing
// more happens. A failure prints the seed. SEED=n plays that one alone, SEEDS=from..to a range; npm run fuzz plays 10,000.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { watchman } from '../../../server/src/core/sim/invariants.ts';
import { randomScenario } from './randomScenario.ts';
import { playSeed, seedsAsked } from './sweep.ts';

test('invariants hold in random scenarios with faults', () => {
  const broken = seedsAsked(process.env, 200).flatMap((seed) => playSeed(seed) ?? []);
  assert.deepEqual(broken, []);
});

test('a scenario is a function of its seed', () => {
  assert.deepEqual(randomScenario(5), randomScenario(5));
  assert.notDeepEqual(randomScenario(5).steps, randomScenario(6).steps);
});

test('an invariant that is broken is told', () => {
  const late = [
    { seq: 0, atMs: 5, ref: {} },
    { seq: 1, atMs: 3, ref: {} },
  ] as unknown as Parameters<ReturnType<typeof watchman>>[1];
  const view = { get: () => undefined } as unknown as Parameters<ReturnType<typeof watchman>>[0];
  assert.match(watchman()(view, late).join(), /comes after/);
});
