// Jobs: pods until enough have succeeded or too many have failed. Source: pkg/controller/job (v1.36).
import type { Change, ClusterView, Controller, DelayedKey, Steps } from '../../frame.ts';
import { type Condition, conditionOf, controllerOf, type Job, keyOf, type Pod } from '../../objects.ts';
import { matchesSelector } from '../../selectors.ts';
import { claim } from '../claim.ts';
import { ownerKeys } from '../ownerKeys.ts';
import type { Doing } from '../podControl.ts';
import { contextOf, deadlineMs, isFinished, isSuspended, isTracked, type JobContext, jobCondition } from './context.ts';
import type { Backoff } from './failures.ts';
import { deletePods, manageJob, removeFinalizer } from './manage.ts';
import { track } from './track.ts';

/** `SyncJobBatchPeriod`: changes of pods are looked at together. */
const batchMs = 1000;
const orphanPrefix = 'orphan:';
const noFailures: Backoff = { failures: 0, lastFailureMs: 0 };

export function jobController(): Controller {
  const backoffs = new Map<string, Backoff>();
  return {
    name: 'job-controller',
    watches: {
      Job: jobChanged,
      Pod: jobsOf,
    },
    reconcile: (view, key) =>
      key.startsWith(orphanPrefix)
        ? releaseOrphan(view, key.slice(orphanPrefix.length))
        : reconcile(view, key, backoffs),
  };
}

/** `updateJob`: what a person changed is looked at at once, the controller's own status with the pods. */
function jobChanged({ object, before, verb }: Change): readonly (string | DelayedKey)[] {
  if (verb === 'delete') return [];
  const ownStatus = before !== undefined && before.metadata.generation === object.metadata.generation;
  return [ownStatus ? { key: keyOf(object), afterMs: batchMs } : keyOf(object)];
}

function jobsOf(change: Change, view: ClusterView): readonly (string | DelayedKey)[] {
  const pod = change.object as Pod;
  const keys = ownerKeys(change, 'Job', () => []).map((key) => ({ key, afterMs: batchMs }));
  if (!isTracked(pod)) return keys;
  const owner = controllerOf(pod);
  const job = owner && (view.byUid(owner.uid) as Job | undefined);
  return !job || isFinished(job) ? [...keys, { key: `${orphanPrefix}${keyOf(pod)}`, afterMs: 0 }] : keys;
}

/** `syncOrphanPod`: a pod whose Job is gone or over is let go. */
function* releaseOrphan(view: ClusterView, key: string): Steps {
  const [namespace, name = ''] = key.split('/');
  const pod = view.get('Pod', namespace, name);
  if (!pod || !isTracked(pod)) return;
  const owner = controllerOf(pod);
  const job = owner && (view.byUid(owner.uid) as Job | undefined);
  if (!job || isFinished(job)) yield removeFinalizer(pod);
}

function* reconcile(view: ClusterView, key: string, backoffs: Map<string, Backoff>): Steps {
  const [namespace, name = ''] = key.split('/');
  const job = view.get('Job', namespace, name);
  if (!job || isFinished(job)) {
    backoffs.delete(key);
    return;
  }
  const candidates = view.claimable('Pod', namespace, job.metadata.uid);
  const pods = yield* claim(job, candidates, (labels) => matchesSelector(job.spec.selector, labels));
  const context = contextOf(view, job, pods, backoffs.get(key) ?? noFailures);
  const left = deadlineMs(context);
  if (left !== undefined && left > 0) yield { type: 'requeue', afterMs: left };
  yield* act(context);
  if (yield* track(context)) backoffs.set(key, context.backoff);
  else yield { type: 'requeue', afterMs: 0, rateLimited: true };
  if (context.error) yield { type: 'requeue', afterMs: 0, rateLimited: true };
}

/** Ends what runs, or brings the pods to the number wanted. */
function* act(context: JobContext): Doing {
  const { job, active, view } = context;
  if (context.finished) {
    yield* deletePods(context, active, false);
    if (context.error) context.finished = undefined;
    return;
  }
  const managed = job.metadata.deletionTimestamp === undefined;
  if (managed) yield* manageJob(context);
  const { completions } = job.spec;
  const enough = completions === undefined ? context.succeeded > 0 : context.succeeded >= completions;
  if (enough && context.activeCount === 0) {
    context.finished = jobCondition(
      'SuccessCriteriaMet',
      'CompletionsReached',
      'Reached expected number of succeeded pods',
      view.now(),
    );
  } else if (managed) yield* noteSuspension(context);
}

function* noteSuspension(context: JobContext): Doing {
  const { job, view } = context;
  const known = conditionOf(job.status, 'Suspended');
  const suspended = isSuspended(job);
  if ((known?.status === 'True') === suspended) return;
  const [reason, message, told] = suspended
    ? ['JobSuspended', 'Job suspended', 'Suspended']
    : ['JobResumed', 'Job resumed', 'Resumed'];
  const condition: Condition = {
    ...jobCondition('Suspended', reason, message, view.now()),
    status: suspended ? 'True' : 'False',
  };
  const conditions = context.status.conditions ?? [];
  const next = known ? conditions.map((c) => (c.type === 'Suspended' ? condition : c)) : [...conditions, condition];
  const { startTime: _start, ...status } = context.status;
  context.status = { ...status, conditions: next, ...(!suspended && { startTime: view.now() }) };
  yield { type: 'event', about: job, eventType: 'Normal', reason: told, message };
}
