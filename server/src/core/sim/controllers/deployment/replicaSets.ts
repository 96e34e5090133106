// The ReplicaSets of a Deployment in one reconcile: finding or making the new one, scaling any, removing old ones.
// Source: pkg/controller/deployment/sync.go (v1.36).
import { refOf } from '../../cluster.ts';
import type { ClusterView, Outcome } from '../../frame.ts';
import { conditionOf, type Deployment, type ReplicaSet } from '../../objects.ts';
import { setCondition } from '../conditions.ts';
import type { Doing } from '../podControl.ts';
import { byAge, hasProgressDeadline, newReplicaCount, sum } from './arithmetic.ts';
import {
  findNewSet,
  newReplicaSet,
  newSetAnnotations,
  replicaAnnotations,
  revisionAnnotation,
  revisionOf,
  sameTemplate,
  setName,
  templateHash,
} from './revision.ts';
import { deploymentCondition } from './status.ts';

/** What a reconcile works on; its objects are the latest it knows. */
export interface Rollout {
  readonly view: ClusterView;
  deployment: Deployment;
  readonly sets: ReplicaSet[];
  /** The API refused something: come again later. */
  failed: boolean;
}

export interface Sets {
  readonly newSet: ReplicaSet | undefined;
  /** Oldest first. */
  readonly old: readonly ReplicaSet[];
  readonly all: readonly ReplicaSet[];
}

export function setsOf({ deployment, sets }: Rollout): Sets {
  const newSet = findNewSet(deployment, sets);
  const old = sets.filter((set) => set.metadata.uid !== newSet?.metadata.uid).sort(byAge);
  return { newSet, old, all: newSet ? [...old, newSet] : old };
}

function remember(rollout: Rollout, answer: Outcome): ReplicaSet | undefined {
  if (!answer.ok || !answer.object) {
    rollout.failed = true;
    return undefined;
  }
  const set = answer.object as ReplicaSet;
  const index = rollout.sets.findIndex(({ metadata }) => metadata.uid === set.metadata.uid);
  if (index >= 0) rollout.sets[index] = set;
  else rollout.sets.push(set);
  return set;
}

/** `getNewReplicaSet`: brings the new set's annotations and revision up to date, or creates it. */
export function* getNewSet(rollout: Rollout, create: boolean): Doing {
  const { newSet, old } = setsOf(rollout);
  const revision = Math.max(0, ...old.map(revisionOf)) + 1;
  if (newSet) yield* refresh(rollout, newSet, revision);
  else if (create) yield* createSet(rollout, revision);
}

function* refresh(rollout: Rollout, set: ReplicaSet, revision: number): Doing {
  const { deployment, view } = rollout;
  const current = set.metadata.annotations ?? {};
  const annotations = newSetAnnotations(deployment, current, revision);
  const minReadySeconds = deployment.spec.minReadySeconds ?? 0;
  if (annotations !== current || (set.spec.minReadySeconds ?? 0) !== minReadySeconds) {
    const { minReadySeconds: _old, ...rest } = set.spec;
    const spec = minReadySeconds ? { ...rest, minReadySeconds } : rest;
    const next = { ...set, metadata: { ...set.metadata, annotations }, spec } as ReplicaSet;
    remember(
      rollout,
      yield { type: 'update', object: next, cause: { because: 'revision', object: refOf(deployment) } },
    );
    return;
  }
  const noted = conditionOf(deployment.status, 'Progressing') || !hasProgressDeadline(deployment);
  const found = `Found new replica set "${set.metadata.name}"`;
  const condition = noted
    ? undefined
    : deploymentCondition('Progressing', 'True', 'FoundNewReplicaSet', found, view.now());
  yield* noteRevision(rollout, current[revisionAnnotation] ?? String(revision), condition);
}

/** Writes the revision to the Deployment's annotations, and a condition, when they are new. */
function* noteRevision(
  rollout: Rollout,
  revision: string,
  condition: ReturnType<typeof deploymentCondition> | undefined,
): Doing {
  const { deployment } = rollout;
  if (deployment.metadata.annotations?.[revisionAnnotation] === revision && !condition) return;
  const annotations = { ...deployment.metadata.annotations, [revisionAnnotation]: revision };
  const conditions = deployment.status.conditions ?? [];
  const status = condition
    ? { ...deployment.status, conditions: setCondition(conditions, condition) }
    : deployment.status;
  const object = { ...deployment, metadata: { ...deployment.metadata, annotations }, status } as Deployment;
  const answer = yield { type: 'updateStatus', object, cause: { because: 'revision' } };
  rememberDeployment(rollout, answer);
}

/**
 * Keeps the written status, but not the new version: the real controller goes on with its old copy, so a second write in
 * the same reconcile is a conflict and waits for the next one.
 */
export function rememberDeployment(rollout: Rollout, answer: Outcome): void {
  if (!answer.ok || !answer.object) {
    rollout.failed = true;
    return;
  }
  const { resourceVersion } = rollout.deployment.metadata;
  const written = answer.object as Deployment;
  rollout.deployment = { ...written, metadata: { ...written.metadata, resourceVersion } };
}

function* createSet(rollout: Rollout, revision: number): Doing {
  const { deployment, view, sets } = rollout;
  const hash = templateHash(deployment.spec.template, deployment.status.collisionCount);
  const replicas = newReplicaCount(
    deployment,
    sum(sets, (set) => set.spec.replicas),
    0,
  );
  const cause = { because: 'rollout', object: refOf(deployment), field: 'spec.template' };
  const answer = yield { type: 'create', object: newReplicaSet(deployment, hash, replicas, revision), cause };
  if (!answer.ok) {
    yield* notCreated(rollout, setName(deployment, hash), answer);
    return;
  }
  const name = remember(rollout, answer)?.metadata.name ?? '';
  if (replicas > 0) yield* tellScaling(rollout, `Scaled up replica set ${name} from 0 to ${replicas}`);
  const created = deploymentCondition(
    'Progressing',
    'True',
    'NewReplicaSetCreated',
    `Created new replica set "${name}"`,
    view.now(),
  );
  yield* noteRevision(rollout, String(revision), hasProgressDeadline(deployment) ? created : undefined);
}

/** A name that is taken by another template counts as a collision; other refusals are told. */
function* notCreated(rollout: Rollout, name: string, answer: Extract<Outcome, { ok: false }>): Doing {
  const { deployment, view } = rollout;
  rollout.failed = true;
  if (answer.causes?.some(({ reason }) => reason === 'NamespaceTerminating')) return;
  if (answer.reason === 'AlreadyExists') {
    const taken = view.get('ReplicaSet', deployment.metadata.namespace, name);
    if (taken && sameTemplate(taken.spec.template, deployment.spec.template) && rollout.sets.includes(taken)) return;
    const status = { ...deployment.status, collisionCount: (deployment.status.collisionCount ?? 0) + 1 };
    yield { type: 'updateStatus', object: { ...deployment, status } as Deployment, cause: { because: 'collision' } };
    return;
  }
  const message = `Failed to create new replica set "${name}": ${answer.message}`;
  const condition = deploymentCondition('Progressing', 'False', 'ReplicaSetCreateError', message, view.now());
  if (hasProgressDeadline(deployment)) {
    const status = { ...deployment.status, conditions: setCondition(deployment.status.conditions ?? [], condition) };
    yield { type: 'updateStatus', object: { ...deployment, status } as Deployment, cause: { because: 'refused' } };
  }
  yield { type: 'event', about: deployment, eventType: 'Warning', reason: 'ReplicaSetCreateError', message };
}

function* tellScaling({ deployment }: Rollout, message: string): Doing {
  yield { type: 'event', about: deployment, eventType: 'Normal', reason: 'ScalingReplicaSet', message };
}

/** `scaleReplicaSet`: true when the size changed. `refreshAnnotations`: also where only they are out of date. */
export function* scaleSet(
  rollout: Rollout,
  set: ReplicaSet,
  replicas: number,
  because: string,
  refreshAnnotations = false,
): Doing<boolean> {
  const before = set.spec.replicas;
  if (!refreshAnnotations && before === replicas) return false;
  const wanted = replicaAnnotations(rollout.deployment);
  const stale = Object.entries(wanted).some(([key, value]) => set.metadata.annotations?.[key] !== value);
  if (before === replicas && !stale) return false;
  const metadata = { ...set.metadata, annotations: { ...set.metadata.annotations, ...wanted } };
  const object = { ...set, metadata, spec: { ...set.spec, replicas } } as ReplicaSet;
  const field = because === 'rolling-update' ? 'spec.strategy' : 'spec.replicas';
  const answer = yield { type: 'update', object, cause: { because, object: refOf(rollout.deployment), field } };
  if (!remember(rollout, answer) || before === replicas) return false;
  const direction = before < replicas ? 'up' : 'down';
  yield* tellScaling(rollout, `Scaled ${direction} replica set ${set.metadata.name} from ${before} to ${replicas}`);
  return true;
}

/** `cleanupDeployment`: removes the oldest revisions beyond the history limit, if nothing is left of them. */
export function* cleanup(rollout: Rollout): Doing {
  const { deployment } = rollout;
  const limit = deployment.spec.revisionHistoryLimit ?? 2_147_483_647;
  const alive = setsOf(rollout).old.filter((set) => set.metadata.deletionTimestamp === undefined);
  const surplus = [...alive]
    .sort((a, b) => revisionOf(a) - revisionOf(b) || byAge(a, b))
    .slice(0, Math.max(0, alive.length - limit));
  for (const set of surplus) {
    const observed = (set.metadata.generation ?? 0) <= (set.status.observedGeneration ?? 0);
    if (set.status.replicas !== 0 || set.spec.replicas !== 0 || !observed) continue;
    const cause = { because: 'history', object: refOf(deployment), field: 'spec.revisionHistoryLimit' };
    const answer = yield { type: 'delete', ref: refOf(set), cause };
    if (answer.ok)
      rollout.sets.splice(
        rollout.sets.findIndex(({ metadata }) => metadata.uid === set.metadata.uid),
        1,
      );
  }
}
