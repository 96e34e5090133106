// Which pods a ReplicaSet gives up first. Source: pkg/controller/controller_utils.go ActivePodsWithRanks (v1.36). Pure.
import type { ClusterView } from '../frame.ts';
import { conditionOf, type Pod } from '../objects.ts';
import { isReady, timeMs } from './availability.ts';
import type { Alike } from './podCensus.ts';

const phaseOrder: Readonly<Record<string, number>> = { Pending: 0, Unknown: 1, Running: 2 };
const deletionCost = 'controller.kubernetes.io/pod-deletion-cost';

/** The `count` pods to delete; `crowd`: how many pods of the same Deployment are on a pod's node. */
export function podsToDelete(
  pods: readonly Pod[],
  crowd: (pod: Pod) => number,
  count: number,
  view: ClusterView,
): readonly Pod[] {
  if (count >= pods.length) return pods.slice(0, count);
  const criteria = [standingByState, costOf, (pod: Pod) => -crowd(pod)];
  return firstOf(pods, count, criteria, (left) => inDeletionOrder(left, crowd, view.epochMs));
}

/** The same from groups that are counted already: a choice then costs those who may go, not all there are. */
export function podsToDeleteOf(
  alike: readonly Alike[],
  crowd: (pod: Pod) => number,
  count: number,
  view: ClusterView,
): readonly Pod[] {
  const out: Pod[] = [];
  for (const { size, costly, byNode } of alike) {
    const left = count - out.length;
    if (left <= 0) break;
    const whole = size <= left || costly > 0;
    for (const nodes of whole ? [byNode.values()] : byCrowd(byNode, crowd)) {
      if (out.length >= count) break;
      const pods = byName([...nodes].flatMap((entries) => [...entries].map(({ pod }) => pod)));
      const criteria = whole ? [costOf, (pod: Pod) => -crowd(pod)] : [];
      out.push(...firstOf(pods, count - out.length, criteria, (some) => inDeletionOrder(some, crowd, view.epochMs)));
    }
  }
  return out;
}

type Nodes = Alike['byNode'];

/** The pods of equally crowded nodes together, the most crowded first. */
function byCrowd(
  byNode: Nodes,
  crowd: (pod: Pod) => number,
): readonly (readonly ReadonlySet<{ readonly pod: Pod }>[])[] {
  const out = new Map<number, ReadonlySet<{ readonly pod: Pod }>[]>();
  for (const entries of byNode.values()) {
    const [any] = entries;
    const value = any ? crowd(any.pod) : 0;
    const same = out.get(value);
    if (same) same.push(entries);
    else out.set(value, [entries]);
  }
  return [...out].sort(([a], [b]) => b - a).map(([, nodes]) => nodes);
}

/** As the store lists them. */
function byName(pods: readonly Pod[]): readonly Pod[] {
  return [...pods].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

/** Only pods that no criterion tells apart, lower numbers first, are put in order as a whole: most stay out of it. */
function firstOf(
  pods: readonly Pod[],
  count: number,
  [criterion, ...others]: readonly ((pod: Pod) => number)[],
  ordered: (pods: readonly Pod[]) => readonly Pod[],
): readonly Pod[] {
  if (!criterion || pods.length <= count) return ordered(pods).slice(0, count);
  const groups = new Map<number, Pod[]>();
  for (const pod of pods) {
    const value = criterion(pod);
    const group = groups.get(value);
    if (group) group.push(pod);
    else groups.set(value, [pod]);
  }
  const out: Pod[] = [];
  for (const [, group] of [...groups].sort(([a], [b]) => a - b)) {
    if (out.length >= count) break;
    out.push(...firstOf(group, count - out.length, others, ordered));
  }
  return out;
}

/** Not assigned before assigned, then by phase, then unready before ready. */
export function standingByState(pod: Pod): number {
  const [assigned, phase] = [nodeOf(pod) === '' ? 0 : 1, phaseOrder[pod.status.phase ?? ''] ?? 0];
  return 10 * assigned + 2 * phase + (isReady(pod) ? 1 : 0);
}

/** The pods as they would go one after the other; `rank`: how many related ones share a pod's node. */
export function inDeletionOrder(pods: readonly Pod[], rank: (pod: Pod) => number, nowMs: number): readonly Pod[] {
  return pods
    .map((pod) => standingOf(pod, rank(pod), nowMs))
    .sort(deletionOrder)
    .map(({ pod }) => pod);
}

/** All that decides about a pod. */
interface Standing {
  readonly pod: Pod;
  readonly assigned: boolean;
  readonly phase: number;
  readonly ready: boolean;
  readonly cost: number;
  readonly crowd: number;
  readonly readyMs: number;
  readonly readyAge: number;
  readonly restarts: number;
  readonly createdMs: number;
  readonly age: number;
}

function standingOf(pod: Pod, crowd: number, nowMs: number): Standing {
  const [readyMs, createdMs] = [readySinceMs(pod), timeMs(pod.metadata.creationTimestamp)];
  return {
    pod,
    assigned: nodeOf(pod) !== '',
    phase: phaseOrder[pod.status.phase ?? ''] ?? 0,
    ready: isReady(pod),
    cost: costOf(pod),
    crowd,
    readyMs,
    readyAge: logarithmicAge(readyMs, nowMs),
    restarts: restartsOf(pod),
    createdMs,
    age: logarithmicAge(createdMs, nowMs),
  };
}

const nodeOf = (pod: Pod): string => pod.spec.nodeName ?? '';

/** Negative: a goes first. */
function deletionOrder(a: Standing, b: Standing): number {
  if (a.assigned !== b.assigned) return a.assigned ? 1 : -1;
  if (a.phase !== b.phase) return a.phase - b.phase;
  if (a.ready !== b.ready) return a.ready ? 1 : -1;
  if (a.cost !== b.cost) return a.cost - b.cost;
  if (a.crowd !== b.crowd) return b.crowd - a.crowd;
  if (a.ready && a.readyMs !== b.readyMs) return youngerFirst(a.readyAge, b.readyAge, a, b);
  if (a.restarts !== b.restarts) return b.restarts - a.restarts;
  return a.createdMs === b.createdMs ? 0 : youngerFirst(a.age, b.age, a, b);
}

export function costOf(pod: Pod): number {
  const text = pod.metadata.annotations?.[deletionCost];
  return text !== undefined && /^(0|-?[1-9]\d*)$/.test(text) ? Number(text) : 0;
}

function readySinceMs(pod: Pod): number {
  return timeMs(conditionOf(pod.status, 'Ready')?.lastTransitionTime);
}

/** Ages are compared on a logarithmic scale; within one step the smaller uid goes first. */
function youngerFirst(ageA: number, ageB: number, a: Standing, b: Standing): number {
  if (ageA !== ageB) return ageA - ageB;
  return a.pod.metadata.uid < b.pod.metadata.uid ? -1 : 1;
}

function logarithmicAge(sinceMs: number, nowMs: number): number {
  const nanoseconds = (nowMs - sinceMs) * 1e6;
  return nanoseconds < 1 ? 0 : Math.floor(Math.log2(nanoseconds));
}

function restartsOf(pod: Pod): number {
  return Math.max(0, ...(pod.status.containerStatuses ?? []).map((status) => status.restartCount));
}
