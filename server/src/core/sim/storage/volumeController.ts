// The persistent volume controller: brings claims and volumes together, asks for volumes to be made, and reclaims them.
// Source: pkg/controller/volume/persistentvolume/pv_controller.go (v1.36). No volume is really made or deleted.
import type { Change, ClusterView, Controller, Steps } from '../frame.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../objects.ts';
import { syncClaim } from './claims.ts';
import { findMatchingVolume, offersAccessModes, waitsForConsumer } from './matching.ts';
import { syncVolume } from './volumes.ts';

/** `--pvclaimbinder-sync-period`; the controller was started a while before the scenario. */
const resync = { periodMs: 15_000, firstMs: 5000 };
const resyncKey = 'resync';
/** One call: slower than most controllers', because each waits for its own answer. */
const callMs = 14;

export function volumeController(): Controller {
  return {
    name: 'persistentvolume-controller',
    apiMs: callMs,
    watches: {
      PersistentVolumeClaim: claimChanged,
      PersistentVolume: volumeChanged,
    },
    initialKeys: [resyncKey],
    reconcile,
  };
}

const claimKey = (namespace: string | undefined, name: string): string => `claim/${namespace ?? ''}/${name}`;
const volumeKey = (name: string): string => `volume//${name}`;

/** A deleted claim is the volume's business. */
function claimChanged({ verb, object }: Change): readonly string[] {
  const claim = object as PersistentVolumeClaim;
  const volume = claim.spec.volumeName ? [volumeKey(claim.spec.volumeName)] : [];
  return verb === 'delete' ? volume : [claimKey(claim.metadata.namespace, claim.metadata.name)];
}

function volumeChanged({ verb, object }: Change, view: ClusterView): readonly string[] {
  const volume = object as PersistentVolume;
  const { claimRef } = volume.spec;
  const claim = claimRef ? [claimKey(claimRef.namespace, claimRef.name ?? '')] : [];
  if (verb === 'delete') return claim;
  return [volumeKey(volume.metadata.name), ...(wantsItsClaimLookedAt(view, volume) ? claim : [])];
}

function* reconcile(view: ClusterView, key: string): Steps {
  if (key === resyncKey) {
    yield* lookAtAll(view);
    return;
  }
  const [kind, namespace = '', name = ''] = key.split('/');
  if (kind === 'volume') yield* lookAtVolume(view, name);
  else {
    const claim = view.get('PersistentVolumeClaim', namespace, name);
    if (claim) yield* syncClaim(view, claim);
  }
}

function* lookAtVolume(view: ClusterView, name: string): Steps {
  const volume = view.get('PersistentVolume', undefined, name);
  if (!volume) return;
  yield* syncVolume(view, volume);
  const ref = volume.spec.claimRef;
  if (!ref && isWaitedFor(view, volume)) yield { type: 'requeue', afterMs: untilResync(view) };
}

/** Claims that wait do not hear of new volumes: everything is looked at again now and then. */
function* lookAtAll(view: ClusterView): Steps {
  if (view.nowMs > 0) {
    for (const { metadata } of view.list('PersistentVolume')) yield* reconcile(view, volumeKey(metadata.name));
    for (const { metadata } of view.list('PersistentVolumeClaim'))
      yield* reconcile(view, claimKey(metadata.namespace, metadata.name));
  }
  yield { type: 'requeue', afterMs: untilResync(view), background: true };
}

function untilResync({ nowMs }: ClusterView): number {
  const { periodMs, firstMs } = resync;
  return nowMs < firstMs ? firstMs - nowMs : periodMs - ((nowMs - firstMs) % periodMs);
}

/** Some claim would take the volume at the next look. */
function isWaitedFor(view: ClusterView, volume: PersistentVolume): boolean {
  return view
    .list('PersistentVolumeClaim')
    .some(
      (claim) =>
        !claim.spec.volumeName &&
        findMatchingVolume(claim, [volume], { delayed: waitsForConsumer(view, claim) }) &&
        offersAccessModes(claim, volume),
    );
}

function wantsItsClaimLookedAt(view: ClusterView, { spec }: PersistentVolume): boolean {
  const ref = spec.claimRef;
  if (!ref?.uid) return false;
  const claim = view.get('PersistentVolumeClaim', ref.namespace, ref.name ?? '');
  return claim?.metadata.uid === ref.uid && !claim.spec.volumeName;
}
