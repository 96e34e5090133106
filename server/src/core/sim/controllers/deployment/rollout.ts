// One step of a rollout: rolling, recreating, or scaling in proportion. Source:
// pkg/controller/deployment/{rolling,recreate,sync}.go (v1.36).
import type { Pod, ReplicaSet } from '../../objects.ts';
import { isOver } from '../availability.ts';
import type { Doing } from '../podControl.ts';
import {
  byAge,
  isRollingUpdate,
  isSaturated,
  maxScaledDown,
  maxSurge,
  maxUnavailable,
  newReplicaCount,
  proportion,
  sum,
} from './arithmetic.ts';
import { getNewSet, type Rollout, scaleSet, setsOf } from './replicaSets.ts';

const isActiveSet = (set: ReplicaSet): boolean => set.spec.replicas > 0;
const sizeOf = (set: ReplicaSet): number => set.spec.replicas;

/** Scales the new set up, or else old ones down. True: something was scaled. */
export function* roll(rollout: Rollout): Doing<boolean> {
  const { newSet, all } = setsOf(rollout);
  if (!newSet) return false;
  const { replicas } = rollout.deployment.spec;
  if (newSet.spec.replicas !== replicas) {
    const target =
      newSet.spec.replicas > replicas
        ? replicas
        : newReplicaCount(rollout.deployment, sum(all, sizeOf), newSet.spec.replicas);
    if (yield* scaleSet(rollout, newSet, target, 'rolling-update')) return true;
    if (rollout.failed) return false;
  }
  return yield* scaleDownOld(rollout);
}

function* scaleDownOld(rollout: Rollout): Doing<boolean> {
  const { newSet, old, all } = setsOf(rollout);
  if (!newSet || !old.some(isActiveSet)) return false;
  const most = maxScaledDown(rollout.deployment, sum(all, sizeOf), newSet);
  if (most <= 0) return false;
  const cleaned = yield* cleanUnhealthy(rollout, most);
  if (cleaned === undefined) return false;
  const scaled = yield* scaleDownAvailable(rollout);
  return cleaned + scaled > 0;
}

/**
 * Old pods that are not available go first: they would block the rollout. Undefined: a set's status is older than its
 * spec (more available than asked for), so nothing is certain now.
 */
function* cleanUnhealthy(rollout: Rollout, most: number): Doing<number | undefined> {
  let done = 0;
  for (const set of setsOf(rollout).old.filter(isActiveSet)) {
    if (done >= most) break;
    const unhealthy = set.spec.replicas - (set.status.availableReplicas ?? 0);
    if (unhealthy < 0) return undefined;
    if (unhealthy === 0) continue;
    const count = Math.min(most - done, unhealthy);
    yield* scaleSet(rollout, set, set.spec.replicas - count, 'rolling-update');
    done += count;
  }
  return done;
}

/** Then as many as availability leaves over, oldest set first. */
function* scaleDownAvailable(rollout: Rollout): Doing<number> {
  const { old, all } = setsOf(rollout);
  const { deployment } = rollout;
  const spare =
    sum(all, (set) => set.status.availableReplicas) - (deployment.spec.replicas - maxUnavailable(deployment));
  let done = 0;
  for (const set of old.filter(isActiveSet)) {
    if (done >= spare) break;
    const count = Math.min(set.spec.replicas, spare - done);
    yield* scaleSet(rollout, set, set.spec.replicas - count, 'rolling-update');
    done += count;
  }
  return done;
}

/** Everything old down, then the new set up. True: the new set is at its full size. */
export function* recreate(rollout: Rollout, podsBySet: ReadonlyMap<string, readonly Pod[]>): Doing<boolean> {
  let scaled = false;
  for (const set of setsOf(rollout).old.filter(isActiveSet))
    scaled = (yield* scaleSet(rollout, set, 0, 'recreate')) || scaled;
  if (scaled || oldPodsRunning(rollout, podsBySet)) return false;
  if (!setsOf(rollout).newSet) yield* getNewSet(rollout, true);
  const { newSet } = setsOf(rollout);
  if (!newSet) return false;
  yield* scaleSet(rollout, newSet, rollout.deployment.spec.replicas, 'recreate');
  return true;
}

function oldPodsRunning(rollout: Rollout, podsBySet: ReadonlyMap<string, readonly Pod[]>): boolean {
  const { newSet, old } = setsOf(rollout);
  if (sum(old, (set) => set.status.replicas) > 0) return true;
  return [...podsBySet].some(([uid, pods]) => uid !== newSet?.metadata.uid && pods.some((pod) => !isOver(pod)));
}

/** `scale`: a change of spec.replicas, or a paused Deployment. */
export function* scale(rollout: Rollout): Doing {
  const { deployment } = rollout;
  const { newSet, old, all } = setsOf(rollout);
  const active = all.filter(isActiveSet);
  if (active.length <= 1) {
    const only = active[0] ?? newSet ?? old.at(-1);
    if (only) yield* scaleSet(rollout, only, deployment.spec.replicas, 'scale');
    return;
  }
  if (isSaturated(deployment, newSet)) {
    for (const set of old.filter(isActiveSet)) yield* scaleSet(rollout, set, 0, 'scale');
    return;
  }
  if (isRollingUpdate(deployment)) yield* scaleInProportion(rollout, active);
}

function* scaleInProportion(rollout: Rollout, active: readonly ReplicaSet[]): Doing {
  const { deployment } = rollout;
  const { replicas } = deployment.spec;
  const allowed = replicas > 0 ? replicas + maxSurge(deployment) : 0;
  const toAdd = allowed - sum(active, sizeOf);
  const newerFirst = toAdd > 0 ? -1 : 1;
  const ordered = [...active].sort((a, b) => b.spec.replicas - a.spec.replicas || newerFirst * byAge(a, b));
  let added = 0;
  const sizes = ordered.map((set) => {
    const share = toAdd === 0 ? 0 : proportion(set, deployment, toAdd, added);
    added += share;
    return set.spec.replicas + share;
  });
  if (toAdd !== 0) sizes[0] = Math.max(0, (sizes[0] ?? 0) + toAdd - added);
  for (const [index, set] of ordered.entries())
    yield* scaleSet(rollout, set, sizes[index] ?? set.spec.replicas, 'scale', true);
}
