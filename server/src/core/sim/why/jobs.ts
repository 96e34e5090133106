// Why a Job failed, waits, or a CronJob starts none. Reasons are those of pkg/controller/job and cronjob (v1.36).
import { type Text, text } from '../../text.ts';
import { type CronJob, conditionOf, type Job, type KubeObject } from '../objects.ts';
import { type Found, type Moment, step, type WhyStep } from './moment.ts';
import { whyPod } from './pod.ts';
import { creationFailed, hindering } from './workloads.ts';

/** The field behind each reason of a failed Job. */
const fields: Readonly<Record<string, string>> = {
  BackoffLimitExceeded: 'spec.backoffLimit',
  DeadlineExceeded: 'spec.activeDeadlineSeconds',
  PodFailurePolicy: 'spec.podFailurePolicy',
  MaxFailedIndexesExceeded: 'spec.maxFailedIndexes',
  FailedIndexes: 'spec.backoffLimitPerIndex',
};

export function whyJob(object: KubeObject, moment: Moment): Found | undefined {
  const job = object as Job;
  const failed = conditionOf(job.status, 'Failed') ?? conditionOf(job.status, 'FailureTarget');
  if (failed?.status === 'True') return whyFailed(job, moment, failed.reason ?? '', failed.message ?? '');
  if (conditionOf(job.status, 'Complete')?.status === 'True') return undefined;
  if (job.spec.suspend) {
    const says = text('it is suspended: no pod is started', '它已挂起：不会启动 Pod');
    return { symptom: 'Suspended', steps: [step(moment, job, 'spec.suspend', says)] };
  }
  const steps = creationFailed(job, moment) ?? hindering(job, moment);
  return { symptom: 'NotComplete', steps: [step(moment, job, ...counted(job)), ...steps] };
}

function counted({ spec, status }: Job): readonly [field: string, says: Text] {
  const { active = 0, succeeded = 0 } = status ?? {};
  const most = spec.parallelism ?? 1;
  if (most === 0)
    return ['spec.parallelism', text('parallelism is 0: no pod is started', 'parallelism 为 0：不会启动 Pod')];
  const wanted = spec.completions ?? 1;
  const says = text(
    `${succeeded} of ${wanted} pods have succeeded, ${active} run or are about to`,
    `${wanted} 个 Pod 中有 ${succeeded} 个已成功，${active} 个正在运行或即将运行`,
  );
  return ['spec.completions', says];
}

function whyFailed(job: Job, moment: Moment, reason: string, message: string): Found {
  const says = text(`the job controller gave up: ${message}`, `Job 控制器已放弃：${message}`);
  const limit = step(moment, job, fields[reason], says);
  const pod = moment.podsOf(job).findLast(({ status }) => status.phase === 'Failed');
  const cause = pod && whyPod(pod, moment);
  const below: readonly WhyStep[] = cause
    ? [step(moment, pod, undefined, last(pod.metadata.name)), ...cause.steps]
    : [];
  return { symptom: reason === '' ? 'Failed' : reason, steps: [limit, ...below] };
}

function last(name: string): Text {
  return text(`its last failed pod is "${name}"`, `其最后失败的 Pod 是 "${name}"`);
}

/** More than that it is under way. */
function isInTrouble(job: Job, moment: Moment): boolean {
  const found = whyJob(job, moment);
  return found !== undefined && (found.symptom !== 'NotComplete' || found.steps.length > 1);
}

export function whyCronJob(object: KubeObject, moment: Moment): Found | undefined {
  const cron = object as CronJob;
  if (cron.spec.suspend) {
    const says = text('it is suspended: no Job is started', '它已挂起：不会启动 Job');
    return { symptom: 'Suspended', steps: [step(moment, cron, 'spec.suspend', says)] };
  }
  const jobs = moment
    .list('Job', cron.metadata.namespace)
    .filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === cron.metadata.uid));
  const running = jobs.findLast((job) => isInTrouble(job, moment));
  const found = running && whyJob(running, moment);
  if (!running || !found) return undefined;
  const says = text(
    `its Job "${running.metadata.name}": ${found.symptom}`,
    `其 Job "${running.metadata.name}"：${found.symptom}`,
  );
  return { symptom: 'JobFailed', steps: [step(moment, cron, 'spec.jobTemplate', says), ...found.steps] };
}
