// ReplicaSets and ReplicationControllers: as many active pods as asked for. Source: pkg/controller/replicaset (v1.36).
import { refOf } from '../cluster.ts';
import type { Change, ClusterView, Controller, Outcome, Steps } from '../frame.ts';
import { sameJson } from '../json.ts';
import {
  asJson,
  type Condition,
  conditionOf,
  controllerOf,
  type KubeObject,
  keyOf,
  type Labels,
  type Pod,
  type ReplicaSet,
  type ReplicationController,
} from '../objects.ts';
import { matchesLabels, matchesSelector } from '../selectors.ts';
import { isActive, isAvailable, isReady, isTerminating, nextAvailabilityMs } from './availability.ts';
import { claim } from './claim.ts';
import { setCondition, withoutCondition } from './conditions.ts';
import { ownerKeys } from './ownerKeys.ts';
import type { Alike, PodCensus } from './podCensus.ts';
import { createPod, type Doing, deletePod, podFromTemplate, slowStart } from './podControl.ts';
import { podsToDelete, podsToDeleteOf } from './ranking.ts';

type Replicated = ReplicaSet | ReplicationController;
type Status = ReplicaSet['status'];

/** At most so many pods are created or deleted in one reconcile. */
const burst = 500;

/** `census`: one for both controllers; it takes the same change twice for once. */
export function replicaSetController(census: PodCensus): Controller {
  return replicator(census, 'replicaset-controller', 'ReplicaSet', (set, labels) =>
    set.kind === 'ReplicaSet' ? matchesSelector(set.spec.selector, labels) : false,
  );
}

export function replicationController(census: PodCensus): Controller {
  return replicator(census, 'replication-controller', 'ReplicationController', (set, labels) =>
    set.kind === 'ReplicationController' ? matchesLabels(set.spec.selector, labels ?? {}) : false,
  );
}

type Matches = (set: Replicated, labels: Labels | undefined) => boolean;

function replicator(census: PodCensus, name: string, kind: Replicated['kind'], matches: Matches): Controller {
  return {
    name,
    watches: {
      [kind]: ({ object, verb }) => (verb === 'delete' ? [] : [keyOf(object)]),
      Pod(change, view) {
        census.note(change);
        return setsOf(change, view, kind, matches);
      },
    },
    reconcile(view, key) {
      const [namespace, name = ''] = key.split('/');
      const set = view.get<string>(kind, namespace, name) as Replicated | undefined;
      return set ? reconcile(view, set, census, (labels) => matches(set, labels)) : [];
    },
  };
}

/** The sets a pod's change is about: its owner, the owner it had, or whoever may adopt it. */
function setsOf(change: Change, view: ClusterView, kind: Replicated['kind'], matches: Matches): readonly string[] {
  const { object, verb } = change;
  return ownerKeys(change, kind, () => {
    if (verb === 'delete') return [];
    const sets = view.list<string>(kind, object.metadata.namespace) as readonly Replicated[];
    return sets.filter((set) => matches(set, object.metadata.labels));
  });
}

type Wants = (labels: Labels | undefined) => boolean;

/** What a set has at the beginning of a reconcile. */
interface Holding {
  readonly replicas: number;
  readonly ready: number;
  readonly labelled: number;
  readonly terminating: number;
  /** The active pods; where the set was counted, only to be asked before anything is written. */
  readonly pods: () => readonly Pod[];
  /** The same by who goes first, where the set was counted. */
  readonly alike?: () => readonly Alike[];
}

function* reconcile(view: ClusterView, set: Replicated, census: PodCensus, wants: Wants): Steps {
  const waitSeconds = set.spec.minReadySeconds ?? 0;
  const held = (waitSeconds === 0 && counted(view, set, census, wants)) || (yield* claimed(view, set, wants));
  const managed = set.metadata.deletionTimestamp ? undefined : yield* manage(view, set, held, census);
  const status = statusOf(view, set, held, managed);
  yield* writeStatus(view, set, status);
  if (managed && !managed.ok) {
    yield { type: 'requeue', afterMs: 0, rateLimited: true };
    return;
  }
  const next = waitSeconds === 0 ? undefined : nextAvailabilityMs(held.pods(), waitSeconds, view);
  if (next !== undefined) yield { type: 'requeue', afterMs: next };
}

/** From the census; undefined where there is something to adopt or to release. */
function counted(view: ClusterView, set: Replicated, census: PodCensus, wants: Wants): Holding | undefined {
  const { namespace, uid } = set.metadata;
  for (const { active, labels } of census.of(namespace, '')) if (active > 0 && wants(labels)) return undefined;
  const template = set.spec.template.metadata?.labels ?? {};
  const sums = { replicas: 0, ready: 0, labelled: 0, terminating: 0 };
  for (const { active, ready, terminating, labels } of census.of(namespace, uid)) {
    const wanted = wants(labels);
    if (active > 0 && !wanted) return undefined;
    sums.replicas += active;
    sums.ready += ready;
    if (matchesLabels(template, labels)) sums.labelled += active;
    if (wanted) sums.terminating += terminating;
  }
  const own = () =>
    view.controlledBy('Pod', uid).filter((pod) => isActive(pod) && pod.metadata.namespace === namespace);
  return { ...sums, pods: own, alike: () => census.alike(namespace, uid) };
}

/** Adopts and releases first. */
function* claimed(view: ClusterView, set: Replicated, wants: Wants): Doing<Holding> {
  const own = view.claimable('Pod', set.metadata.namespace, set.metadata.uid);
  const pods = yield* claim(set, own.filter(isActive), wants);
  const terminating = own.filter((pod) => isTerminating(pod) && controllerOf(pod) && wants(pod.metadata.labels));
  const template = set.spec.template.metadata?.labels ?? {};
  return {
    replicas: pods.length,
    ready: pods.filter(isReady).length,
    labelled: pods.filter((pod) => matchesLabels(template, pod.metadata.labels)).length,
    terminating: terminating.length,
    pods: () => pods,
  };
}

/** `manageReplicas`. */
function* manage(view: ClusterView, set: Replicated, held: Holding, census: PodCensus): Doing<Outcome> {
  const missing = set.spec.replicas - held.replicas;
  const cause = {
    because: missing > 0 ? 'scale-up' : 'scale-down',
    object: responsible(view, set),
    field: 'spec.replicas',
  };
  if (missing > 0) {
    return yield* slowStart(Math.min(missing, burst), () =>
      createPod(set, podFromTemplate(set, set.spec.template), cause),
    );
  }
  let failed: Outcome = { ok: true };
  const surplus = Math.min(-missing, burst);
  const leaving = surplus > 0 ? chosen(view, set, held, census, surplus) : [];
  for (const [index, pod] of leaving.entries()) {
    const answer = yield* deletePod(set, pod, cause, index < leaving.length - 1);
    if (!answer.ok && answer.reason !== 'NotFound' && failed.ok) failed = answer;
  }
  return failed;
}

function chosen(view: ClusterView, set: Replicated, held: Holding, census: PodCensus, surplus: number): readonly Pod[] {
  const crowd = crowdOf(view, set, census);
  return held.alike && surplus < held.replicas
    ? podsToDeleteOf(held.alike(), crowd, surplus, view)
    : podsToDelete(held.pods(), crowd, surplus, view);
}

/** Whose manifest asks for the pods: the Deployment above, or the set itself. */
function responsible(view: ClusterView, set: Replicated) {
  const owner = controllerOf(set);
  const above = owner && view.byUid(owner.uid);
  return refOf(above ?? set);
}

/** `getIndirectlyRelatedPods`: how many pods of all sets with the same owner are on a pod's node; a set on its own has no related ones. */
function crowdOf(view: ClusterView, set: Replicated, census: PodCensus): (pod: Pod) => number {
  const owner = controllerOf(set);
  const siblings: readonly KubeObject[] = owner ? view.controlledBy(set.kind, owner.uid) : [];
  const crowd = new Map<string, number>();
  for (const { metadata } of siblings)
    for (const [node, count] of census.byNode(metadata.namespace, metadata.uid))
      crowd.set(node, (crowd.get(node) ?? 0) + count);
  return (pod) => crowd.get(pod.spec.nodeName ?? '') ?? 0;
}

/** `calculateStatus`: from the pods seen at the beginning of the reconcile. */
function statusOf(view: ClusterView, set: Replicated, held: Holding, managed: Outcome | undefined): Status {
  const { replicas, ready, labelled, terminating, pods } = held;
  const waitSeconds = set.spec.minReadySeconds ?? 0;
  const available = waitSeconds === 0 ? ready : pods().filter((pod) => isAvailable(pod, waitSeconds, view)).length;
  const conditions = failureConditions(view, set, replicas, managed);
  return {
    replicas,
    ...(labelled > 0 && { fullyLabeledReplicas: labelled }),
    ...(ready > 0 && { readyReplicas: ready }),
    ...(available > 0 && { availableReplicas: available }),
    ...(set.kind === 'ReplicaSet' && { terminatingReplicas: terminating }),
    ...(conditions.length > 0 && { conditions }),
  };
}

function failureConditions(
  view: ClusterView,
  set: Replicated,
  count: number,
  managed: Outcome | undefined,
): readonly Condition[] {
  const conditions = set.status.conditions ?? [];
  const known = conditionOf(set.status, 'ReplicaFailure');
  if (managed && !managed.ok && !known) {
    const reason = count < set.spec.replicas ? 'FailedCreate' : 'FailedDelete';
    const failure = {
      type: 'ReplicaFailure',
      status: 'True',
      lastTransitionTime: view.now(),
      reason,
      message: managed.message,
    };
    return setCondition(conditions, failure);
  }
  return (!managed || managed.ok) && known ? withoutCondition(conditions, 'ReplicaFailure') : conditions;
}

/** `updateReplicaSetStatus`: written when something changed; tried once more on a conflict. */
function* writeStatus(view: ClusterView, set: Replicated, status: Status): Doing {
  const { observedGeneration, ...known } = set.status;
  const generation = set.metadata.generation ?? 1;
  if (observedGeneration === generation && sameJson(asJson(known), asJson(status))) return;
  const next = { ...status, observedGeneration: generation };
  const answer = yield {
    type: 'updateStatus',
    object: { ...set, status: next } as Replicated,
    cause: { because: 'status' },
  };
  if (answer.ok || answer.reason !== 'Conflict') return;
  const fresh = view.get<string>(set.kind, set.metadata.namespace, set.metadata.name);
  if (fresh)
    yield { type: 'updateStatus', object: { ...fresh, status: next } as Replicated, cause: { because: 'status' } };
}
