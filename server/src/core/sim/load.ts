// What pods use, from the load that a scenario gives: the simulated metrics server. Without load in the scenario there is no
// metrics server, as in a new cluster. Pure; cpu in cores, memory in bytes.
import type { ClusterView } from './frame.ts';
import { conditionOf, type Pod } from './objects.ts';

/** One line of a scenario's `load`. For each resource the first line that matches and is under way counts. */
export interface Load {
  readonly pod: string;
  readonly cpu?: number;
  readonly memory?: number;
  /** Of the node's disk: what containers write, logs, emptyDir. */
  readonly storage?: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** The amounts are of all matching ready pods together. */
  readonly shared: boolean;
}

export interface Usage {
  readonly cpu: number;
  readonly memory: number;
}

/** Metrics servers look every 15 s: a pod that has just started has no sample yet. */
const resolutionMs = 15_000;

/** Undefined where there is no sample of the pod. */
export function usageOf(view: ClusterView, pod: Pod): Usage | undefined {
  const loads = view.settings.load;
  if (!loads || pod.status.phase !== 'Running' || pod.metadata.deletionTimestamp) return undefined;
  const started = (pod.status.containerStatuses ?? []).map(({ state }) => state?.running?.startedAt);
  if (started.length === 0 || started.some((time) => !time || view.epochMs - Date.parse(time) < resolutionMs))
    return undefined;
  return { cpu: amountFor(view, pod, loads, 'cpu'), memory: amountFor(view, pod, loads, 'memory') };
}

/** Bytes that a pod takes of its node at this moment, whether or not anybody measures it. */
export function takenNow(view: ClusterView, pod: Pod, resource: 'memory' | 'storage'): number {
  const loads = view.settings.load ?? [];
  return pod.status.phase === 'Running' ? amountFor(view, pod, loads, resource) : 0;
}

function amountFor(
  view: ClusterView,
  pod: Pod,
  loads: readonly Load[],
  resource: 'cpu' | 'memory' | 'storage',
): number {
  const load = loads.find(
    (one) => one[resource] !== undefined && view.nowMs >= one.fromMs && view.nowMs < one.toMs && globs(one.pod, pod),
  );
  const amount = load?.[resource] ?? 0;
  if (!load?.shared) return amount;
  const sharers = view
    .list('Pod', pod.metadata.namespace)
    .filter((other) => globs(load.pod, other) && isServing(other));
  return isServing(pod) ? amount / Math.max(1, sharers.length) : 0;
}

const isServing = (pod: Pod): boolean =>
  conditionOf(pod.status, 'Ready')?.status === 'True' && !pod.metadata.deletionTimestamp;

function globs(pattern: string, { metadata }: Pod): boolean {
  const source = pattern.replace(/[.+^$()|[\]\\{}]/g, '\\$&').replace(/\*/g, '.*');
  return new RegExp(`^${source}$`).test(metadata.name);
}
