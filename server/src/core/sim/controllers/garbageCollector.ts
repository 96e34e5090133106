// The garbage collector: objects whose owners are gone go too; foreground and orphan deletion. Source:
// pkg/controller/garbagecollector/garbagecollector.go (v1.36).
import { refOf } from '../cluster.ts';
import type { Change, ClusterView, Controller, Steps } from '../frame.ts';
import { asJson, type KubeObject, type OwnerReference } from '../objects.ts';

const foreground = 'foregroundDeletion';
const orphan = 'orphan';
const none: readonly never[] = [];

export function garbageCollector(): Controller {
  const waiting = new Set<string>();
  return {
    name: 'generic-garbage-collector',
    latencyMs: 20,
    watches: {
      '*'(change, view) {
        noteWaiting(waiting, change);
        return concerned(change, view, waiting);
      },
      Event: () => none,
    },
    reconcile,
  };
}

/** Keeps the uids of those that wait for their dependents: there is seldom one. */
function noteWaiting(waiting: Set<string>, { verb, object }: Change): void {
  if (verb !== 'delete' && isWaiting(object)) waiting.add(object.metadata.uid);
  else if (waiting.size > 0) waiting.delete(object.metadata.uid);
}

/** Whom a change concerns: the dependents of what is gone, owners that wait for it, and itself. */
function concerned({ verb, object }: Change, view: ClusterView, waits: ReadonlySet<string>): readonly string[] {
  const { uid, ownerReferences = none, deletionTimestamp } = object.metadata;
  const concerns = ({ uid: owner }: OwnerReference) => waits.has(owner) || !view.byUid(owner);
  if (verb !== 'delete' && deletionTimestamp === undefined && !ownerReferences.some(concerns)) return none;
  const waiting = ownerReferences.flatMap((owner) => (waits.has(owner.uid) ? [owner.uid] : []));
  if (verb === 'delete') return [...view.dependentsOf(uid).map((dependent) => dependent.metadata.uid), ...waiting];
  const absent = ownerReferences.some((owner) => !view.byUid(owner.uid));
  const own = absent || (deletionTimestamp !== undefined && (has(object, foreground) || has(object, orphan)));
  return own ? [uid, ...waiting] : waiting;
}

const has = (object: KubeObject, finalizer: string): boolean =>
  object.metadata.finalizers?.includes(finalizer) ?? false;
const isWaiting = (owner: KubeObject | undefined): boolean =>
  owner?.metadata.deletionTimestamp !== undefined && has(owner, foreground);

function* reconcile(view: ClusterView, uid: string): Steps {
  const object = view.byUid(uid);
  if (!object) return;
  if (object.metadata.deletionTimestamp !== undefined && has(object, orphan)) yield* orphanDependents(view, object);
  else if (isWaiting(object)) yield* deleteDependents(view, object);
  else yield* collect(view, object);
}

/** `processDeletingDependentsItem`: dependents that block go first, then the object itself. */
function* deleteDependents(view: ClusterView, object: KubeObject): Steps {
  const { uid } = object.metadata;
  const blocking = view
    .dependentsOf(uid)
    .filter((dependent) =>
      dependent.metadata.ownerReferences?.some((owner) => owner.uid === uid && owner.blockOwnerDeletion),
    );
  if (blocking.length === 0) {
    yield* removeFinalizer(object, foreground);
    return;
  }
  for (const dependent of blocking) {
    if (dependent.metadata.deletionTimestamp !== undefined) continue;
    const deep = view.dependentsOf(dependent.metadata.uid).length > 0;
    yield {
      type: 'delete',
      ref: refOf(dependent),
      uid: dependent.metadata.uid,
      propagation: deep ? 'Foreground' : 'Background',
      cause: { because: 'owner-deleted', object: refOf(object) },
    };
  }
}

/** `orphanDependents`: takes the owner reference away from all, then lets the object go. */
function* orphanDependents(view: ClusterView, object: KubeObject): Steps {
  for (const dependent of view.dependentsOf(object.metadata.uid)) {
    const owners = (dependent.metadata.ownerReferences ?? []).filter((owner) => owner.uid !== object.metadata.uid);
    yield {
      type: 'patch',
      ref: refOf(dependent),
      uid: dependent.metadata.uid,
      patch: { metadata: { ownerReferences: owners.length > 0 ? owners.map(asJson) : null } },
      cause: { because: 'orphaned', object: refOf(object) },
    };
  }
  yield* removeFinalizer(object, orphan);
}

function* removeFinalizer(object: KubeObject, finalizer: string): Steps {
  const left = (object.metadata.finalizers ?? []).filter((name) => name !== finalizer);
  yield {
    type: 'patch',
    ref: refOf(object),
    uid: object.metadata.uid,
    patch: { metadata: { finalizers: left.length > 0 ? left : null } },
    cause: { because: 'finalized' },
  };
}

/** `attemptToDeleteItem`: deletes what has no owner left, or forgets the absent ones. */
function* collect(view: ClusterView, object: KubeObject): Steps {
  const owners = object.metadata.ownerReferences ?? [];
  const solid = owners.filter((owner) => view.byUid(owner.uid));
  if (owners.length === solid.length || object.metadata.deletionTimestamp !== undefined) return;
  if (solid.length > 0) {
    yield {
      type: 'patch',
      ref: refOf(object),
      uid: object.metadata.uid,
      patch: { metadata: { ownerReferences: solid.map(asJson) } },
      cause: { because: 'owner-deleted' },
    };
    return;
  }
  const [owner] = owners;
  yield {
    type: 'delete',
    ref: refOf(object),
    uid: object.metadata.uid,
    propagation: has(object, orphan) ? 'Orphan' : has(object, foreground) ? 'Foreground' : 'Background',
    cause: {
      because: 'owner-deleted',
      ...(owner && { object: { apiVersion: owner.apiVersion, kind: owner.kind, name: owner.name } }),
    },
  };
}
