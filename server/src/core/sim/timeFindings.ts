// What only time reveals of manifests: they are applied to roomy nodes, and once at rest every workload is updated. Pure,
// deterministic and bounded; gives only what is certain. It knows no positions: fields are paths.
import type { JsonObject } from '../apiserver/types.ts';
import type { ApiServer } from './answers.ts';
import { findingsAtRest } from './reveal/atRest.ts';
import { findingsOfUpdate } from './reveal/duringUpdate.ts';
import type { TimeFinding } from './reveal/finding.ts';
import { manifestScenario, type NodeSpec, type Scenario, type Step } from './scenario.ts';
import { simulate } from './simulate.ts';
import type { Trace } from './trace.ts';
import { momentOf } from './why/moment.ts';

export interface TimeFindingOptions {
  readonly server: ApiServer;
  /** Default 20,000: a larger run is not judged. */
  readonly maxWrites?: number;
}

/** More than the largest machines that one can rent: what these cannot hold, none can. */
const roomy: readonly NodeSpec[] = [
  { name: 'node-1', count: 3, capacity: { cpu: '2000', memory: '64Ti', pods: '1000', 'ephemeral-storage': '256Ti' } },
];
const restMs = 300_000;
const updateMs = 900_000;

export function timeFindings(
  objects: readonly JsonObject[],
  { server, maxWrites = 20_000 }: TimeFindingOptions,
): readonly TimeFinding[] {
  const scenario: Scenario = { ...manifestScenario('findings', objects, restMs), nodes: roomy };
  const rest = simulate(scenario, { server, maxWrites });
  if (rest.writes.length >= maxWrites) return [];
  const found = findingsAtRest(momentOf(rest, rest.endMs));
  const steps = restartSteps(objects, quietMs(rest) + 5_000);
  if (steps.length === 0 || found.some(({ code }) => code === 'restarts-forever')) return found;
  const fromMs = steps[0]?.atMs ?? 0;
  const updated = simulate(
    { ...scenario, steps: [...scenario.steps, ...steps], untilMs: fromMs + updateMs },
    { server, maxWrites },
  );
  if (updated.writes.length >= maxWrites) return found;
  const more = findingsOfUpdate(updated, fromMs, momentOf(updated, updated.endMs));
  return [
    ...found,
    ...more.filter(
      (one) => !found.some(({ object }) => object.name === one.object.name && object.kind === one.object.kind),
    ),
  ];
}

/** The manifests of a scenario that applies them once and lets them come to rest; none where steps may be meant to break things. */
export function appliedOnce({ steps, untilSettled }: Scenario): readonly JsonObject[] {
  const [only, ...others] = steps;
  return untilSettled && only && 'apply' in only && others.length === 0 ? only.apply : [];
}

/** Since when nothing changed but Events that repeat. */
function quietMs({ writes }: Trace): number {
  return (
    writes.findLast(({ ref, cause }) => ref.kind !== 'Event' && ref.kind !== 'Lease' && cause.because !== 'heartbeat')
      ?.atMs ?? 0
  );
}

/** Workloads whose update their own manifest decides. */
const updated: Readonly<Record<string, string>> = {
  Deployment: 'deployment',
  DaemonSet: 'daemonset',
  StatefulSet: 'statefulset',
};

function restartSteps(objects: readonly JsonObject[], atMs: number): readonly Step[] {
  return objects.flatMap((object) => {
    const type = updated[String(object['kind'])];
    const { name, namespace } = (object['metadata'] ?? {}) as { readonly name?: string; readonly namespace?: string };
    if (type === undefined || name === undefined) return [];
    return [{ atMs, kubectl: `rollout restart ${type}/${name}${namespace === undefined ? '' : ` -n ${namespace}`}` }];
  });
}
