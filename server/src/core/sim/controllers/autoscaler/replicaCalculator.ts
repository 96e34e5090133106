// How many replicas one resource metric asks for. Source: pkg/controller/podautoscaler/replica_calculator.go
// GetResourceReplicas, groupPods, metrics/utilization.go (v1.36). Pure; amounts in milli, as the real one counts.
import type { ClusterView } from '../../frame.ts';
import { type Usage, usageOf } from '../../load.ts';
import { conditionOf, type Pod } from '../../objects.ts';
import { amount } from '../../resources.ts';

export interface ResourceTarget {
  readonly name: string;
  readonly averageUtilization?: number;
  readonly averageValue?: string;
  /** Only this container's requests and use. */
  readonly container?: string;
}

export interface Tolerances {
  readonly up: number;
  readonly down: number;
}

export type Proposal =
  | { readonly replicas: number; readonly averageUtilization?: number; readonly averageValue: number }
  | { readonly problem: string };

const cpuInitializationMs = 5 * 60_000;
const initialReadinessMs = 30_000;
const sampleMs = 15_000;

interface Groups {
  readonly ready: readonly Pod[];
  readonly unready: readonly Pod[];
  readonly missing: readonly Pod[];
}

export function proposalFor(
  view: ClusterView,
  pods: readonly Pod[],
  target: ResourceTarget,
  current: number,
  tolerances: Tolerances,
): Proposal {
  const groups = groupPods(view, pods, target.name);
  const useOf = (pod: Pod) => milli(usageOf(view, pod), target.name);
  if (groups.ready.length === 0)
    return { problem: 'did not receive metrics for targeted pods (pods might be unready)' };
  const wanted = wantedOf(groups, target);
  if ('problem' in wanted) return wanted;
  const use = new Map(groups.ready.map((pod) => [pod, useOf(pod)] as const));
  const ratio = ratioOf(use, wanted);
  const averageValue = Math.floor([...use.values()].reduce((a, b) => a + b, 0) / use.size);
  const told = {
    averageValue,
    ...(target.averageUtilization !== undefined && {
      averageUtilization: Math.trunc(ratio * target.averageUtilization),
    }),
  };
  return { ...told, replicas: replicasFor(groups, use, wanted, ratio, current, target, tolerances) };
}

function replicasFor(
  { ready, unready, missing }: Groups,
  use: ReadonlyMap<Pod, number>,
  wanted: Wanted,
  ratio: number,
  current: number,
  target: ResourceTarget,
  tolerances: Tolerances,
): number {
  const within = (value: number) => 1 - tolerances.down <= value && value <= 1 + tolerances.up;
  const withUnready = unready.length > 0 && ratio > 1;
  if (!withUnready && missing.length === 0) return within(ratio) ? current : Math.ceil(ratio * ready.length);
  const all = new Map(use);
  const assumed = ratio < 1 ? Math.max(100, target.averageUtilization ?? 0) / 100 : 0;
  for (const pod of missing) all.set(pod, assumed * wanted.full(pod));
  if (withUnready) for (const pod of unready) all.set(pod, 0);
  const next = ratioOf(all, wanted);
  if (within(next) || (ratio < 1 && next > 1) || (ratio > 1 && next < 1)) return current;
  const replicas = Math.ceil(next * all.size);
  return (next < 1 && replicas > current) || (next > 1 && replicas < current) ? current : replicas;
}

/** What each pod should use, and what it may. */
interface Wanted {
  readonly of: (pod: Pod) => number;
  readonly full: (pod: Pod) => number;
}

function wantedOf({ ready, unready, missing }: Groups, target: ResourceTarget): Wanted | { readonly problem: string } {
  if (target.averageUtilization === undefined) {
    const value = amount(target.averageValue) * 1000;
    return { of: () => value, full: () => value };
  }
  const requests = new Map<Pod, number>();
  for (const pod of [...ready, ...unready, ...missing]) {
    const asked = requestOf(pod, target);
    if (typeof asked === 'string') return { problem: asked };
    requests.set(pod, asked);
  }
  const share = target.averageUtilization / 100;
  return { of: (pod) => share * (requests.get(pod) ?? 0), full: (pod) => requests.get(pod) ?? 0 };
}

function requestOf(pod: Pod, { name, container }: ResourceTarget): number | string {
  const whole = pod.spec.resources?.requests?.[name];
  if (whole !== undefined && container === undefined) return amount(whole) * 1000;
  const sidecars = (pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  let sum = 0;
  for (const one of [...pod.spec.containers, ...sidecars]) {
    if (container !== undefined && one.name !== container) continue;
    const asked = one.resources?.requests?.[name];
    if (asked === undefined) return `missing request for ${name} in container ${one.name} of Pod ${pod.metadata.name}`;
    sum += amount(asked) * 1000;
  }
  return sum;
}

function ratioOf(use: ReadonlyMap<Pod, number>, wanted: Wanted): number {
  let [used, allowed] = [0, 0];
  for (const [pod, value] of use) {
    used += value;
    allowed += wanted.of(pod);
  }
  return allowed === 0 ? 0 : used / allowed;
}

const milli = (usage: Usage | undefined, name: string): number =>
  Math.round(1000 * ((name === 'cpu' ? usage?.cpu : usage?.memory) ?? 0));

/** Pods that count, those not ready for cpu yet, and those without a sample; pods that go or failed are left out. */
function groupPods(view: ClusterView, pods: readonly Pod[], name: string): Groups {
  const groups = { ready: [] as Pod[], unready: [] as Pod[], missing: [] as Pod[] };
  for (const pod of pods) {
    if (pod.metadata.deletionTimestamp || pod.status.phase === 'Failed') continue;
    if (pod.status.phase === 'Pending') groups.unready.push(pod);
    else if (!usageOf(view, pod)) groups.missing.push(pod);
    else if (name === 'cpu' && isUnready(view, pod)) groups.unready.push(pod);
    else groups.ready.push(pod);
  }
  return groups;
}

function isUnready(view: ClusterView, pod: Pod): boolean {
  const ready = conditionOf(pod.status, 'Ready');
  const startedMs = Date.parse(pod.status.startTime ?? '');
  if (!ready || Number.isNaN(startedMs)) return true;
  const changedMs = Date.parse(ready.lastTransitionTime ?? '');
  if (startedMs + cpuInitializationMs > view.epochMs)
    return ready.status === 'False' || view.epochMs < changedMs + sampleMs;
  return ready.status === 'False' && startedMs + initialReadinessMs > changedMs;
}
