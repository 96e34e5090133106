// When pods and Jobs count as failed, and how long failures hold back new pods. Sources:
// pkg/controller/job/{pod_failure_policy,success_policy,backoff_utils}.go (v1.36). Pure.
import { type ContainerStatus, conditionOf, type Job, type Pod, type PodFailureRule } from '../../objects.ts';
import { timeMs } from '../availability.ts';
import { parseIndexes } from './indexes.ts';

const firstBackoffMs = 10_000;
const maxBackoffMs = 600_000;

export function onlyReplacesFailed(job: Job): boolean {
  return job.spec.podReplacementPolicy === 'Failed' || job.spec.podFailurePolicy !== undefined;
}

/** `isPodFailed`: a pod being deleted counts too, unless only failed ones are replaced. */
export function isFailed(pod: Pod, job: Job): boolean {
  if (pod.status.phase === 'Failed') return true;
  if (onlyReplacesFailed(job)) return false;
  return pod.metadata.deletionTimestamp !== undefined && pod.status.phase !== 'Succeeded';
}

export interface PolicyMatch {
  readonly action?: string;
  readonly counts: boolean;
  /** The message of the Job's failure. */
  readonly fails?: string;
}

/** `matchPodFailurePolicy`: the first rule that matches. */
export function matchFailurePolicy(job: Job, pod: Pod): PolicyMatch {
  for (const [index, rule] of (job.spec.podFailurePolicy?.rules ?? []).entries()) {
    const subject = matchRule(rule, pod);
    if (subject === undefined) continue;
    const { action } = rule;
    if (action === 'Ignore') return { action, counts: false };
    if (action !== 'FailJob') return { action, counts: true };
    return { action, counts: true, fails: `${subject} matching ${action} rule at index ${index}` };
  }
  return { counts: true };
}

/** The beginning of the failure message, when the rule matches. */
function matchRule(rule: PodFailureRule, pod: Pod): string | undefined {
  const who = `${pod.metadata.namespace}/${pod.metadata.name}`;
  if (rule.onExitCodes) {
    const status =
      exited(pod.status.containerStatuses, rule.onExitCodes) ??
      exited(pod.status.initContainerStatuses, rule.onExitCodes);
    return (
      status && `Container ${status.name} for pod ${who} failed with exit code ${status.state.terminated?.exitCode}`
    );
  }
  const matching = pod.status.conditions?.find((condition) =>
    rule.onPodConditions?.some(({ type, status = 'True' }) => condition.type === type && condition.status === status),
  );
  return matching && `Pod ${who} has condition ${matching.type}`;
}

function exited(statuses: readonly ContainerStatus[] | undefined, wanted: NonNullable<PodFailureRule['onExitCodes']>) {
  return statuses?.find(({ name, state }) => {
    const code = state.terminated?.exitCode;
    if (!code || (wanted.containerName !== undefined && wanted.containerName !== name)) return false;
    return wanted.operator === 'In' ? wanted.values.includes(code) : !wanted.values.includes(code);
  });
}

/** `matchSuccessPolicy`: the message, when a rule is met. */
export function matchSuccessPolicy(job: Job, succeeded: readonly number[]): string | undefined {
  if (succeeded.length === 0) return undefined;
  const done = new Set(succeeded);
  const index = (job.spec.successPolicy?.rules ?? []).findIndex(({ succeededIndexes, succeededCount }) => {
    if (succeededIndexes === undefined) return succeededCount !== undefined && done.size >= succeededCount;
    const required = parseIndexes(succeededIndexes, job.spec.completions ?? 0);
    const met = required.filter((wanted) => done.has(wanted)).length;
    return required.length > 0 && (met === required.length || (succeededCount !== undefined && met >= succeededCount));
  });
  return index < 0 ? undefined : `Matched rules at index ${index}`;
}

/** `pastBackoffLimitOnFailure`: restarts in place count where pods are restarted. */
export function pastLimitByRestarts(job: Job, pods: readonly Pod[]): boolean {
  if (job.spec.template.spec.restartPolicy !== 'OnFailure') return false;
  const alive = pods.filter(({ status }) => status.phase === 'Running' || status.phase === 'Pending');
  const restarts = alive
    .flatMap(({ status }) => [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])])
    .reduce((sum, status) => sum + status.restartCount, 0);
  const limit = job.spec.backoffLimit ?? 6;
  return limit === 0 ? restarts > 0 : restarts >= limit;
}

export interface Backoff {
  /** Since the last success. */
  readonly failures: number;
  readonly lastFailureMs: number;
}

/** `newBackoffRecord`. Times are milliseconds since 1970. */
export function backoffAfter(before: Backoff, succeeded: readonly Pod[], failed: readonly Pod[]): Backoff {
  const failedMs = failed.map(finishedMs).sort((a, b) => a - b);
  if (succeeded.length === 0) {
    if (failed.length === 0) return before;
    return { failures: before.failures + failed.length, lastFailureMs: failedMs.at(-1) ?? 0 };
  }
  const lastSuccessMs = Math.max(...succeeded.map(finishedMs));
  const after = failedMs.filter((time) => time > lastSuccessMs);
  return { failures: after.length, lastFailureMs: after.at(-1) ?? 0 };
}

/** How long new pods have to wait. */
export function remainingMs({ failures, lastFailureMs }: Backoff, nowMs: number): number {
  if (failures === 0) return 0;
  const backoffMs = Math.min(firstBackoffMs * 2 ** (failures - 1), maxBackoffMs);
  return Math.max(0, backoffMs - (nowMs - lastFailureMs));
}

/** `getFinishedTime`, in milliseconds since 1970. */
export function finishedMs(pod: Pod): number {
  const sidecars = new Set(pod.spec.initContainers?.filter((c) => c.restartPolicy === 'Always').map((c) => c.name));
  const statuses = [
    ...(pod.status.containerStatuses ?? []),
    ...(pod.status.initContainerStatuses ?? []).filter((status) => sidecars.has(status.name)),
  ];
  const ended = statuses.map((status) => timeMs(status.state.terminated?.finishedAt));
  if (ended.length > 0 && ended.every((time) => time > 0)) return Math.max(...ended);
  const ready = conditionOf(pod.status, 'Ready');
  if (ready?.status === 'False' && ready.lastTransitionTime) return timeMs(ready.lastTransitionTime);
  const { deletionTimestamp, deletionGracePeriodSeconds = 0, creationTimestamp } = pod.metadata;
  if (deletionTimestamp) return timeMs(deletionTimestamp) - 1000 * deletionGracePeriodSeconds;
  return timeMs(creationTimestamp);
}
