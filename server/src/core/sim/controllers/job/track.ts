// Counting finished pods: each is noted in the status, loses its finalizer, and only then is counted, so that none is
// counted twice; then the Job's end. Source: pkg/controller/job/job_controller.go trackJobStatusAndRemoveFinalizers (v1.36).
import { sameJson } from '../../json.ts';
import { type Condition, conditionOf, type Job, type Pod } from '../../objects.ts';
import type { Doing } from '../podControl.ts';
import { isTracked, type JobContext, jobCondition } from './context.ts';
import { isFailed, matchFailurePolicy } from './failures.ts';
import { formatIndexes, hasLimitPerIndex, indexOf, isIndexed } from './indexes.ts';
import { removeFinalizer } from './manage.ts';

interface Counting {
  readonly context: JobContext;
  succeeded: string[];
  failed: string[];
  readonly newIndexes: number[];
  readonly release: Pod[];
}

/** Writes what changed; gives false when the API refused. */
export function* track(context: JobContext): Doing<boolean> {
  const { uncountedTerminatedPods: uncounted = {} } = context.status;
  const counting: Counting = {
    context,
    succeeded: [...(uncounted.succeeded ?? [])],
    failed: [...(uncounted.failed ?? [])],
    newIndexes: [],
    release: [],
  };
  countReleased(counting, new Set(context.pods.filter(isTracked).map((pod) => pod.metadata.uid)));
  for (const pod of inOrder(context)) note(counting, pod);
  noteIndexes(counting);
  noteTargets(context);
  if (!(yield* write(counting))) return false;
  for (const pod of counting.release) {
    const answer = yield removeFinalizer(pod);
    if (!answer.ok && answer.reason !== 'NotFound') return false;
  }
  const released = new Set(counting.release.map((pod) => pod.metadata.uid));
  countReleased(counting, new Set([...counting.succeeded, ...counting.failed].filter((uid) => !released.has(uid))));
  const ended = enactFinished(counting);
  if (!(yield* write(counting))) return false;
  if (ended) yield* tellFinished(context, ended);
  return true;
}

function inOrder({ job, pods }: JobContext): readonly Pod[] {
  return isIndexed(job) ? [...pods].sort((a, b) => indexOf(a) - indexOf(b)) : pods;
}

/** `cleanUncountedPodsWithoutFinalizers`: pods without the finalizer move from the notes to the counters. */
function countReleased(counting: Counting, held: ReadonlySet<string>): void {
  const { context } = counting;
  const done = (uids: readonly string[]) => uids.filter((uid) => !held.has(uid)).length;
  const [succeeded, failed] = [done(counting.succeeded), done(counting.failed)];
  context.status = {
    ...context.status,
    ...(succeeded > 0 && { succeeded: (context.status.succeeded ?? 0) + succeeded }),
    ...(failed > 0 && { failed: (context.status.failed ?? 0) + failed }),
  };
  counting.succeeded = counting.succeeded.filter((uid) => held.has(uid));
  counting.failed = counting.failed.filter((uid) => held.has(uid));
}

function note(counting: Counting, pod: Pod): void {
  const { context } = counting;
  const { job } = context;
  const { uid } = pod.metadata;
  if (!isTracked(pod)) return;
  const failed = isFailed(pod, job);
  if (!mayRelease(context, pod, failed)) return;
  counting.release.push(pod);
  const index = indexOf(pod);
  const valid = !isIndexed(job) || (index >= 0 && index < (job.spec.completions ?? 0));
  if (pod.status.phase === 'Succeeded' && !counting.failed.includes(uid)) {
    if (isIndexed(job)) {
      if (valid && !context.succeededBefore.includes(index)) counting.newIndexes.push(index);
    } else if (!counting.succeeded.includes(uid)) counting.succeeded.push(uid);
    return;
  }
  const ended = context.finished !== undefined && context.finished.type !== 'SuccessCriteriaMet';
  const counts = valid && !counting.failed.includes(uid) && matchFailurePolicy(job, pod).counts;
  if ((failed || ended) && counts) counting.failed.push(uid);
}

function mayRelease(context: JobContext, pod: Pod, failed: boolean): boolean {
  const { job } = context;
  if (job.metadata.deletionTimestamp || context.finished || pod.status.phase === 'Succeeded') return true;
  if (!failed) return false;
  return !(hasLimitPerIndex(job) && context.delayed.get(indexOf(pod))?.metadata.uid === pod.metadata.uid);
}

function noteIndexes({ context, newIndexes }: Counting): void {
  if (!isIndexed(context.job)) return;
  const all = [...new Set([...context.succeededIndexes, ...newIndexes])].sort((a, b) => a - b);
  const { succeeded: _before, ...status } = context.status;
  context.status = {
    ...status,
    ...(all.length > 0 && { succeeded: all.length, completedIndexes: formatIndexes(all) }),
    ...(context.failedIndexes && { failedIndexes: formatIndexes(context.failedIndexes) }),
  };
}

/** The interim conditions come first; the final one when no pod is left. */
function noteTargets(context: JobContext): void {
  const { finished, view } = context;
  const conditions = context.status.conditions ?? [];
  if (finished?.type === 'FailureTarget') {
    context.status = { ...context.status, conditions: [...conditions, finished] };
    context.finished = jobCondition('Failed', finished.reason ?? '', finished.message ?? '', view.now());
  } else if (finished?.type === 'SuccessCriteriaMet') {
    const known = conditionOf(context.status, 'SuccessCriteriaMet');
    if (!known) context.status = { ...context.status, conditions: [...conditions, finished] };
    context.finished = jobCondition('Complete', finished.reason ?? '', finished.message ?? '', view.now());
  }
}

/** `enactJobFinished`: not while pods are uncounted or terminating. */
function enactFinished({ context, succeeded, failed }: Counting): Condition | undefined {
  const { finished } = context;
  if (!finished || succeeded.length + failed.length > 0 || context.terminatingCount > 0) return undefined;
  const conditions = [...(context.status.conditions ?? []), finished];
  const time = finished.lastTransitionTime ?? '';
  context.status = { ...context.status, conditions, ...(finished.type === 'Complete' && { completionTime: time }) };
  return finished;
}

function* tellFinished({ job, status }: JobContext, finished: Condition): Doing {
  if (finished.type !== 'Complete') {
    yield {
      type: 'event',
      about: job,
      eventType: 'Warning',
      reason: finished.reason ?? '',
      message: finished.message ?? '',
    };
    return;
  }
  if (job.spec.completions !== undefined && (status.succeeded ?? 0) > job.spec.completions) {
    const message = 'Too many succeeded pods running after completion count reached';
    yield { type: 'event', about: job, eventType: 'Warning', reason: 'TooManySucceededPods', message };
  }
  yield { type: 'event', about: job, eventType: 'Normal', reason: 'Completed', message: 'Job completed' };
}

/** Writes the status when it differs. */
function* write(counting: Counting): Doing<boolean> {
  const { context, succeeded, failed } = counting;
  const notes = { ...(succeeded.length > 0 && { succeeded }), ...(failed.length > 0 && { failed }) };
  const { active: _active, ...rest } = context.status;
  context.status = {
    ...rest,
    ...(context.activeCount > 0 && { active: context.activeCount }),
    ready: context.readyCount,
    terminating: context.terminatingCount,
    uncountedTerminatedPods: notes,
  };
  if (sameJson(context.job.status, context.status)) return true;
  const object = { ...context.job, status: context.status } as Job;
  const answer = yield { type: 'updateStatus', object, cause: { because: 'status' } };
  if (answer.ok && answer.object) context.job = answer.object as Job;
  return answer.ok;
}
