// What one reconcile of a Job works on: its pods sorted out, counters, indexes, and whether it is finished. Source:
// pkg/controller/job/job_controller.go syncJob (v1.36).
import type { ClusterView, Outcome } from '../../frame.ts';
import { type Condition, conditionOf, type Job, type Pod } from '../../objects.ts';
import { isActive, isReady, isTerminating, timeMs } from '../availability.ts';
import {
  type Backoff,
  backoffAfter,
  finishedMs,
  isFailed,
  matchFailurePolicy,
  matchSuccessPolicy,
  pastLimitByRestarts,
} from './failures.ts';
import { failuresOf, hasLimitPerIndex, indexOf, isIndexed, parseIndexes } from './indexes.ts';

export const trackingFinalizer = 'batch.kubernetes.io/job-tracking';

export interface JobContext {
  readonly view: ClusterView;
  readonly pods: readonly Pod[];
  readonly active: readonly Pod[];
  readonly backoff: Backoff;
  /** All that succeeded and failed so far, counted or not. */
  readonly succeeded: number;
  readonly failed: number;
  readonly succeededBefore: readonly number[];
  readonly succeededIndexes: readonly number[];
  readonly failedIndexes: readonly number[] | undefined;
  /** Failed pods that are kept until their index has a new one. */
  readonly delayed: ReadonlyMap<number, Pod>;
  job: Job;
  status: Job['status'];
  activeCount: number;
  readyCount: number;
  terminatingCount: number;
  finished: Condition | undefined;
  error: Outcome | undefined;
}

export const isTracked = (pod: Pod): boolean => pod.metadata.finalizers?.includes(trackingFinalizer) ?? false;
export const isSuspended = (job: Job): boolean => job.spec.suspend ?? false;

export function jobCondition(type: string, reason: string, message: string, time: string): Condition {
  return { type, status: 'True', lastProbeTime: time, lastTransitionTime: time, reason, message };
}

export function isFinished(job: Job): boolean {
  return ['Complete', 'Failed'].some((type) => conditionOf(job.status, type)?.status === 'True');
}

export function contextOf(view: ClusterView, job: Job, pods: readonly Pod[], before: Backoff): JobContext {
  const active = pods.filter(isActive);
  const uncounted = job.status.uncountedTerminatedPods ?? {};
  const valid = pods.filter((pod) => isTracked(pod) && (!isIndexed(job) || inIndexRange(job, pod)));
  const newSucceeded = valid.filter(
    (pod) => pod.status.phase === 'Succeeded' && !uncounted.succeeded?.includes(pod.metadata.uid),
  );
  const newFailed = valid.filter((pod) => isFailed(pod, job) && !uncounted.failed?.includes(pod.metadata.uid));
  const completions = job.spec.completions ?? 0;
  const succeededBefore = parseIndexes(job.status.completedIndexes, completions);
  const succeededIndexes = isIndexed(job)
    ? indexesWith(
        succeededBefore,
        pods.filter((pod) => pod.status.phase === 'Succeeded' && isTracked(pod) && inIndexRange(job, pod)),
      )
    : [];
  const failedIndexes = hasLimitPerIndex(job) ? failedIndexesOf(job, valid) : undefined;
  const counted = newFailed.filter((pod) => matchFailurePolicy(job, pod).counts).length;
  const start = job.status.startTime !== undefined || isSuspended(job) ? {} : { startTime: view.now() };
  const context: JobContext = {
    view,
    pods,
    active,
    backoff: backoffAfter(before, newSucceeded, newFailed),
    succeeded: isIndexed(job)
      ? succeededIndexes.length
      : (job.status.succeeded ?? 0) + newSucceeded.length + (uncounted.succeeded?.length ?? 0),
    failed: (job.status.failed ?? 0) + counted + (uncounted.failed?.length ?? 0),
    succeededBefore,
    succeededIndexes,
    failedIndexes,
    delayed: hasLimitPerIndex(job) ? delayedPods(job, valid, active, succeededIndexes, failedIndexes ?? []) : new Map(),
    job,
    status: { ...job.status, ...start, uncountedTerminatedPods: uncounted },
    activeCount: active.length,
    readyCount: active.filter(isReady).length,
    terminatingCount: pods.filter(isTerminating).length,
    finished: undefined,
    error: undefined,
  };
  context.finished = finishedCondition(context);
  return context;
}

function inIndexRange(job: Job, pod: Pod): boolean {
  const index = indexOf(pod);
  return index >= 0 && index < (job.spec.completions ?? 0);
}

function indexesWith(before: readonly number[], pods: readonly Pod[]): readonly number[] {
  return [...new Set([...before, ...pods.map(indexOf)])].sort((a, b) => a - b);
}

/** `calculateFailedIndexes`: those whose failures exceed the limit, or that a rule fails. */
function failedIndexesOf(job: Job, pods: readonly Pod[]): readonly number[] {
  const before = parseIndexes(job.status.failedIndexes, job.spec.completions ?? 0);
  const failed = pods.filter((pod) => isFailed(pod, job) && isIndexFailed(job, pod));
  return indexesWith(before, failed);
}

function isIndexFailed(job: Job, pod: Pod): boolean {
  const { action, counts } = matchFailurePolicy(job, pod);
  if (action === 'FailIndex') return true;
  return counts && failuresOf(pod).counted >= (job.spec.backoffLimitPerIndex ?? 0);
}

function delayedPods(
  job: Job,
  pods: readonly Pod[],
  active: readonly Pod[],
  succeeded: readonly number[],
  failed: readonly number[],
): Map<number, Pod> {
  const settled = new Set([...succeeded, ...failed, ...active.map(indexOf)]);
  const out = new Map<number, Pod>();
  const absolute = (pod: Pod) => failuresOf(pod).counted + failuresOf(pod).ignored;
  for (const pod of pods.filter((candidate) => isFailed(candidate, job) && !settled.has(indexOf(candidate)))) {
    const known = out.get(indexOf(pod));
    const later = !known || (absolute(known) <= absolute(pod) && finishedMs(pod) >= finishedMs(known));
    if (later) out.set(indexOf(pod), pod);
  }
  return out;
}

/** Whether the Job has succeeded or failed by now; order as in syncJob. */
function finishedCondition(context: JobContext): Condition | undefined {
  const { job, pods, view } = context;
  const met = conditionOf(job.status, 'SuccessCriteriaMet');
  if (met?.status === 'True') return met;
  const target = conditionOf(job.status, 'FailureTarget');
  if (target?.status === 'True')
    return { ...target, type: 'Failed', lastTransitionTime: view.now(), lastProbeTime: view.now() };
  const failure = (reason: string, message: string) => jobCondition('FailureTarget', reason, message, view.now());
  const byPolicy =
    job.spec.podFailurePolicy &&
    pods
      .filter((pod) => isFailed(pod, job))
      .map((pod) => matchFailurePolicy(job, pod).fails)
      .find(Boolean);
  if (byPolicy) return failure('PodFailurePolicy', byPolicy);
  if (context.failed > (job.spec.backoffLimit ?? 6) || pastLimitByRestarts(job, pods))
    return failure('BackoffLimitExceeded', 'Job has reached the specified backoff limit');
  const deadline = deadlineMs(context);
  if (deadline !== undefined && deadline <= 0)
    return failure('DeadlineExceeded', 'Job was active longer than specified deadline');
  const indexed = failedIndexesCondition(context, failure);
  if (indexed || !isIndexed(job)) return indexed;
  const message = matchSuccessPolicy(job, context.succeededIndexes);
  return message === undefined ? undefined : jobCondition('SuccessCriteriaMet', 'SuccessPolicy', message, view.now());
}

function failedIndexesCondition(
  { job, failedIndexes = [], succeededIndexes }: JobContext,
  failure: (reason: string, message: string) => Condition,
): Condition | undefined {
  const { maxFailedIndexes, completions = 0 } = job.spec;
  if (maxFailedIndexes !== undefined && failedIndexes.length > maxFailedIndexes)
    return failure('MaxFailedIndexesExceeded', 'Job has exceeded the specified maximal number of failed indexes');
  if (failedIndexes.length > 0 && failedIndexes.length + succeededIndexes.length >= completions)
    return failure('FailedIndexes', 'Job has failed indexes');
  return undefined;
}

/** Milliseconds until the Job's deadline; undefined without one. */
export function deadlineMs({ job, view }: JobContext): number | undefined {
  const { activeDeadlineSeconds } = job.spec;
  if (activeDeadlineSeconds === undefined || job.status.startTime === undefined || isSuspended(job)) return undefined;
  return timeMs(job.status.startTime) + 1000 * activeDeadlineSeconds - view.epochMs;
}
