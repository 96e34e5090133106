// StatefulSets: pods with an identity, made and taken away in order, updated from the last to the first. Source:
// pkg/controller/statefulset/stateful_set_control.go (v1.36).
import { refOf } from '../../cluster.ts';
import type { Change, ClusterView, Controller, Outcome, Steps } from '../../frame.ts';
import { sameJson } from '../../json.ts';
import { type ControllerRevision, controllerOf, keyOf, type Pod, type StatefulSet } from '../../objects.ts';
import { matchesSelector } from '../../selectors.ts';
import { isAvailable, isReady, nextAvailabilityMs } from '../availability.ts';
import { claim } from '../claim.ts';
import { adoptRevisions, revisionsOf, truncateHistory, updateRevision } from '../history.ts';
import { ownerKeys } from '../ownerKeys.ts';
import { batchOrder, type Doing } from '../podControl.ts';
import { alignOwners, claimIsStale, createClaims, ownersMatch, type PodIdentity, tell } from './claims.ts';
import {
  inRange,
  isAsItShould,
  ordinalOf,
  podFor,
  podNameLabel,
  revisionOf,
  startOrdinal,
  versionFor,
} from './ordinals.ts';

export function statefulSetController(): Controller {
  return {
    name: 'statefulset-controller',
    watches: {
      StatefulSet: ({ object, verb }) => (verb === 'delete' ? [] : [keyOf(object)]),
      Pod: setsOf,
      PersistentVolumeClaim: setsOf,
    },
    reconcile,
  };
}

function setsOf(change: Change, view: ClusterView): readonly string[] {
  const { object, verb } = change;
  return ownerKeys(change, 'StatefulSet', () => {
    if (verb === 'delete' || object.kind !== 'Pod') return [];
    const sets = view.list('StatefulSet', object.metadata.namespace);
    return sets.filter((set) => matchesSelector(set.spec.selector, object.metadata.labels));
  });
}

/** One place of the set: the pod there, or the one to be made. */
interface Slot {
  readonly ordinal: number;
  readonly name: string;
  pod: Pod | undefined;
}

interface Work {
  readonly view: ClusterView;
  readonly set: StatefulSet;
  readonly current: ControllerRevision;
  readonly update: ControllerRevision;
  readonly replicas: readonly Slot[];
  /** Highest ordinal first. */
  readonly condemned: readonly Slot[];
  /** Pods before anything was done. */
  readonly pods: readonly Pod[];
  error: Outcome | undefined;
}

function* reconcile(view: ClusterView, key: string): Steps {
  const [namespace, name = ''] = key.split('/');
  const set = view.get('StatefulSet', namespace, name);
  if (!set) return;
  yield* adoptRevisions(view, set);
  const candidates = view
    .claimable('Pod', namespace, set.metadata.uid)
    .filter((pod) => ordinalOf(set, pod) >= 0 || controllerOf(pod)?.uid === set.metadata.uid);
  const pods = yield* claim(set, candidates, (labels) => matchesSelector(set.spec.selector, labels));
  const known = revisionsOf(view, set);
  const update = yield* updateRevision(view, set, 'controller.kubernetes.io/hash', set.metadata.annotations);
  if (!update) {
    yield { type: 'requeue', afterMs: 0, rateLimited: true };
    return;
  }
  const current = known.find((revision) => revision.metadata.name === set.status.currentRevision) ?? update;
  const work: Work = { view, set, current, update, ...slotsOf(set, pods), pods, error: undefined };
  const status = yield* step(work);
  const done = yield* writeStatus(work, status);
  yield* truncateHistory(view, set, set.spec.revisionHistoryLimit ?? 10, (revision) => isLive(work, revision));
  if (work.error || !done) yield { type: 'requeue', afterMs: 0, rateLimited: true };
  const next = nextAvailabilityMs(pods, set.spec.minReadySeconds ?? 0, view);
  if (next !== undefined) yield { type: 'requeue', afterMs: next };
}

function isLive(work: Work, revision: ControllerRevision): boolean {
  const { name } = revision.metadata;
  return (
    name === work.current.metadata.name ||
    name === work.update.metadata.name ||
    work.pods.some((pod) => revisionOf(pod) === name)
  );
}

function slotsOf(set: StatefulSet, pods: readonly Pod[]): Pick<Work, 'replicas' | 'condemned'> {
  const replicas: Slot[] = Array.from({ length: set.spec.replicas }, (_, i) => {
    const ordinal = startOrdinal(set) + i;
    return { ordinal, name: `${set.metadata.name}-${ordinal}`, pod: undefined };
  });
  const condemned: Slot[] = [];
  for (const pod of pods) {
    const ordinal = ordinalOf(set, pod);
    const slot = inRange(set, ordinal) ? replicas[ordinal - startOrdinal(set)] : undefined;
    if (slot) slot.pod = pod;
    else if (ordinal >= 0) condemned.push({ ordinal, name: pod.metadata.name, pod });
  }
  return { replicas, condemned: condemned.sort((a, b) => b.ordinal - a.ordinal) };
}

type Status = StatefulSet['status'];

const isTerminating = (pod: Pod | undefined): boolean => pod?.metadata.deletionTimestamp !== undefined;
const isRunningAndReady = (pod: Pod | undefined): boolean => pod?.status.phase === 'Running' && isReady(pod);

function isHealthy({ view, set }: Work, pod: Pod | undefined): pod is Pod {
  return pod !== undefined && isRunningAndReady(pod) && isAvailable(pod, set.spec.minReadySeconds ?? 0, view);
}

const isUnavailable = (work: Work, pod: Pod | undefined): boolean => !isHealthy(work, pod) || isTerminating(pod);

/** `updateStatefulSet`: the next step, and the status after it. */
function* step(work: Work): Doing<Status> {
  const { set, replicas, condemned } = work;
  if (set.metadata.deletionTimestamp) return statusOf(work, work.pods);
  const now = () =>
    statusOf(
      work,
      [...replicas, ...condemned].flatMap(({ pod }) => pod ?? []),
    );
  const inOrder = set.spec.podManagementPolicy !== 'Parallel';
  const firstUnhealthy = [...replicas, ...[...condemned].reverse()].find(({ pod }) => isUnavailable(work, pod));
  for (const batch of inOrder ? [replicas] : inBatches(replicas)) {
    const slots = inOrder ? batch : yield* startedTogether(work, batch);
    for (const slot of slots) {
      const stop = yield* makeOrWait(work, slot, inOrder);
      if ((stop && inOrder) || work.error) return now();
    }
  }
  for (const slot of condemned) yield* alignOwners(work.view, set, identity(slot));
  for (const slot of condemned) {
    const stop = yield* takeAway(work, slot, inOrder, slot === firstUnhealthy);
    if ((stop && inOrder) || work.error) return now();
  }
  const status = now();
  if (set.spec.updateStrategy.type === 'OnDelete') return status;
  return yield* replaceOutdated(work, status);
}

/** In parallel: 1, 2, 4… at a time. */
function inBatches(slots: readonly Slot[]): readonly (readonly Slot[])[] {
  const out: (readonly Slot[])[] = [];
  for (let from = 0, size = 1; from < slots.length; from += size, size *= 2) out.push(slots.slice(from, from + size));
  return out;
}

/** Of pods begun at once the last comes first; where claims come before them, these do, and the pods in their order. */
function* startedTogether({ view, set }: Work, batch: readonly Slot[]): Doing<readonly Slot[]> {
  const order = batchOrder(0, batch.length).flatMap((index) => batch[index] ?? []);
  if (!set.spec.volumeClaimTemplates?.length) return order;
  for (const slot of order)
    if (!slot.pod && !claimIsStale(view, set, identity(slot))) yield* createClaims(view, set, identity(slot));
  return batch;
}

function identity(slot: Slot): PodIdentity {
  return { name: slot.name, uid: slot.pod?.metadata.uid ?? '', ordinal: slot.ordinal };
}

/** `processReplica`: true when later pods have to wait. */
function* makeOrWait(work: Work, slot: Slot, inOrder: boolean): Doing<boolean> {
  const { view, set } = work;
  const { pod } = slot;
  if (pod?.status.phase === 'Failed' || pod?.status.phase === 'Succeeded') {
    if (!isTerminating(pod)) yield* deletePod(work, pod, 'replaced');
    return true;
  }
  if (!pod) {
    if (claimIsStale(view, set, identity(slot))) return true;
    yield* createPod(work, slot);
    if (inOrder || work.error) return true;
  }
  if (slot.pod?.status.phase === 'Pending') {
    const made = yield* createClaims(view, set, identity(slot));
    if (!made.ok) work.error = made;
    else yield* alignOwners(view, set, identity(slot));
    if (work.error) return true;
  }
  if (inOrder && (isTerminating(slot.pod) || !isHealthy(work, slot.pod))) return true;
  if (slot.pod && !(isAsItShould(set, slot.pod) && ownersMatch(view, set, identity(slot))))
    yield* mend(work, slot, slot.pod);
  return false;
}

/** `CreateStatefulPod`: claims first. */
function* createPod(work: Work, slot: Slot): Doing {
  const { view, set } = work;
  const failed = (message: string) =>
    tell(
      set,
      'Warning',
      'FailedCreate',
      `Create Pod ${slot.name} in StatefulSet ${set.metadata.name} failed error: ${message}`,
    );
  const claims = yield* createClaims(view, set, identity(slot));
  if (!claims.ok) {
    work.error = claims;
    yield* failed(claims.message);
    return;
  }
  const object = podFor(set, slot.ordinal, versionFor(set, slot.ordinal, work.current, work.update));
  const cause = { because: 'scale-up', object: refOf(set), field: 'spec.replicas' };
  const answer = yield { type: 'create', object, cause };
  if (answer.ok) {
    slot.pod = answer.object as Pod;
    yield* alignOwners(view, set, identity(slot));
    yield* tell(
      set,
      'Normal',
      'SuccessfulCreate',
      `Create Pod ${slot.name} in StatefulSet ${set.metadata.name} successful`,
    );
  } else {
    work.error = answer;
    if (answer.reason !== 'AlreadyExists') yield* failed(answer.message);
  }
}

function* deletePod(work: Work, pod: Pod, because: string): Doing {
  const { set } = work;
  const answer = yield {
    type: 'delete',
    ref: refOf(pod),
    cause: { because, object: refOf(set), field: 'spec.replicas' },
  };
  const words = `Delete Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
  if (answer.ok || answer.reason === 'NotFound') yield* tell(set, 'Normal', 'SuccessfulDelete', `${words} successful`);
  else {
    work.error = answer;
    yield* tell(set, 'Warning', 'FailedDelete', `${words} failed error: ${answer.message}`);
  }
}

/** `UpdateStatefulPod`: identity and owners of claims. */
function* mend(work: Work, slot: Slot, pod: Pod): Doing {
  const { view, set } = work;
  yield* alignOwners(view, set, identity(slot));
  const labels = { [podNameLabel]: pod.metadata.name };
  const answer = yield {
    type: 'patch',
    ref: refOf(pod),
    uid: pod.metadata.uid,
    patch: { metadata: { labels } },
    cause: { because: 'identity' },
  };
  const words = `Update Pod ${pod.metadata.name} in StatefulSet ${set.metadata.name}`;
  if (answer.ok) yield* tell(set, 'Normal', 'SuccessfulUpdate', `${words} successful`);
  else yield* tell(set, 'Warning', 'FailedUpdate', `${words} failed error: ${answer.message}`);
}

/** `processCondemned`: true when others have to wait. */
function* takeAway(work: Work, slot: Slot, inOrder: boolean, isFirstUnhealthy: boolean): Doing<boolean> {
  const { pod } = slot;
  if (!pod || isTerminating(pod)) return inOrder;
  if (inOrder && !isHealthy(work, pod) && !isFirstUnhealthy) return true;
  yield* deletePod(work, pod, 'scale-down');
  return true;
}

/** The rolling update: one pod at a time, from the highest ordinal down to the partition. */
function* replaceOutdated(work: Work, status: Status): Doing<Status> {
  const { set, replicas, update } = work;
  const partition = set.spec.updateStrategy.rollingUpdate?.partition ?? 0;
  for (let index = replicas.length - 1; index >= partition; index--) {
    const pod = replicas[index]?.pod;
    const outdated = pod && revisionOf(pod) !== update.metadata.name;
    if (pod && outdated && !isTerminating(pod)) {
      yield* deletePod(work, pod, 'rolling-update');
      return { ...status, currentReplicas: (status.currentReplicas ?? 0) - 1 };
    }
    if (isUnavailable(work, pod)) return status;
  }
  return status;
}

function statusOf(work: Work, pods: readonly Pod[]): Status {
  const { set, current, update } = work;
  const at = (revision: ControllerRevision) =>
    pods.filter((pod) => !isTerminating(pod) && revisionOf(pod) === revision.metadata.name).length;
  return {
    observedGeneration: set.metadata.generation ?? 0,
    replicas: pods.length,
    readyReplicas: pods.filter(isRunningAndReady).length,
    currentReplicas: at(current),
    updatedReplicas: at(update),
    currentRevision: current.metadata.name,
    updateRevision: update.metadata.name,
    collisionCount: set.status.collisionCount ?? 0,
    availableReplicas: pods.filter((pod) => isHealthy(work, pod)).length,
  };
}

/** `completeRollingUpdate`: everything updated and ready makes the update revision the current one. */
function completed(set: StatefulSet, status: Status): Status {
  const all = status.updatedReplicas === status.replicas && status.readyReplicas === status.replicas;
  if (set.spec.updateStrategy.type !== 'RollingUpdate' || !all || status.replicas !== set.spec.replicas) return status;
  const { updateRevision: revision } = status;
  return {
    ...status,
    currentReplicas: status.updatedReplicas ?? 0,
    ...(revision !== undefined && { currentRevision: revision }),
  };
}

/** False on a conflict. */
function* writeStatus({ set }: Work, status: Status): Doing<boolean> {
  const next = withoutZeros(completed(set, status));
  if (sameJson(set.status, next)) return true;
  const answer = yield {
    type: 'updateStatus',
    object: { ...set, status: next } as StatefulSet,
    cause: { because: 'status' },
  };
  return answer.ok;
}

/** Counts that Go leaves out when they are zero. */
function withoutZeros(status: Status): Status {
  const { readyReplicas, currentReplicas, updatedReplicas, ...rest } = status;
  return {
    ...rest,
    ...(readyReplicas && { readyReplicas }),
    ...(currentReplicas && { currentReplicas }),
    ...(updatedReplicas && { updatedReplicas }),
  };
}
