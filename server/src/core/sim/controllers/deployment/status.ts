// A Deployment's status: counts, availability, progress, failures of its ReplicaSets. Source:
// pkg/controller/deployment/{sync,progress}.go (v1.36). Pure.
import { type Condition, conditionOf, type Deployment, type ReplicaSet } from '../../objects.ts';
import { setCondition, withoutCondition } from '../conditions.ts';
import { hasProgressDeadline, hasTimedOut, isComplete, isProgressing, maxUnavailable, sum } from './arithmetic.ts';

type Status = Deployment['status'];

export interface Now {
  readonly time: string;
  readonly epochMs: number;
}

export function deploymentCondition(
  type: string,
  status: string,
  reason: string,
  message: string,
  time: string,
): Condition {
  return { type, status, lastUpdateTime: time, lastTransitionTime: time, reason, message };
}

/** `calculateStatus`. */
export function countedStatus(
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  newSet: ReplicaSet | undefined,
  now: Now,
): Status {
  const available = sum(sets, (set) => set.status.availableReplicas);
  const unavailable = Math.max(0, sum(sets, (set) => set.spec.replicas) - available);
  const synced = sets.filter((set) => set.status.observedGeneration || set.status.terminatingReplicas !== undefined);
  const enough = available >= deployment.spec.replicas - maxUnavailable(deployment);
  const availability = enough
    ? deploymentCondition(
        'Available',
        'True',
        'MinimumReplicasAvailable',
        'Deployment has minimum availability.',
        now.time,
      )
    : deploymentCondition(
        'Available',
        'False',
        'MinimumReplicasUnavailable',
        'Deployment does not have minimum availability.',
        now.time,
      );
  const counts = {
    replicas: sum(sets, (set) => set.status.replicas),
    updatedReplicas: newSet?.status.replicas ?? 0,
    readyReplicas: sum(sets, (set) => set.status.readyReplicas),
    availableReplicas: available,
    unavailableReplicas: unavailable,
  };
  return {
    observedGeneration: deployment.metadata.generation ?? 0,
    ...withoutZeros(counts),
    ...(synced.every((set) => set.status.terminatingReplicas !== undefined) && {
      terminatingReplicas: sum(synced, (set) => set.status.terminatingReplicas),
    }),
    ...(deployment.status.collisionCount !== undefined && { collisionCount: deployment.status.collisionCount }),
    conditions: setCondition(deployment.status.conditions ?? [], availability),
  };
}

function withoutZeros<T extends Record<string, number>>(counts: T): Partial<T> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0)) as Partial<T>;
}

/** `syncRolloutStatus`: the counted status with what it says about progress. */
export function rolloutStatus(
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  newSet: ReplicaSet | undefined,
  now: Now,
): Status {
  const counted = countedStatus(deployment, sets, newSet, now);
  let conditions = counted.conditions ?? [];
  if (!hasProgressDeadline(deployment)) conditions = withoutCondition(conditions, 'Progressing');
  const current = conditionOf(deployment.status, 'Progressing');
  const settled =
    (counted.replicas ?? 0) === (counted.updatedReplicas ?? 0) && current?.reason === 'NewReplicaSetAvailable';
  if (hasProgressDeadline(deployment) && !settled)
    conditions = progress(deployment, { ...counted, conditions }, newSet, now);
  const failure = replicaFailure(sets, newSet);
  conditions = failure ? setCondition(conditions, failure) : withoutCondition(conditions, 'ReplicaFailure');
  return { ...counted, conditions };
}

function progress(
  deployment: Deployment,
  status: Status,
  newSet: ReplicaSet | undefined,
  now: Now,
): readonly Condition[] {
  const conditions = status.conditions ?? [];
  const subject = newSet ? `ReplicaSet "${newSet.metadata.name}"` : `Deployment "${deployment.metadata.name}"`;
  const condition = (state: string, reason: string, words: string) =>
    deploymentCondition('Progressing', state, reason, `${subject} ${words}.`, now.time);
  if (isComplete(deployment, status))
    return setCondition(conditions, condition('True', 'NewReplicaSetAvailable', 'has successfully progressed'));
  if (isProgressing(deployment.status, status)) {
    const next = condition('True', 'ReplicaSetUpdated', 'is progressing');
    const current = conditionOf(deployment.status, 'Progressing');
    const since = current?.status === 'True' ? current.lastTransitionTime : undefined;
    return [
      ...withoutCondition(conditions, 'Progressing'),
      since === undefined ? next : { ...next, lastTransitionTime: since },
    ];
  }
  if (hasTimedOut(deployment, status, now.epochMs))
    return setCondition(conditions, condition('False', 'ProgressDeadlineExceeded', 'has timed out progressing'));
  return conditions;
}

function replicaFailure(sets: readonly ReplicaSet[], newSet: ReplicaSet | undefined): Condition | undefined {
  const ordered = newSet ? [newSet, ...sets] : sets;
  const found = ordered.map((set) => conditionOf(set.status, 'ReplicaFailure')).find(Boolean);
  if (!found) return undefined;
  const time = found.lastTransitionTime ?? '';
  return { ...found, lastUpdateTime: time };
}
