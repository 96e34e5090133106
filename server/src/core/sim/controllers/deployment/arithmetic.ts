// The numbers of a Deployment's rollout, named after the functions they mirror. Source:
// pkg/controller/deployment/util/deployment_util.go (v1.36). Pure.
import type { Deployment, ReplicaSet } from '../../objects.ts';
import { timeMs } from '../availability.ts';
import { scaledValue } from '../scaled.ts';

export const desiredAnnotation = 'deployment.kubernetes.io/desired-replicas';
export const maxAnnotation = 'deployment.kubernetes.io/max-replicas';

/** Surge rounds up, unavailable down; both zero becomes one unavailable, or nothing could move. */
export function resolveFenceposts(
  maxSurge: number | string | undefined,
  maxUnavailable: number | string | undefined,
  desired: number,
): { readonly surge: number; readonly unavailable: number } {
  const surge = scaledValue(maxSurge, desired, 'up');
  const unavailable = scaledValue(maxUnavailable, desired, 'down');
  return surge === 0 && unavailable === 0 ? { surge, unavailable: 1 } : { surge, unavailable };
}

export function isRollingUpdate(deployment: Deployment): boolean {
  return deployment.spec.strategy.type === 'RollingUpdate';
}

export function maxSurge(deployment: Deployment): number {
  const { strategy, replicas } = deployment.spec;
  if (!isRollingUpdate(deployment)) return 0;
  return resolveFenceposts(strategy.rollingUpdate?.maxSurge, strategy.rollingUpdate?.maxUnavailable, replicas).surge;
}

export function maxUnavailable(deployment: Deployment): number {
  const { strategy, replicas } = deployment.spec;
  if (!isRollingUpdate(deployment) || replicas === 0) return 0;
  const { unavailable } = resolveFenceposts(
    strategy.rollingUpdate?.maxSurge,
    strategy.rollingUpdate?.maxUnavailable,
    replicas,
  );
  return Math.min(unavailable, replicas);
}

/** `NewRSNewReplicas`: the size the new ReplicaSet may have now. */
export function newReplicaCount(deployment: Deployment, total: number, current: number): number {
  const { replicas, strategy } = deployment.spec;
  if (!isRollingUpdate(deployment)) return replicas;
  const maxTotal = replicas + scaledValue(strategy.rollingUpdate?.maxSurge, replicas, 'up');
  if (total >= maxTotal) return current;
  return current + Math.min(maxTotal - total, replicas - current);
}

/** How many old pods may go now, counting new ones that are not available against it. */
export function maxScaledDown(deployment: Deployment, total: number, newSet: ReplicaSet): number {
  const minAvailable = deployment.spec.replicas - maxUnavailable(deployment);
  const newUnavailable = newSet.spec.replicas - (newSet.status.availableReplicas ?? 0);
  return total - minAvailable - newUnavailable;
}

/** `GetReplicaSetProportion`: what a set gains (or loses, negative) of a change of scale. */
export function proportion(set: ReplicaSet, deployment: Deployment, toAdd: number, added: number): number {
  if (set.spec.replicas === 0 || toAdd === 0 || toAdd === added) return 0;
  const fraction = setFraction(set, deployment);
  return toAdd > 0 ? Math.min(fraction, toAdd - added) : Math.max(fraction, toAdd - added);
}

function setFraction(set: ReplicaSet, deployment: Deployment): number {
  const { replicas } = deployment.spec;
  if (replicas === 0) return -set.spec.replicas;
  const before = annotatedNumber(set, maxAnnotation) || (deployment.status.replicas ?? 0);
  if (before === 0) return 0;
  return roundHalfAway((set.spec.replicas * (replicas + maxSurge(deployment))) / before) - set.spec.replicas;
}

function roundHalfAway(value: number): number {
  return value < 0 ? Math.ceil(value - 0.5) : Math.floor(value + 0.5);
}

export function annotatedNumber(set: ReplicaSet, annotation: string): number | undefined {
  const text = set.metadata.annotations?.[annotation];
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** `IsSaturated`: the new set has all the replicas it was last asked for, and they are available. */
export function isSaturated(deployment: Deployment, set: ReplicaSet | undefined): boolean {
  if (!set) return false;
  const { replicas } = deployment.spec;
  const asked = annotatedNumber(set, desiredAnnotation);
  return set.spec.replicas === replicas && asked === replicas && (set.status.availableReplicas ?? 0) === replicas;
}

/** `DeploymentComplete`. */
export function isComplete(deployment: Deployment, status: Deployment['status']): boolean {
  const { replicas } = deployment.spec;
  return (
    (status.updatedReplicas ?? 0) === replicas &&
    (status.replicas ?? 0) === replicas &&
    (status.availableReplicas ?? 0) === replicas &&
    (status.observedGeneration ?? 0) >= (deployment.metadata.generation ?? 0)
  );
}

/** `DeploymentProgressing`: more updated, fewer old, more ready or more available than before. */
export function isProgressing(before: Deployment['status'], after: Deployment['status']): boolean {
  const old = (status: Deployment['status']) => (status.replicas ?? 0) - (status.updatedReplicas ?? 0);
  return (
    (after.updatedReplicas ?? 0) > (before.updatedReplicas ?? 0) ||
    old(after) < old(before) ||
    (after.readyReplicas ?? 0) > (before.readyReplicas ?? 0) ||
    (after.availableReplicas ?? 0) > (before.availableReplicas ?? 0)
  );
}

const noDeadline = 2_147_483_647;

export function hasProgressDeadline(deployment: Deployment): boolean {
  const seconds = deployment.spec.progressDeadlineSeconds;
  return seconds !== undefined && seconds !== noDeadline;
}

/** `DeploymentTimedOut`. */
export function hasTimedOut(deployment: Deployment, status: Deployment['status'], nowMs: number): boolean {
  const condition = status.conditions?.find(({ type }) => type === 'Progressing');
  if (!condition || condition.reason === 'NewReplicaSetAvailable') return false;
  if (condition.reason === 'ProgressDeadlineExceeded') return true;
  return timeMs(condition.lastUpdateTime) + 1000 * (deployment.spec.progressDeadlineSeconds ?? 0) < nowMs;
}

export function sum(sets: readonly ReplicaSet[], count: (set: ReplicaSet) => number | undefined): number {
  return sets.reduce((total, set) => total + (count(set) ?? 0), 0);
}

/** Oldest first; `ReplicaSetsByCreationTimestamp`. */
export function byAge(a: ReplicaSet, b: ReplicaSet): number {
  const [left, right] = [a.metadata, b.metadata];
  if (left.creationTimestamp !== right.creationTimestamp)
    return left.creationTimestamp < right.creationTimestamp ? -1 : 1;
  return left.name < right.name ? -1 : 1;
}
