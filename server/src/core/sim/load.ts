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
  /** Of a metric that something else measures: of each matching pod, or of whatever else has a metric of the name. */
  readonly metric?: { readonly name: string; readonly value: number };
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

/** Whether anybody serves the custom and external metrics APIs. */
export const servesCustomMetrics = (view: ClusterView): boolean =>
  view.settings.load?.some(({ metric }) => metric !== undefined) ?? false;

/** The metric's value now, of an object or from outside. */
export function metricOf(view: ClusterView, name: string): number | undefined {
  return (view.settings.load ?? []).find((load) => load.metric?.name === name && isUnderWay(load, view))?.metric?.value;
}

/** The metric's value now, of a pod. */
export function customOf(view: ClusterView, name: string, pod: Pod): number | undefined {
  if (pod.status.phase !== 'Running') return undefined;
  const load = (view.settings.load ?? []).find(
    (one) => one.metric?.name === name && isUnderWay(one, view) && globs(one.pod, pod),
  );
  return load?.metric && shareOf(view, pod, load, load.metric.value);
}

function amountFor(
  view: ClusterView,
  pod: Pod,
  loads: readonly Load[],
  resource: 'cpu' | 'memory' | 'storage',
): number {
  const load = loads.find((one) => one[resource] !== undefined && isUnderWay(one, view) && globs(one.pod, pod));
  return load ? shareOf(view, pod, load, load[resource] ?? 0) : 0;
}

const isUnderWay = ({ fromMs, toMs }: Load, { nowMs }: ClusterView): boolean => nowMs >= fromMs && nowMs < toMs;

/** The amount, or its part where all pods that serve share it. */
function shareOf(view: ClusterView, pod: Pod, load: Load, amount: number): number {
  if (!load.shared) return amount;
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
