// CronJobs: a Job at each time of the schedule, as the concurrency policy allows; old ones are cleaned up. Source:
// pkg/controller/cronjob/{cronjob_controllerv2,utils}.go (v1.36). Schedules without a time zone are in UTC here.

import { type CronSchedule, nextTime, parseCron, timeZoneErrors } from '../../kubernetes/cron.ts';
import { timeZone } from '../../kubernetes/timeZone.ts';
import { refOf } from '../cluster.ts';
import type { Change, ClusterView, Controller, Outcome, Steps } from '../frame.ts';
import { sameJson } from '../json.ts';
import {
  type CronJob,
  conditionOf,
  controllerOf,
  type Job,
  keyOf,
  type NewObject,
  type ObjectReference,
} from '../objects.ts';
import { timeMs } from './availability.ts';
import { controllerRef } from './claim.ts';
import type { Doing } from './podControl.ts';

/** `nextScheduleDelta`: a little later than the schedule, so that it has surely come. */
const lateMs = 100;

export function cronJobController(): Controller {
  return {
    name: 'cronjob-controller',
    watches: {
      CronJob: ({ object, verb }) => (verb === 'delete' ? [] : [keyOf(object)]),
      Job: ({ object }: Change, view) => {
        const owner = controllerOf(object);
        const cron = owner?.kind === 'CronJob' ? view.byUid(owner.uid) : undefined;
        return cron ? [keyOf(cron)] : [];
      },
    },
    reconcile,
  };
}

interface Work {
  readonly view: ClusterView;
  readonly cron: CronJob;
  readonly jobs: readonly Job[];
  status: CronJob['status'];
  /** Of the state after which the work queue should look again. */
  nextMs: number | undefined;
  failed: boolean;
}

function* reconcile(view: ClusterView, key: string): Steps {
  const [namespace, name = ''] = key.split('/');
  const cron = view.get('CronJob', namespace, name);
  if (!cron) return;
  const jobs = view
    .list('Job', namespace)
    .filter((job) => controllerOf(job)?.name === name && controllerOf(job)?.kind === 'CronJob');
  const work: Work = { view, cron, jobs, status: cron.status, nextMs: undefined, failed: false };
  yield* cleanUp(work);
  yield* noteFinished(work);
  if (!cron.metadata.deletionTimestamp) yield* startDue(work);
  if (!sameJson(work.status, cron.status)) {
    const answer = yield {
      type: 'updateStatus',
      object: { ...cron, status: work.status } as CronJob,
      cause: { because: 'status' },
    };
    work.failed ||= !answer.ok;
  }
  if (work.failed) yield { type: 'requeue', afterMs: 0, rateLimited: true };
  else if (work.nextMs !== undefined)
    yield { type: 'requeue', afterMs: work.nextMs - view.epochMs + lateMs, background: true };
}

function finishedAs(job: Job): 'Complete' | 'Failed' | undefined {
  return (['Complete', 'Failed'] as const).find((type) => conditionOf(job.status, type)?.status === 'True');
}

/** `cleanupFinishedJobs`: beyond the history limits, oldest first. */
function* cleanUp(work: Work): Doing {
  const { spec } = work.cron;
  for (const [state, limit] of [
    ['Complete', spec.successfulJobsHistoryLimit],
    ['Failed', spec.failedJobsHistoryLimit],
  ] as const) {
    if (limit === undefined) continue;
    const finished = work.jobs.filter((job) => finishedAs(job) === state).sort(byStart);
    for (const job of finished.slice(0, Math.max(0, finished.length - limit))) yield* deleteJob(work, job);
  }
}

function byStart(a: Job, b: Job): number {
  return timeMs(a.status.startTime) - timeMs(b.status.startTime) || (a.metadata.name < b.metadata.name ? -1 : 1);
}

function* deleteJob(work: Work, job: Job): Doing<boolean> {
  const cause = { because: 'history', object: refOf(work.cron) };
  const answer = yield { type: 'delete', ref: refOf(job), propagation: 'Background', cause };
  if (!answer.ok) {
    yield event(work, 'Warning', 'FailedDelete', `Deleted job: ${answer.message}`);
    return false;
  }
  forget(work, job.metadata.uid);
  yield event(work, 'Normal', 'SuccessfulDelete', `Deleted job ${job.metadata.name}`);
  return true;
}

function event({ cron }: Work, eventType: 'Normal' | 'Warning', reason: string, message: string) {
  return { type: 'event', about: cron, eventType, reason, message } as const;
}

const isActive = ({ status }: Work, uid: string): boolean => status.active?.some((ref) => ref.uid === uid) ?? false;

function forget(work: Work, uid: string): void {
  const { active = [], ...rest } = work.status;
  const left = active.filter((ref) => ref.uid !== uid);
  work.status = left.length > 0 ? { ...rest, active: left } : rest;
}

/** Takes finished and vanished Jobs off the active list. */
function* noteFinished(work: Work): Doing {
  for (const job of work.jobs) {
    const { uid, name } = job.metadata;
    const finished = finishedAs(job);
    if (!finished && !isActive(work, uid))
      yield event(work, 'Warning', 'UnexpectedJob', `Saw a job that the controller did not create or forgot: ${name}`);
    if (!finished) continue;
    if (isActive(work, uid)) {
      forget(work, uid);
      yield event(work, 'Normal', 'SawCompletedJob', `Saw completed job: ${name}, condition: ${finished}`);
    }
    const { completionTime } = job.status;
    if (finished === 'Complete' && completionTime && timeMs(completionTime) > timeMs(work.status.lastSuccessfulTime))
      work.status = { ...work.status, lastSuccessfulTime: completionTime };
  }
  const known = new Set(work.jobs.map((job) => job.metadata.uid));
  for (const ref of work.status.active ?? []) {
    if (known.has(ref.uid ?? '') || work.view.get('Job', ref.namespace, ref.name ?? '')) continue;
    yield event(work, 'Normal', 'MissingJob', `Active job went missing: ${ref.name}`);
    forget(work, ref.uid ?? '');
  }
}

/** Starts the Job whose time has come, if it may. */
function* startDue(work: Work): Doing {
  const { cron, view } = work;
  const { timeZone, schedule: text, startingDeadlineSeconds } = cron.spec;
  const [zoneError] = timeZone === undefined ? [] : timeZoneErrors(timeZone);
  if (zoneError !== undefined) {
    yield event(work, 'Warning', 'UnknownTimeZone', `invalid timeZone: "${timeZone}": ${zoneError}`);
    return;
  }
  if (cron.spec.suspend) return;
  const parsed = parseCron(timeZone === undefined ? text : `TZ=${timeZone} ${text}`);
  if ('error' in parsed) {
    yield event(work, 'Warning', 'UnparseableSchedule', `unparseable schedule: "${text}" : ${parsed.error}`);
    return;
  }
  const due = mostRecent(cron, parsed.schedule, view.epochMs);
  work.nextMs = nextTime(parsed.schedule, view.epochMs);
  if (due.tooMany) {
    const words = 'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew';
    yield event(work, 'Warning', 'TooManyMissedTimes', words);
  }
  if (due.timeMs === undefined) return;
  if (startingDeadlineSeconds !== undefined && due.timeMs + 1000 * startingDeadlineSeconds < view.epochMs) {
    yield event(work, 'Warning', 'MissSchedule', `Missed scheduled time to start a job: ${rfc1123(due.timeMs)}`);
    return;
  }
  const name = `${cron.metadata.name}-${Math.floor(due.timeMs / 60_000)}`;
  const started =
    work.status.active?.some((ref) => ref.name === name) || timeMs(cron.status.lastScheduleTime) === due.timeMs;
  if (started || !(yield* makeRoom(work))) return;
  yield* start(work, name, due.timeMs);
}

/** `mostRecentScheduleTime`: the last time that has passed since the last one dealt with. */
function mostRecent(cron: CronJob, schedule: CronSchedule, nowMs: number): { timeMs?: number; tooMany: boolean } {
  const { startingDeadlineSeconds } = cron.spec;
  let earliestMs = timeMs(cron.status.lastScheduleTime ?? cron.metadata.creationTimestamp);
  if (startingDeadlineSeconds !== undefined) earliestMs = Math.max(earliestMs, nowMs - 1000 * startingDeadlineSeconds);
  let last: number | undefined;
  let missed = 0;
  for (
    let time = nextTime(schedule, earliestMs);
    time !== undefined && time <= nowMs;
    time = nextTime(schedule, time)
  ) {
    last = time;
    if (++missed > 100_000) break;
  }
  const tooMany = missed > 100 && startingDeadlineSeconds === undefined;
  return last === undefined ? { tooMany: false } : { timeMs: last, tooMany };
}

/** Applies the concurrency policy; false: nothing is started now. */
function* makeRoom(work: Work): Doing<boolean> {
  const { concurrencyPolicy } = work.cron.spec;
  const active = work.status.active ?? [];
  if (concurrencyPolicy === 'Forbid' && active.length > 0) {
    const words = 'Not starting job because prior execution is running and concurrency policy is Forbid';
    yield event(work, 'Normal', 'JobAlreadyActive', words);
    return false;
  }
  if (concurrencyPolicy !== 'Replace') return true;
  for (const ref of active) {
    const job = work.view.get('Job', ref.namespace, ref.name ?? '');
    if (!job || !(yield* deleteJob(work, job))) {
      work.failed = true;
      return false;
    }
  }
  return true;
}

function* start(work: Work, name: string, scheduledMs: number): Doing {
  const { cron } = work;
  const cause = { because: 'schedule', object: refOf(cron), field: 'spec.schedule' };
  const answer = yield { type: 'create', object: jobFor(cron, name, scheduledMs), cause };
  const job = answer.ok ? answer.object : existing(work, name, answer);
  if (!job) {
    if (!answer.ok && answer.reason !== 'AlreadyExists') {
      yield event(work, 'Warning', 'FailedCreate', `Error creating job: ${answer.message}`);
      work.failed = true;
    }
    return;
  }
  if (answer.ok) yield event(work, 'Normal', 'SuccessfulCreate', `Created job ${name}`);
  const { uid, resourceVersion, namespace } = job.metadata;
  const ref: ObjectReference = {
    kind: 'Job',
    ...(namespace !== undefined && { namespace }),
    name,
    uid,
    apiVersion: 'batch/v1',
    resourceVersion,
  };
  work.status = {
    ...work.status,
    active: [...(work.status.active ?? []), ref],
    lastScheduleTime: isoSeconds(scheduledMs),
  };
}

/** A Job of that name that is ours but not on the list. */
function existing(work: Work, name: string, answer: Extract<Outcome, { ok: false }>): Job | undefined {
  if (answer.reason !== 'AlreadyExists') return undefined;
  const job = work.view.get('Job', work.cron.metadata.namespace, name);
  const ours = job && controllerOf(job)?.uid === work.cron.metadata.uid;
  return ours && !isActive(work, job.metadata.uid) ? job : undefined;
}

/** RFC 3339 with the offset that clocks of the zone have then; `Z` without one. */
function inZone(ms: number, name: string | undefined): string {
  const minutes = Math.round((timeZone(name ?? 'UTC')?.offsetAt(ms) ?? 0) / 60_000);
  if (minutes === 0) return isoSeconds(ms);
  const part = (count: number) => String(Math.trunc(count)).padStart(2, '0');
  const offset = `${part(Math.abs(minutes) / 60)}:${part(Math.abs(minutes) % 60)}`;
  return isoSeconds(ms + 60_000 * minutes).replace('Z', `${minutes < 0 ? '-' : '+'}${offset}`);
}

/** `getJobFromTemplate2`. */
function jobFor(cron: CronJob, name: string, scheduledMs: number): NewObject {
  const { metadata, spec } = cron.spec.jobTemplate;
  const annotations = {
    ...metadata?.annotations,
    'batch.kubernetes.io/cronjob-scheduled-timestamp': inZone(scheduledMs, cron.spec.timeZone),
  };
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name,
      namespace: cron.metadata.namespace ?? 'default',
      ...(metadata?.labels && { labels: metadata.labels }),
      annotations,
      ownerReferences: [controllerRef(cron)],
    },
    spec,
  } as NewObject;
}

const isoSeconds = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

/** `Mon, 02 Jan 2006 15:04:05 +0000`. */
function rfc1123(ms: number): string {
  return new Date(ms).toUTCString().replace('GMT', '+0000');
}
