// A random scenario as a pure function of a seed: some workloads, people who change them in the middle, and faults: images
// that do not come, probes that flap, containers that exit, nodes that fall silent or vanish, budgets, quotas, deletions.
import type { JsonObject } from '../../../server/src/core/apiserver/types.ts';
import { randomStreams } from '../../../server/src/core/sim/random.ts';
import type { KubeletRule, Scenario, Step } from '../../../server/src/core/sim/scenario.ts';
import { type Chance, commands, workloads } from './randomParts.ts';

export function randomScenario(seed: number): Scenario {
  const streams = randomStreams(seed);
  const below = (count: number) => Math.floor(streams('scenario') * count);
  const chance: Chance = { below, pick: (items) => items[below(items.length)] as (typeof items)[number] };
  const makers = Array.from({ length: 1 + below(4) }, () => chance.pick(workloads));
  const applied = [...new Set(makers)].flatMap((make) => make(chance));
  const namespace = below(3) === 0 ? 'shop' : undefined;
  const place = (objects: readonly JsonObject[]) =>
    namespace === undefined ? objects : inNamespace(namespace, objects);
  const flag = namespace === undefined ? '' : ` -n ${namespace}`;
  const steps: Step[] = [{ atMs: 0, apply: place(applied) }];
  const lines = 3 + below(8);
  for (let i = 0; i < lines; i++) steps.push({ atMs: 250 * below(120), kubectl: chance.pick(commands)(chance) + flag });
  for (let i = below(3); i > 0; i--)
    steps.push({ atMs: 500 * below(60), apply: place(chance.pick(workloads)(chance)) });
  steps.push(...nodeFaults(chance));
  return {
    name: `random-${seed}`,
    nodes: [
      {
        name: 'node-1',
        count: 2 + below(3),
        capacity: { cpu: chance.pick(['1', '2', '4']), memory: '4Gi', pods: '30' },
      },
    ],
    kubelet: rules(chance),
    steps: [...steps].sort((a, b) => a.atMs - b.atMs),
    untilMs: 60_000 + 60_000 * below(3),
    startSecond: chance.pick([0, 10, 50, 58]),
    defaultStorage: below(2) === 0,
    controllerFlags: '--node-monitor-grace-period=6s --node-monitor-period=1s',
    heartbeatMs: 1000,
  };
}

/** The objects in a namespace of their own, which comes first. */
function inNamespace(namespace: string, objects: readonly JsonObject[]): readonly JsonObject[] {
  const moved = objects.map((object) => ({
    ...object,
    metadata: { ...(object['metadata'] as JsonObject), namespace },
  }));
  return [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, ...moved];
}

function nodeFaults({ below, pick }: Chance): readonly Step[] {
  const steps: Step[] = [];
  const node = `node-${1 + below(3)}`;
  const atMs = 500 * below(50);
  const fault = below(5);
  if (fault === 0) steps.push({ atMs, stop: node });
  if (fault === 1) steps.push({ atMs, stop: node }, { atMs: atMs + 1000 * (1 + below(20)), resume: node });
  if (fault === 2) steps.push({ atMs, kubectl: `delete node ${node}` });
  if (fault === 3)
    steps.push({ atMs, node: { name: 'late', taints: pick([[], [{ key: 'late', effect: 'NoSchedule' }]]) } });
  return steps;
}

function rules({ below, pick }: Chance): readonly KubeletRule[] {
  const some: readonly (() => KubeletRule)[] = [
    () => ({ match: { image: '*:2' }, pull: 'fails' }),
    () => ({ match: { image: '*:1' }, pull: 100 * below(50) }),
    () => ({ match: { pod: '*', restart: '>=1' }, ready: 100 * below(20) }),
    () => ({ match: { pod: pick(['web-*', 'db-*', '*']) }, ready: pick([0, 500, 3000, 'never'] as const) }),
    () => ({ match: {}, unready: { fromMs: 1000 * below(20), toMs: 1000 * (20 + below(20)) } }),
    () => ({ match: { pod: pick(['web-*', '*']) }, liveMs: 1000 * below(30) }),
    () => ({ match: { pod: pick(['work-*', 'tick-*', '*']) }, exit: { code: below(3), afterMs: 100 * below(60) } }),
    () => ({ match: { restart: '0' }, exit: { code: 137, afterMs: 100 * below(60), reason: 'OOMKilled' } }),
    () => ({ match: {}, stop: { code: pick([0, 143]), afterMs: pick([0, 100, 5000, 40_000]) } }),
    () => ({ match: {}, startMs: 100 * below(20), started: pick([0, 2000, 'never'] as const) }),
    () => ({ match: { node: 'node-2' }, pull: 'fails' }),
  ];
  return Array.from({ length: below(4) }, () => pick(some)());
}
