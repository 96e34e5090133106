// What the panel derives from a trace: lanes, replica counts, verdict, causes, YAML, kubectl's view of a moment.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeUsage } from '../../../client/webview/model/capacity.ts';
import { objectsAt } from '../../../client/webview/model/history.ts';
import { momentAfter, momentBefore, runOf } from '../../../client/webview/model/run.ts';
import { isKind } from '../../../client/webview/model/shapes.ts';
import { whyOf } from '../../../client/webview/model/why.ts';
import { yamlLines } from '../../../client/webview/model/yamlText.ts';
import { refKey } from '../../../server/src/core/sim/replay.ts';
import { deployment, pod, rollout } from './rollout.ts';

const run = runOf(rollout());

test('pods stand in the lane of the workload at the top of their ownership', () => {
  assert.deepEqual(
    run.lanes.map(({ workload, lifelines }) => [workload, lifelines.map(({ name }) => name)]),
    [[refKey(deployment), ['a', 'b']]],
  );
});

test('a lifeline is the stretches of one status, and ends with the run', () => {
  const [a] = run.lanes[0]?.lifelines ?? [];
  assert.deepEqual(
    a?.segments.map(({ fromMs, toMs, state }) => [fromMs, toMs, state.word, state.ready]),
    [
      [30, 100, 'Pending', '0/1'],
      [100, 200, 'Pending', '0/1'],
      [200, 1000, 'ContainerCreating', '0/1'],
      [1000, 5511, 'Running', '1/1'],
    ],
  );
  assert.deepEqual(a?.markers, [{ atMs: 300, warning: true, reason: 'Unhealthy', message: 'no' }]);
});

test('a pod made again under its name keeps its lane, with a gap', () => {
  const again = runOf(
    rollout([
      [6000, 'x', 'delete', pod('b')],
      [7000, 'x', 'create', pod('b'), { spec: { containers: [] }, status: { phase: 'Pending' } }],
      [9000, 'x', 'delete', pod('b')],
    ]),
  );
  const [loose, owned] = [again.lanes.find((l) => !l.workload), again.lanes.find((l) => l.workload)];
  const b = [...(loose?.lifelines ?? []), ...(owned?.lifelines ?? [])].find(({ name }) => name === 'b');
  assert.deepEqual(
    b?.segments.map(({ fromMs, toMs }) => [fromMs, toMs]),
    [
      [30, 5000],
      [5000, 6000],
      [7000, 9000],
    ],
  );
});

test('counts are steps, and percentages of the band round as the controller rounds', () => {
  const [web] = run.workloads;
  assert.deepEqual(
    web?.samples.map(({ atMs, available }) => [atMs, available]),
    [
      [10, 0],
      [40, 0],
      [1010, 1],
      [5010, 2],
    ],
  );
  assert.deepEqual([web?.samples[0]?.most, web?.samples[0]?.least], [3, 2]);
  assert.equal(web?.completeMs, 5010);
});

test('the verdict says what was accepted and when it was ready', () => {
  assert.equal(run.verdict.tone, 'good');
  assert.equal(run.verdict.parts.map(({ en }) => en).join(' · '), 'accepted · 1 object · ready after 5.01s');
});

test('the verdict says how few were available once all had been', () => {
  const worse = runOf(
    rollout([
      [6000, 'c', 'update', deployment, { status: { availableReplicas: 1 } }],
      [7000, 'c', 'update', deployment, { status: { availableReplicas: 2 } }],
    ]),
  );
  assert.match(worse.verdict.parts.map(({ en }) => en).join(), /never fewer than 1 of 2 available/);
});

test('the chain of causes leads from the state to the manifest field', () => {
  const why = whyOf(run, refKey(pod('a')), 250);
  assert.equal(why?.state, 'ContainerCreating 0/1');
  assert.deepEqual(
    why?.chain.map(({ actor }) => actor),
    ['kubelet/node-1', 'default-scheduler', 'replicaset-controller', 'deployment-controller', 'kubectl'],
  );
  assert.equal(why?.chain.at(-1)?.field, 'spec.replicas');
});

test('nothing is there before it was made', () => {
  assert.equal(whyOf(run, refKey(pod('a')), 29), undefined);
  assert.equal(objectsAt(run.history, 5).size, 1);
});

test('stepping goes from change to change and stays inside the run', () => {
  assert.equal(momentAfter(run, 40), 100);
  assert.equal(momentBefore(run, 40), 30);
  assert.equal(momentAfter(run, 5010), run.spanMs);
  assert.equal(momentBefore(run, 0), 0);
});

test('a node shows what its pods request, as the scheduler counts', () => {
  const objects = [...objectsAt(run.history, 5010).values()];
  const node = objects.find((object) => isKind(object, 'Node'));
  assert.ok(isKind(node, 'Node'));
  const usage = nodeUsage(
    node,
    objects.filter((object) => isKind(object, 'Pod')),
  );
  assert.deepEqual(
    usage.map(({ requested, allocatable, part }) => [requested, allocatable, part]),
    [
      ['1', '2', 0.5],
      ['2Gi', '4Gi', 0.5],
    ],
  );
});

test('YAML is printed in kubectl’s order, quoted where it must be, with what changed marked', () => {
  const before = { kind: 'Pod', spec: { replicas: 1 } };
  const now = { spec: { replicas: 2, on: 'yes', list: [{ a: 1, b: 'x: y' }], none: [] }, kind: 'Pod' };
  const lines = yamlLines(now, before);
  assert.deepEqual(
    lines.map(({ text }) => text),
    ['kind: Pod', 'spec:', '  list:', '  - a: 1', '    b: "x: y"', '  none: []', '  "on": "yes"', '  replicas: 2'],
  );
  assert.deepEqual(
    lines.filter(({ changed }) => !changed).map(({ text }) => text),
    ['kind: Pod', 'spec:'],
  );
});
