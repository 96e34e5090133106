// Pods of a Job: as many as it may have now. Source: pkg/controller/job/job_controller.go manageJob (v1.36).
import { refOf } from '../../cluster.ts';
import type { Container, Job, Pod, PodTemplateSpec } from '../../objects.ts';
import { isReady } from '../availability.ts';
import { createPod, type Doing, deletePod, podFromTemplate, slowStart } from '../podControl.ts';
import { inDeletionOrder } from '../ranking.ts';
import { isSuspended, isTracked, type JobContext, trackingFinalizer } from './context.ts';
import { finishedMs, matchFailurePolicy, onlyReplacesFailed, remainingMs } from './failures.ts';
import {
  failureAnnotations,
  failuresOf,
  firstPending,
  hasLimitPerIndex,
  indexKey,
  indexOf,
  isIndexed,
  namePrefix,
} from './indexes.ts';

/** At most so many pods are created or deleted in one reconcile. */
const burst = 500;

export function* manageJob(context: JobContext): Doing {
  const { job, active } = context;
  if (isSuspended(job)) {
    yield* deletePods(context, active, true);
    return;
  }
  const wanted = wantedActive(context);
  const surplus = forRemoval(context, Math.max(0, active.length - wanted)).slice(0, burst);
  if (surplus.length > 0) {
    yield* deletePods(context, surplus, true);
    return;
  }
  const missing = wanted - (onlyReplacesFailed(job) ? context.terminatingCount : 0) - active.length;
  if (missing > 0) yield* addPods(context, Math.min(missing, burst));
}

function wantedActive({ job, active, succeeded }: JobContext): number {
  const { completions, parallelism = 1 } = job.spec;
  if (completions === undefined) return succeeded > 0 ? active.length : parallelism;
  return Math.max(0, Math.min(completions - succeeded, parallelism));
}

/** `activePodsForRemoval`: doubled indexes, then the least useful ones. */
function forRemoval({ job, active, view }: JobContext, atLeast: number): readonly Pod[] {
  const sorted = inDeletionOrder(active, () => 0, view.epochMs);
  if (!isIndexed(job)) return sorted.slice(0, atLeast);
  const completions = job.spec.completions ?? 0;
  const kept = new Map<number, Pod>();
  for (const pod of sorted) if (indexOf(pod) >= 0 && indexOf(pod) < completions) kept.set(indexOf(pod), pod);
  const doubled = sorted.filter((pod) => kept.get(indexOf(pod)) !== pod);
  const rest = sorted.filter((pod) => !doubled.includes(pod));
  return [...doubled, ...rest.slice(0, Math.max(0, atLeast - doubled.length))];
}

/** Deletes pods and counts them out; `release`: without waiting for their being counted as failed. */
export function* deletePods(context: JobContext, pods: readonly Pod[], release: boolean): Doing {
  const cause = { because: 'scale-down', object: refOf(context.job) };
  for (const pod of pods) {
    if (release && isTracked(pod)) yield removeFinalizer(pod);
    const answer = yield* deletePod(context.job, pod, cause);
    if (!answer.ok && answer.reason !== 'NotFound') {
      context.error = answer;
      continue;
    }
    context.activeCount--;
    context.terminatingCount++;
    if (isReady(pod)) context.readyCount--;
  }
}

export function removeFinalizer(pod: Pod) {
  const left = (pod.metadata.finalizers ?? []).filter((name) => name !== trackingFinalizer);
  return {
    type: 'patch',
    ref: refOf(pod),
    uid: pod.metadata.uid,
    patch: { metadata: { finalizers: left.length > 0 ? left : null } },
    cause: { because: 'counted' },
  } as const;
}

function* addPods(context: JobContext, missing: number): Doing {
  const { job, view } = context;
  if (!hasLimitPerIndex(job)) {
    const waitMs = remainingMs(context.backoff, view.epochMs);
    if (waitMs > 0) {
      yield { type: 'requeue', afterMs: waitMs };
      return;
    }
  }
  const indexes = isIndexed(job) ? pendingIndexes(context, missing) : undefined;
  const now = indexes && hasLimitPerIndex(job) ? yield* withoutWaiting(context, indexes) : indexes;
  const count = now ? now.length : missing;
  context.activeCount += count;
  let made = 0;
  const answer = yield* slowStart(count, function* (i) {
    const done = yield* createPod(job, podOf(context, now?.[i]), {
      because: 'scale-up',
      object: refOf(job),
      field: 'spec.parallelism',
    });
    if (done.ok) made++;
    return done;
  });
  context.activeCount -= count - made;
  if (!answer.ok) context.error = answer;
}

function pendingIndexes(context: JobContext, count: number): readonly number[] {
  const { job, active, pods, succeededIndexes, failedIndexes = [] } = context;
  const leaving = onlyReplacesFailed(job)
    ? pods.filter((pod) => pod.metadata.deletionTimestamp && pod.status.phase !== 'Failed')
    : [];
  const taken = new Set([...succeededIndexes, ...failedIndexes, ...active.map(indexOf), ...leaving.map(indexOf)]);
  return firstPending(taken, count, job.spec.completions ?? 0);
}

/** Indexes whose own back-off is over; when none is, looks again at the first that will be. */
function* withoutWaiting(context: JobContext, indexes: readonly number[]): Doing<readonly number[]> {
  const waits = indexes.map((index) => {
    const before = context.delayed.get(index);
    if (!before) return 0;
    const { counted, ignored } = failuresOf(before);
    return remainingMs({ failures: counted + ignored + 1, lastFailureMs: finishedMs(before) }, context.view.epochMs);
  });
  const now = indexes.filter((_, i) => waits[i] === 0);
  if (now.length === 0 && waits.length > 0) yield { type: 'requeue', afterMs: Math.min(...waits) };
  return now;
}

/** The pod, with its index in annotation, label, environment and name. */
function podOf({ job, delayed }: JobContext, index: number | undefined) {
  const template = job.spec.template;
  const finalizers = [...new Set([...(template.metadata?.finalizers ?? []), trackingFinalizer])];
  if (index === undefined) return podFromTemplate(job, template, { finalizers });
  const failures = hasLimitPerIndex(job)
    ? failureAnnotations(delayed.get(index), (pod) => matchFailurePolicy(job, pod).counts)
    : {};
  const { name } = job.metadata;
  return podFromTemplate(job, withIndex(template, name, index), {
    finalizers,
    generateName: namePrefix(name, index),
    labels: { ...template.metadata?.labels, [indexKey]: String(index) },
    annotations: { ...template.metadata?.annotations, [indexKey]: String(index), ...failures },
  });
}

const indexVariable = 'JOB_COMPLETION_INDEX';

function withIndex(template: Job['spec']['template'], job: string, index: number): PodTemplateSpec {
  const fieldPath = `metadata.labels['${indexKey}']`;
  const withVariable = (container: Container): Container =>
    container.env?.some((variable) => variable.name === indexVariable)
      ? container
      : {
          ...container,
          env: [...(container.env ?? []), { name: indexVariable, valueFrom: { fieldRef: { fieldPath } } }],
        };
  const { spec } = template;
  return {
    ...template,
    spec: {
      ...spec,
      hostname: `${job}-${index}`,
      containers: spec.containers.map(withVariable),
      ...(spec.initContainers && { initContainers: spec.initContainers.map(withVariable) }),
    },
  };
}
