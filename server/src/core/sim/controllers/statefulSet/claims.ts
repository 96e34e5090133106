// A StatefulSet's claims: made before their pod, and owned as the retention policy says. Source:
// pkg/controller/statefulset/stateful_pod_control.go, stateful_set_utils.go (v1.36).

import { refOf } from '../../cluster.ts';
import type { ClusterView, Outcome } from '../../frame.ts';
import { sameJson } from '../../json.ts';
import type { KubeObject, ObjectMeta, OwnerReference, PersistentVolumeClaim, StatefulSet } from '../../objects.ts';
import { asJson } from '../../objects.ts';
import { controllerRef } from '../claim.ts';
import type { Doing } from '../podControl.ts';
import { claimsFor, inRange } from './ordinals.ts';

/** A pod as owner of claims: one that exists, or one about to. */
export interface PodIdentity {
  readonly name: string;
  readonly uid: string;
  readonly ordinal: number;
}

/** `createPersistentVolumeClaims`: the first error, if any. */
export function* createClaims(view: ClusterView, set: StatefulSet, pod: PodIdentity): Doing<Outcome> {
  const problems: string[] = [];
  for (const claim of claimsFor(set, pod.ordinal)) {
    const name = claim.metadata.name ?? '';
    const existing = view.get('PersistentVolumeClaim', claim.metadata.namespace, name);
    if (existing?.metadata.deletionTimestamp) problems.push(`pvc ${name} is being deleted`);
    if (existing) continue;
    const cause = { because: 'claim-template', object: refOf(set), field: 'spec.volumeClaimTemplates' };
    const answer = yield { type: 'create', object: claim, cause };
    if (answer.ok)
      yield* tell(
        set,
        'Normal',
        'SuccessfulCreate',
        `Create Claim ${name} Pod ${pod.name} in StatefulSet ${set.metadata.name} success`,
      );
    else if (answer.reason !== 'AlreadyExists') {
      problems.push(`failed to create PVC ${name}: ${answer.message}`);
      yield* tell(
        set,
        'Warning',
        'FailedCreate',
        `Create Claim ${name} for Pod ${pod.name} in StatefulSet ${set.metadata.name} failed error: ${answer.message}`,
      );
    }
  }
  if (problems.length === 0) return { ok: true };
  return {
    ok: false,
    reason: 'Invalid',
    message: problems.length === 1 ? (problems[0] ?? '') : `[${problems.join(', ')}]`,
  };
}

export function* tell(set: StatefulSet, eventType: 'Normal' | 'Warning', reason: string, message: string): Doing {
  yield { type: 'event', about: set, eventType, reason, message };
}

/** `UpdatePodClaimForRetentionPolicy`: gives each claim of the pod the owners the policy wants. */
export function* alignOwners(view: ClusterView, set: StatefulSet, pod: PodIdentity): Doing {
  for (const claim of existingClaims(view, set, pod)) {
    const owners = wantedOwners(claim, set, pod);
    if (sameJson(owners, claim.metadata.ownerReferences ?? [])) continue;
    yield {
      type: 'patch',
      ref: refOf(claim),
      uid: claim.metadata.uid,
      patch: { metadata: { ownerReferences: owners.length > 0 ? owners.map(asJson) : null } },
      cause: { because: 'retention', object: refOf(set), field: 'spec.persistentVolumeClaimRetentionPolicy' },
    };
  }
}

function existingClaims(view: ClusterView, set: StatefulSet, pod: PodIdentity): readonly PersistentVolumeClaim[] {
  return claimsFor(set, pod.ordinal).flatMap(
    (claim) => view.get('PersistentVolumeClaim', claim.metadata.namespace, claim.metadata.name ?? '') ?? [],
  );
}

/** `ClaimsMatchRetentionPolicy`. */
export function ownersMatch(view: ClusterView, set: StatefulSet, pod: PodIdentity): boolean {
  return existingClaims(view, set, pod).every((claim) =>
    sameJson(wantedOwners(claim, set, pod), claim.metadata.ownerReferences ?? []),
  );
}

/** `PodClaimIsStale`: a claim still belongs to a former pod of this name, and will go with it. */
export function claimIsStale(view: ClusterView, set: StatefulSet, pod: PodIdentity): boolean {
  if (set.spec.persistentVolumeClaimRetentionPolicy?.whenScaled !== 'Delete') return false;
  return existingClaims(view, set, pod).some((claim) =>
    owners(claim).some((owner) => isPod(owner, pod) && owner.uid !== pod.uid),
  );
}

const owners = (claim: PersistentVolumeClaim): readonly OwnerReference[] => claim.metadata.ownerReferences ?? [];
const isPod = (owner: OwnerReference, pod: PodIdentity): boolean => owner.kind === 'Pod' && owner.name === pod.name;
const isSet = (owner: OwnerReference, set: StatefulSet): boolean =>
  owner.kind === 'StatefulSet' && owner.name === set.metadata.name;

/** The owner references the claim should have; those of a former pod or set of the same name are left alone. */
function wantedOwners(claim: PersistentVolumeClaim, set: StatefulSet, pod: PodIdentity): readonly OwnerReference[] {
  const present = owners(claim);
  const stale = present.some(
    (o) => (isSet(o, set) && o.uid !== set.metadata.uid) || (isPod(o, pod) && o.uid !== pod.uid),
  );
  if (stale) return present;
  const others = present.filter((owner) => !isSet(owner, set) && !isPod(owner, pod));
  const { whenScaled = 'Retain', whenDeleted = 'Retain' } = set.spec.persistentVolumeClaimRetentionPolicy ?? {};
  if (others.some((owner) => owner.controller) && (whenScaled === 'Delete' || whenDeleted === 'Delete')) return others;
  const condemned = !inRange(set, pod.ordinal);
  const podOwns = whenScaled === 'Delete' && condemned;
  const setOwns = whenDeleted === 'Delete' && (whenScaled === 'Retain' || !condemned);
  return [...others, ...(podOwns ? [podRef(pod)] : []), ...(setOwns ? [controllerRef(set)] : [])];
}

function podRef(pod: PodIdentity): OwnerReference {
  const metadata: Partial<ObjectMeta> = { name: pod.name, uid: pod.uid };
  return controllerRef({ apiVersion: 'v1', kind: 'Pod', metadata } as KubeObject);
}
