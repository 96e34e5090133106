// Random small scenarios with faults, over many seeds: the invariants hold after every commit. A failure prints the seed;
// SEED=n plays that one alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { brokenInvariants } from '../../../server/src/core/sim/invariants.ts';
import { randomStreams } from '../../../server/src/core/sim/random.ts';
import type { KubeletRule, Scenario, Step } from '../../../server/src/core/sim/scenario.ts';
import { simulate } from '../../../server/src/core/sim/simulate.ts';
import { server } from './scenarios.ts';

const seeds = process.env['SEED'] ? [Number(process.env['SEED'])] : Array.from({ length: 40 }, (_, i) => i + 1);

test('invariants hold in random scenarios with faults', () => {
  for (const seed of seeds) {
    const scenario = randomScenario(seed);
    const nodes = new Map<string, string>();
    simulate(scenario, {
      server,
      seed,
      maxWrites: 4000,
      afterCommit: ({ view, writes }) => {
        const broken = brokenInvariants(view, writes, nodes);
        assert.deepEqual(broken, [], `SEED=${seed} at ${view.nowMs} ms: ${JSON.stringify(scenario.steps)}`);
      },
    });
  }
});

test('an invariant that is broken is told', () => {
  const trace: string[] = [];
  const late = [
    { seq: 0, atMs: 5 },
    { seq: 1, atMs: 3 },
  ] as unknown as Parameters<typeof brokenInvariants>[1];
  const view = { list: () => [], controlledBy: () => [] } as unknown as Parameters<typeof brokenInvariants>[0];
  trace.push(...brokenInvariants(view, late, new Map()));
  assert.match(trace.join(), /comes after/);
});

function randomScenario(seed: number): Scenario {
  const streams = randomStreams(seed);
  const below = (count: number) => Math.floor(streams('scenario') * count);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const steps: Step[] = [{ atMs: 0, apply: [pick([deployment, statefulSet, daemonSet, job])(below)] }];
  const commands = [
    () => `scale deployment/app --replicas=${below(5)}`,
    () => `set image deployment/app app=nginx:${below(3)}`,
    () => `scale statefulset/app --replicas=${below(4)}`,
    () => 'rollout restart deployment/app',
    () => 'delete pod {oldest pod app-*}',
    () => 'rollout undo deployment/app',
    () => `drain node-${1 + below(3)} --ignore-daemonsets --force --timeout=5s`,
    () => `cordon node-${1 + below(3)}`,
    () => `uncordon node-${1 + below(3)}`,
  ];
  for (let i = 0; i < 6; i++) steps.push({ atMs: 500 * below(40), kubectl: pick(commands)() });
  if (below(3) === 0) steps.push({ atMs: 3000, stop: 'node-1' }, { atMs: 15_000, resume: 'node-1' });
  const rules: KubeletRule[] = [
    { match: { image: '*:2' }, pull: 'fails' },
    { match: { pod: '*' }, ready: 100 * below(20) },
    ...(below(3) === 0 ? [{ match: {}, exit: { code: below(2), afterMs: 1000 + 100 * below(30) } }] : []),
  ];
  return {
    name: `random-${seed}`,
    nodes: [{ name: 'node-1', count: 3, capacity: { cpu: '2' } }],
    kubelet: rules,
    steps: [...steps].sort((a, b) => a.atMs - b.atMs),
    untilMs: 40_000,
    controllerFlags: '--node-monitor-grace-period=6s --node-monitor-period=1s',
    heartbeatMs: 1000,
  };
}

const template = (below: (count: number) => number) => ({
  metadata: { labels: { app: 'app' } },
  spec: {
    containers: [{ name: 'app', image: 'nginx:1', resources: { requests: { cpu: `${100 * (1 + below(9))}m` } } }],
  },
});
const selector = { matchLabels: { app: 'app' } };
const metadata = { name: 'app' };

const deployment = (below: (count: number) => number) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata,
  spec: {
    replicas: below(6),
    selector,
    strategy: { rollingUpdate: { maxSurge: below(3), maxUnavailable: `${1 + below(100)}%` } },
    template: template(below),
  },
});
const statefulSet = (below: (count: number) => number) => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata,
  spec: { replicas: below(4), serviceName: 'app', selector, template: template(below) },
});
const daemonSet = (below: (count: number) => number) => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata,
  spec: { selector, template: template(below) },
});
const job = (below: (count: number) => number) => {
  const { spec } = template(below);
  const pod = { spec: { ...spec, restartPolicy: 'Never' } };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata,
    spec: { completions: 1 + below(3), parallelism: 1 + below(2), template: pod },
  };
};
