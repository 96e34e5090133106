// Replica counts over time, workload by workload: what a rollout is judged by. Each kind's fields are one row of data.
import type { KindOf, KubeObject } from '../../../server/src/core/sim/objects.ts';
import type { History } from './history.ts';

export interface Counts {
  readonly desired: number;
  readonly updated: number;
  readonly ready: number;
  readonly available: number;
  /** How many pods a rolling update may have at most, and must keep available at least. */
  readonly most: number;
  readonly least: number;
}

export interface Sample extends Counts {
  readonly atMs: number;
}

export interface Workload {
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  /** One sample for each change, in order of time. */
  readonly samples: readonly Sample[];
  /** Since when it has been complete: updated and available as desired; undefined: not at the end of the run. */
  readonly completeMs?: number;
}

type Reader<K extends string> = (object: KindOf<K>) => Counts;

const readers: { readonly [K in 'Deployment' | 'StatefulSet' | 'ReplicaSet' | 'DaemonSet']: Reader<K> } = {
  Deployment: ({ spec, status }) => ({
    desired: spec.replicas,
    updated: status?.updatedReplicas ?? 0,
    ready: status?.readyReplicas ?? 0,
    available: status?.availableReplicas ?? 0,
    ...band(spec.replicas, spec.strategy?.rollingUpdate, spec.strategy?.type === 'Recreate'),
  }),
  StatefulSet: ({ spec, status }) => ({
    desired: spec.replicas,
    updated: status?.updatedReplicas ?? 0,
    ready: status?.readyReplicas ?? 0,
    available: status?.availableReplicas ?? 0,
    ...band(spec.replicas, { maxSurge: 0, maxUnavailable: spec.updateStrategy?.rollingUpdate?.maxUnavailable ?? 1 }),
  }),
  ReplicaSet: ({ spec, status }) => ({
    desired: spec.replicas,
    updated: status?.replicas ?? 0,
    ready: status?.readyReplicas ?? 0,
    available: status?.availableReplicas ?? 0,
    most: spec.replicas,
    least: spec.replicas,
  }),
  DaemonSet: ({ spec, status }) => ({
    desired: status?.desiredNumberScheduled ?? 0,
    updated: status?.updatedNumberScheduled ?? 0,
    ready: status?.numberReady ?? 0,
    available: status?.numberAvailable ?? 0,
    ...band(status?.desiredNumberScheduled ?? 0, spec.updateStrategy?.rollingUpdate),
  }),
};

/** The workloads that a person wrote, with their counts; what another object controls is its owner's business. */
export function workloadsOf(history: History): readonly Workload[] {
  const workloads: Workload[] = [];
  for (const [key, versions] of history) {
    const samples: Sample[] = [];
    let owned = false;
    for (const { atMs, object } of versions) {
      owned ||= object?.metadata.ownerReferences?.some((owner) => owner.controller) ?? false;
      const counts = object && countsOf(object);
      if (counts) addSample(samples, { atMs, ...counts });
    }
    const ref = versions[0]?.write.ref;
    if (!ref || owned || samples.length === 0) continue;
    const completeMs = completeSince(samples);
    workloads.push({ key, kind: ref.kind, name: ref.name, samples, ...(completeMs !== undefined && { completeMs }) });
  }
  return workloads;
}

export function sampleAt(workload: Workload, atMs: number): Sample | undefined {
  return workload.samples.findLast((sample) => sample.atMs <= atMs);
}

function countsOf(object: KubeObject): Counts | undefined {
  const reader = (readers as Readonly<Record<string, Reader<string>>>)[object.kind];
  return reader?.(object);
}

function addSample(samples: Sample[], sample: Sample): void {
  const last = samples.at(-1);
  if (last?.atMs === sample.atMs) samples[samples.length - 1] = sample;
  else if (!last || differs(last, sample)) samples.push(sample);
}

function differs(a: Counts, b: Counts): boolean {
  return (['desired', 'updated', 'ready', 'available', 'most', 'least'] as const).some((name) => a[name] !== b[name]);
}

function completeSince(samples: readonly Sample[]): number | undefined {
  const complete = (s: Sample): boolean => s.updated >= s.desired && s.available >= s.desired;
  const lastIncomplete = samples.findLastIndex((sample) => !complete(sample));
  return samples[lastIncomplete + 1]?.atMs;
}

/** k8s.io/kubernetes/pkg/controller/deployment/util ResolveFenceposts (v1.36): surge rounds up, unavailable down. */
function band(
  desired: number,
  rolling: { readonly maxSurge?: number | string; readonly maxUnavailable?: number | string } | undefined,
  recreate = false,
): Pick<Counts, 'most' | 'least'> {
  if (recreate) return { most: desired, least: 0 };
  const surge = resolve(rolling?.maxSurge ?? 0, desired, Math.ceil);
  const unavailable = resolve(rolling?.maxUnavailable ?? 0, desired, Math.floor);
  const unavailableOrOne = surge === 0 && unavailable === 0 ? 1 : unavailable;
  return { most: desired + surge, least: Math.max(0, desired - unavailableOrOne) };
}

function resolve(value: number | string, total: number, round: (n: number) => number): number {
  if (typeof value === 'number') return value;
  return round((Number.parseInt(value, 10) / 100) * total);
}
