// Same scenario, same seed, same trace; another seed, another one; the replay of a trace is the cluster; fast enough.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import type { Cluster } from '../../../server/src/core/sim/cluster.ts';
import { refOf } from '../../../server/src/core/sim/cluster.ts';
import { asJson } from '../../../server/src/core/sim/objects.ts';
import { refKey, replayOf } from '../../../server/src/core/sim/replay.ts';
import { simulate } from '../../../server/src/core/sim/simulate.ts';
import { verdictOf } from '../../../server/src/core/sim/verdict.ts';
import { randomScenario } from './randomScenario.ts';
import { scenarioFrom, server } from './scenarios.ts';

const rollingUpdate = scenarioFrom(fs.readFileSync('test/fixtures/simulation/rolling-update.yaml', 'utf8'));

test('the same seed gives the same trace, byte for byte', () => {
  const run = () => JSON.stringify(simulate(rollingUpdate, { server, seed: 7 }));
  assert.equal(run(), run());
});

test('random scenarios with faults give the same trace again', () => {
  for (const seed of [3, 14, 15, 92, 65, 35]) {
    const run = () => JSON.stringify(simulate(randomScenario(seed), { server, seed, maxWrites: 3000 }));
    assert.equal(run(), run(), `seed ${seed}`);
  }
});

test('in which order documents stand does not matter for what becomes of them', () => {
  const scenario = scenarioFrom(fs.readFileSync('test/fixtures/simulation/unordered.yaml', 'utf8'));
  const outcomes = [0, 1, 2, 3, 4].map((turns) => {
    const steps = scenario.steps.map((step) =>
      'apply' in step ? { ...step, apply: [...step.apply.slice(turns), ...step.apply.slice(0, turns)] } : step,
    );
    const trace = simulate({ ...scenario, steps }, { server });
    return verdictOf(trace).workloads.map(
      ({ ref, last }) => `${ref.kind} ${ref.name} ${last.available}/${last.desired}`,
    );
  });
  for (const outcome of outcomes) assert.deepEqual([...outcome].sort(), [...(outcomes[0] ?? [])].sort());
  assert.match(outcomes.join(), /Deployment web 3\/3/);
});

test('another seed gives other names', () => {
  const [one, two] = [1, 2].map((seed) => JSON.stringify(simulate(rollingUpdate, { server, seed }).writes));
  assert.notEqual(one, two);
});

test('replaying all writes gives the cluster as it ended, and any moment between', () => {
  let cluster: Cluster | undefined;
  const trace = simulate(rollingUpdate, { server, afterCommit: (now) => (cluster = now) });
  const view = cluster?.view;
  assert.ok(view);
  const replay = replayOf(trace);
  const end = replay.at(trace.writes.length);
  const live = view.kinds().flatMap((kind) => view.list<string>(kind));
  assert.equal(end.size, live.length);
  for (const object of live) assert.deepEqual(end.get(refKey(refOf(object))), asJson(object));
  const middle = replay.positionAt(4000);
  assert.ok(middle > 0 && middle < trace.writes.length);
  assert.ok(trace.writes.slice(0, middle).every((write) => write.atMs <= 4000));
});

test('a rolling update of three replicas simulates in at most 50 ms of the processor', () => {
  const spentMs = () => (process.cpuUsage().user + process.cpuUsage().system) / 1000;
  const times = Array.from({ length: 25 }, () => {
    const start = spentMs();
    simulate(rollingUpdate, { server });
    return spentMs() - start;
  });
  assert.ok(Math.min(...times) <= 50, `fastest of 25 runs: ${Math.min(...times).toFixed(1)} ms`);
});

test('a run is bounded, and says so', () => {
  const trace = simulate(rollingUpdate, { server, maxWrites: 60 });
  assert.ok(trace.writes.length <= 70);
  assert.match(trace.limitations.map(({ en }) => en).join(), /stopped after 60 writes/);
});
