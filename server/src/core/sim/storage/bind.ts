// The four writes that bind a claim and a volume, each only where something is missing; and the status of both.
// Source: pkg/controller/volume/persistentvolume/pv_controller.go bind, updateClaimStatus, updateVolumePhase (v1.36).
import type { JsonObject } from '../../apiserver/types.ts';
import type { Action, ClusterView, Steps } from '../frame.ts';
import { sameJson } from '../json.ts';
import { asJson, type PersistentVolume, type PersistentVolumeClaim } from '../objects.ts';
import type { ObjectRef } from '../trace.ts';
import { annotations, referenceTo } from './matching.ts';

export const refOfClaim = ({ metadata }: PersistentVolumeClaim): ObjectRef => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  namespace: metadata.namespace ?? 'default',
  name: metadata.name,
});

export const refOfVolume = ({ metadata }: PersistentVolume): ObjectRef => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  name: metadata.name,
});

export function* bind(view: ClusterView, volume: PersistentVolume, claim: PersistentVolumeClaim): Steps {
  yield* bindVolumeToClaim(volume, claim);
  yield* setVolumePhase(view, volume.metadata.name, 'Bound');
  yield* bindClaimToVolume(claim, volume);
  yield* setClaimBound(view, claim, volume);
}

function* bindVolumeToClaim(volume: PersistentVolume, claim: PersistentVolumeClaim): Iterable<Action> {
  const ref = volume.spec.claimRef;
  const mine = ref && ref.name === claim.metadata.name && ref.namespace === claim.metadata.namespace;
  if (mine && ref.uid === claim.metadata.uid) return;
  const chosen = mine ? {} : { metadata: { annotations: { [annotations.boundByController]: 'yes' } } };
  yield patchOf(refOfVolume(volume), { ...chosen, spec: { claimRef: asJson(referenceTo(claim)) } }, claim);
}

function* bindClaimToVolume(claim: PersistentVolumeClaim, volume: PersistentVolume): Iterable<Action> {
  const given = claim.metadata.annotations ?? {};
  const chosen = claim.spec.volumeName !== volume.metadata.name;
  const added: Record<string, string> = {};
  if (chosen && given[annotations.boundByController] === undefined) added[annotations.boundByController] = 'yes';
  if (given[annotations.bindCompleted] === undefined) added[annotations.bindCompleted] = 'yes';
  if (!chosen && Object.keys(added).length === 0) return;
  const patch = { metadata: { annotations: added }, spec: { volumeName: volume.metadata.name } };
  yield patchOf(refOfClaim(claim), patch, claim);
}

function* setClaimBound(view: ClusterView, claim: PersistentVolumeClaim, volume: PersistentVolume): Iterable<Action> {
  const now = view.get('PersistentVolumeClaim', claim.metadata.namespace, claim.metadata.name);
  const before = now?.status;
  if (before?.phase === 'Bound' && sameJson(before.accessModes, volume.spec.accessModes)) return;
  const capacity = before?.phase === 'Bound' ? before.capacity : volume.spec.capacity;
  const status = {
    phase: 'Bound',
    accessModes: volume.spec.accessModes ?? [],
    ...(capacity && { capacity: { ...capacity } }),
  };
  yield patchOf(refOfClaim(claim), { status }, claim, 'status');
}

/** Phase of a claim that has no volume: Pending or Lost. */
export function* setClaimPhase(claim: PersistentVolumeClaim, phase: 'Pending' | 'Lost'): Iterable<Action> {
  const { status } = claim;
  if (status?.phase === phase && !status.accessModes && !status.capacity) return;
  yield patchOf(refOfClaim(claim), { status: { phase, accessModes: null, capacity: null } }, claim, 'status');
}

export function* setVolumePhase(view: ClusterView, name: string, phase: string, message = ''): Iterable<Action> {
  const volume = view.get('PersistentVolume', undefined, name);
  if (!volume || volume.status?.phase === phase) return;
  const status = { phase, message: message === '' ? null : message, reason: null, lastPhaseTransitionTime: view.now() };
  yield patchOf(refOfVolume(volume), { status }, volume, 'status');
}

export function patchOf(
  ref: ObjectRef,
  patch: JsonObject,
  about: PersistentVolume | PersistentVolumeClaim,
  subresource?: 'status',
): Action {
  const object =
    about.kind === 'PersistentVolume'
      ? refOfVolume(about as PersistentVolume)
      : refOfClaim(about as PersistentVolumeClaim);
  const cause = { because: 'bind-volume', object };
  return { type: 'patch', ref, patch, cause, ...(subresource && { subresource }) };
}
