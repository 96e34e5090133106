// The verdict of a run in one line, as plain data: would the server take it, when was it ready, how few were ever
// available, what was not played. Reads a trace; knows no controller.

import { isJsonObject, type JsonObject } from '../apiserver/types.ts';
import { type Text, text } from '../text.ts';
import { goDuration } from './durations.ts';
import { asObject, type KubeObject } from './objects.ts';
import { mergePatch, refKey } from './replay.ts';
import type { ObjectRef, Trace } from './trace.ts';

/** What a workload had at some moment. */
export interface Sample {
  readonly atMs: number;
  readonly desired: number;
  readonly available: number;
  /** Of the template as it is now. */
  readonly updated: number;
  readonly complete: boolean;
}

export interface WorkloadVerdict {
  readonly ref: ObjectRef;
  /** When it had all it asked for, for the last time; absent: it has not at the end. */
  readonly readyMs?: number;
  /** The fewest available after it was complete for the first time. */
  readonly fewest?: Sample;
  readonly last: Sample;
}

export interface RunVerdict {
  /** Objects that people applied and the server took. */
  readonly accepted: number;
  readonly refused: number;
  readonly workloads: readonly WorkloadVerdict[];
  /** All workloads ended complete. */
  readonly ready: boolean;
  readonly parts: readonly Text[];
}

export function verdictOf(trace: Trace): RunVerdict {
  const accepted = new Set(
    trace.writes
      .filter((write) => write.actor === 'kubectl' && write.verb === 'create')
      .map((write) => refKey(write.ref)),
  ).size;
  const workloads = [...samplesOf(trace).values()].map(({ ref, samples }) => judge(ref, samples));
  const ready = workloads.every((workload) => workload.readyMs !== undefined);
  const refused = trace.refusals.length;
  return { accepted, refused, workloads, ready, parts: partsOf(accepted, refused, workloads, ready) };
}

function partsOf(
  accepted: number,
  refused: number,
  workloads: readonly WorkloadVerdict[],
  ready: boolean,
): readonly Text[] {
  const parts =
    refused > 0
      ? [
          text(`${refused} refused`, `${refused} 个被拒绝`),
          text(`${accepted} objects accepted`, `接受 ${accepted} 个对象`),
        ]
      : [
          text('accepted', '已接受'),
          text(`${accepted} ${accepted === 1 ? 'object' : 'objects'}`, `${accepted} 个对象`),
        ];
  if (workloads.length === 0) return parts;
  if (ready) {
    const last = goDuration(Math.max(...workloads.map((workload) => Math.round(workload.readyMs ?? 0))));
    parts.push(text(`ready after ${last}`, `${last} 后就绪`));
  }
  for (const { ref, readyMs, fewest, last } of workloads) {
    const name = `${ref.kind}/${ref.name}`;
    if (readyMs === undefined) parts.push(unready(name, last));
    if (fewest)
      parts.push(
        text(
          `${name}: never fewer than ${fewest.available} of ${fewest.desired} available`,
          `${name}：${fewest.desired} 个中最少 ${fewest.available} 个可用`,
        ),
      );
  }
  return parts;
}

/** Enough may be available while an update is under way, or stuck. */
function unready(name: string, { desired, available, updated }: Sample): Text {
  if (available < desired)
    return text(
      `${name} not ready: ${available} of ${desired} available`,
      `${name} 未就绪：${desired} 个中 ${available} 个可用`,
    );
  return text(
    `${name} not updated: ${updated} of ${desired} pods are new`,
    `${name} 未完成更新：${desired} 个 Pod 中 ${updated} 个为新`,
  );
}

function judge(ref: ObjectRef, samples: readonly Sample[]): WorkloadVerdict {
  const last = samples.at(-1) ?? { atMs: 0, desired: 0, available: 0, updated: 0, complete: false };
  const lastBad = samples.findLastIndex((sample) => !sample.complete);
  const readyMs = last.complete ? (samples[lastBad + 1]?.atMs ?? last.atMs) : undefined;
  const first = samples.findIndex((sample) => sample.complete && sample.desired > 0);
  const after = first < 0 ? [] : samples.slice(first);
  const fewest = [...after].sort((a, b) => a.available - b.available)[0];
  const dropped = fewest !== undefined && fewest.available < fewest.desired;
  return { ref, last, ...(readyMs !== undefined && { readyMs }), ...(dropped && { fewest }) };
}

type Counted = (spec: JsonObject, status: JsonObject) => Omit<Sample, 'atMs'>;

const number = (value: unknown, otherwise = 0): number => (typeof value === 'number' ? value : otherwise);

const replicated: Counted = (spec, status) => {
  const [desired, available] = [number(spec['replicas'], 1), number(status['availableReplicas'])];
  const updated = number(status['updatedReplicas'], number(status['replicas']));
  return {
    desired,
    available,
    updated,
    complete: available === desired && updated === desired && number(status['replicas']) === desired,
  };
};

/** How each kind of workload counts; others are not judged. */
const counts: Readonly<Record<string, Counted>> = {
  Deployment: replicated,
  StatefulSet: replicated,
  ReplicaSet: replicated,
  ReplicationController: replicated,
  DaemonSet: (_spec, status) => {
    const [desired, available] = [number(status['desiredNumberScheduled']), number(status['numberAvailable'])];
    const updated = number(status['updatedNumberScheduled']);
    return { desired, available, updated, complete: available === desired && updated === desired };
  },
  // One that nobody owns: it serves, or has done its work.
  Pod: (_spec, status) => {
    const conditions = Array.isArray(status['conditions']) ? status['conditions'] : [];
    const isReady = conditions.some((one) => isJsonObject(one) && one['type'] === 'Ready' && one['status'] === 'True');
    const complete = isReady || status['phase'] === 'Succeeded';
    return { desired: 1, available: complete ? 1 : 0, updated: 1, complete };
  },
  Job: (spec, status) => {
    const desired = number(spec['completions'], 1);
    const complete =
      Array.isArray(status['conditions']) && JSON.stringify(status['conditions']).includes('"type":"Complete"');
    return { desired, available: number(status['succeeded']), updated: desired, complete };
  },
};

/** Every workload that people made (one without an owner), with its counts over time. */
function samplesOf(trace: Trace): Map<string, { ref: ObjectRef; samples: Sample[] }> {
  const out = new Map<string, { ref: ObjectRef; samples: Sample[] }>();
  const objects = new Map<string, JsonObject>();
  for (const write of trace.writes) {
    const count = counts[write.ref.kind];
    if (!count) continue;
    const key = refKey(write.ref);
    if (write.verb === 'delete') {
      objects.delete(key);
      out.delete(key);
      continue;
    }
    const object =
      write.verb === 'create' ? (write.change ?? {}) : mergePatch(objects.get(key) ?? {}, write.change ?? {});
    objects.set(key, object);
    if (hasOwner(asObject(object))) continue;
    const entry = out.get(key) ?? { ref: write.ref, samples: [] };
    const part = (name: string) => (object[name] ?? {}) as JsonObject;
    entry.samples.push({ atMs: write.atMs, ...count(part('spec'), part('status')) });
    out.set(key, entry);
  }
  return out;
}

function hasOwner(object: KubeObject | undefined): boolean {
  return (object?.metadata.ownerReferences?.length ?? 0) > 0;
}
