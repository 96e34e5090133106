// Which pods a ReplicaSet gives up first. Source: pkg/controller/controller_utils.go ActivePodsWithRanks (v1.36). Pure.
import type { ClusterView } from '../frame.ts';
import { conditionOf, type Pod } from '../objects.ts';
import { isReady, timeMs } from './availability.ts';

const phaseOrder: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };
const deletionCost = 'controller.kubernetes.io/pod-deletion-cost';

/** The `count` pods to delete; `related` are all pods of the same Deployment, which crowd nodes. */
export function podsToDelete(
  pods: readonly Pod[],
  related: readonly Pod[],
  count: number,
  view: ClusterView,
): readonly Pod[] {
  if (count >= pods.length) return pods.slice(0, count);
  const crowd = new Map<string, number>();
  for (const pod of related.filter(counts)) crowd.set(nodeOf(pod), (crowd.get(nodeOf(pod)) ?? 0) + 1);
  const rank = (pod: Pod) => crowd.get(nodeOf(pod)) ?? 0;
  return [...pods].sort((a, b) => deletionOrder(a, b, rank, view.epochMs)).slice(0, count);
}

const nodeOf = (pod: Pod): string => pod.spec.nodeName ?? '';
const counts = (pod: Pod): boolean =>
  pod.metadata.deletionTimestamp === undefined && pod.status.phase !== 'Succeeded' && pod.status.phase !== 'Failed';

/** Negative: a goes first. */
export function deletionOrder(a: Pod, b: Pod, rank: (pod: Pod) => number, nowMs: number): number {
  const [assignedA, assignedB] = [nodeOf(a) !== '', nodeOf(b) !== ''];
  if (assignedA !== assignedB) return assignedA ? 1 : -1;
  const phase = (phaseOrder[a.status.phase ?? ''] ?? 0) - (phaseOrder[b.status.phase ?? ''] ?? 0);
  if (phase !== 0) return phase;
  if (isReady(a) !== isReady(b)) return isReady(a) ? 1 : -1;
  const cost = costOf(a) - costOf(b);
  if (cost !== 0) return cost;
  const crowd = rank(b) - rank(a);
  if (crowd !== 0) return crowd;
  if (isReady(a) && isReady(b)) {
    const byReady = youngerFirst(readySinceMs(a), readySinceMs(b), a, b, nowMs);
    if (byReady !== 0) return byReady;
  }
  const restarts = restartsOf(b) - restartsOf(a);
  if (restarts !== 0) return restarts;
  return youngerFirst(timeMs(a.metadata.creationTimestamp), timeMs(b.metadata.creationTimestamp), a, b, nowMs);
}

function costOf(pod: Pod): number {
  const text = pod.metadata.annotations?.[deletionCost];
  return text !== undefined && /^(0|-?[1-9]\d*)$/.test(text) ? Number(text) : 0;
}

function readySinceMs(pod: Pod): number {
  return timeMs(conditionOf(pod.status, 'Ready')?.lastTransitionTime);
}

/** Ages are compared on a logarithmic scale; within one step the smaller uid goes first. */
function youngerFirst(aMs: number, bMs: number, a: Pod, b: Pod, nowMs: number): number {
  if (aMs === bMs) return 0;
  const [rankA, rankB] = [logarithmicAge(aMs, nowMs), logarithmicAge(bMs, nowMs)];
  if (rankA !== rankB) return rankA - rankB;
  return a.metadata.uid < b.metadata.uid ? -1 : 1;
}

function logarithmicAge(sinceMs: number, nowMs: number): number {
  const nanoseconds = (nowMs - sinceMs) * 1e6;
  return nanoseconds < 1 ? 0 : Math.floor(Math.log2(nanoseconds));
}

function restartsOf(pod: Pod): number {
  return Math.max(0, ...(pod.status.containerStatuses ?? []).map((status) => status.restartCount));
}
