// When a pod counts as ready and as available, and when it next will. Source: pkg/api/v1/pod/util.go,
// pkg/controller/controller_utils.go (v1.36). Pure; times in milliseconds since the start, where not RFC 3339.
import type { ClusterView } from '../frame.ts';
import { conditionOf, type Pod } from '../objects.ts';

export function isReady(pod: Pod): boolean {
  return conditionOf(pod.status, 'Ready')?.status === 'True';
}

/** Ready for at least minReadySeconds. */
export function isAvailable(pod: Pod, minReadySeconds: number, view: ClusterView): boolean {
  if (!isReady(pod)) return false;
  return minReadySeconds === 0 || availableInMs(pod, minReadySeconds, view) <= 0;
}

/** Milliseconds until a ready pod is available; negative: it has been for that long. */
export function availableInMs(pod: Pod, minReadySeconds: number, view: ClusterView): number {
  const since = conditionOf(pod.status, 'Ready')?.lastTransitionTime;
  return timeMs(since) + 1000 * minReadySeconds - view.epochMs;
}

const parsed = new Map<string, number>();
const mostParsed = 4096;

/** RFC 3339 as milliseconds since 1970; an absent time is the beginning. The same moments are asked for again and again. */
export function timeMs(time: string | null | undefined): number {
  if (!time) return 0;
  const known = parsed.get(time);
  if (known !== undefined) return known;
  const ms = Date.parse(time);
  if (parsed.size >= mostParsed) parsed.clear();
  parsed.set(time, ms);
  return ms;
}

/** `FindMinNextPodAvailabilityCheck`: how long until the next ready pod becomes available. */
export function nextAvailabilityMs(
  pods: readonly Pod[],
  minReadySeconds: number,
  view: ClusterView,
): number | undefined {
  if (minReadySeconds === 0) return undefined;
  const waits = pods.filter(isReady).map((pod) => availableInMs(pod, minReadySeconds, view));
  const left = waits.filter((wait) => wait > 0);
  return left.length > 0 ? Math.min(...left) : undefined;
}

/** `IsPodActive`: neither over nor being deleted. */
export function isActive(pod: Pod): boolean {
  return !isOver(pod) && pod.metadata.deletionTimestamp === undefined;
}

export function isOver(pod: Pod): boolean {
  return pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
}

/** `FilterTerminatingPods`: being deleted, and not over. */
export function isTerminating(pod: Pod): boolean {
  return !isOver(pod) && pod.metadata.deletionTimestamp !== undefined;
}
