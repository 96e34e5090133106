// Who owns what: a controller keeps what it owns and matches, releases what no longer matches, adopts orphans that do.
// Source: pkg/controller/controller_ref_manager.go (v1.36).

import { refOf } from '../cluster.ts';
import type { Action, Outcome } from '../frame.ts';
import { asJson, controllerOf, type KubeObject, type Labels, type OwnerReference } from '../objects.ts';

export type Claiming<T> = Generator<Action, readonly T[], Outcome>;

/** A reference that makes `owner` the controller of another object. */
export function controllerRef(owner: KubeObject): OwnerReference {
  const { name, uid } = owner.metadata;
  return { apiVersion: owner.apiVersion, kind: owner.kind, name, uid, controller: true, blockOwnerDeletion: true };
}

/** The candidates that belong to the owner after adoption and release. */
export function* claim<T extends KubeObject>(
  owner: KubeObject,
  candidates: readonly T[],
  matches: (labels: Labels | undefined) => boolean,
): Claiming<T> {
  const claimed: T[] = [];
  for (const candidate of candidates) {
    const controller = controllerOf(candidate);
    if (controller && controller.uid !== owner.metadata.uid) continue;
    const fits = matches(candidate.metadata.labels);
    if (controller && fits) claimed.push(candidate);
    else if (controller) yield* release(owner, candidate);
    else if (fits) {
      const adopted = yield* adopt(owner, candidate);
      if (adopted) claimed.push(adopted);
    }
  }
  return claimed;
}

function* release(owner: KubeObject, object: KubeObject): Generator<Action, void, Outcome> {
  if (owner.metadata.deletionTimestamp) return;
  const others = (object.metadata.ownerReferences ?? []).filter(({ uid }) => uid !== owner.metadata.uid);
  yield patchOwners(object, others, 'released', owner);
}

function* adopt<T extends KubeObject>(owner: KubeObject, object: T): Generator<Action, T | undefined, Outcome> {
  if (owner.metadata.deletionTimestamp || object.metadata.deletionTimestamp) return undefined;
  const answer = yield patchOwners(
    object,
    [...(object.metadata.ownerReferences ?? []), controllerRef(owner)],
    'adopted',
    owner,
  );
  return answer.ok ? (answer.object as T) : undefined;
}

function patchOwners(
  object: KubeObject,
  owners: readonly OwnerReference[],
  because: string,
  owner: KubeObject,
): Action {
  return {
    type: 'patch',
    ref: refOf(object),
    uid: object.metadata.uid,
    patch: { metadata: { ownerReferences: owners.length > 0 ? owners.map(asJson) : null } },
    cause: { because, object: refOf(owner), field: 'spec.selector' },
  };
}
