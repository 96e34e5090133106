// The persistent volume controller: brings claims and volumes together, asks for volumes to be made, and reclaims them.
// Source: pkg/controller/volume/persistentvolume/pv_controller.go (v1.36). No volume is really made or deleted.
import type { Action, Change, ClusterView, Controller, Steps } from '../frame.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../objects.ts';
import { syncClaim } from './claims.ts';
import { syncVolume } from './volumes.ts';

/** `--pvclaimbinder-sync-period`. */
const resyncMs = 15_000;

export function volumeController(): Controller {
  return {
    name: 'persistentvolume-controller',
    watches: {
      PersistentVolumeClaim: claimChanged,
      PersistentVolume: volumeChanged,
    },
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

function volumeChanged({ verb, object }: Change): readonly string[] {
  const { metadata, spec } = object as PersistentVolume;
  if (verb !== 'delete') return [volumeKey(metadata.name)];
  return spec.claimRef ? [claimKey(spec.claimRef.namespace, spec.claimRef.name ?? '')] : [];
}

function* reconcile(view: ClusterView, key: string): Steps {
  const [kind, namespace = '', name = ''] = key.split('/');
  if (kind === 'volume') {
    const volume = view.get('PersistentVolume', undefined, name);
    if (!volume) return;
    yield* syncVolume(view, volume);
    if (wantsItsClaimLookedAt(view, volume))
      yield* reconcile(view, claimKey(volume.spec.claimRef?.namespace, volume.spec.claimRef?.name ?? ''));
    return;
  }
  const claim = view.get('PersistentVolumeClaim', namespace, name);
  if (!claim) return;
  yield* syncClaim(view, claim);
  const after = view.get('PersistentVolumeClaim', namespace, name);
  if (after && after.status?.phase !== 'Bound') yield later();
}

/** Everything unsettled is looked at again now and then. */
function later(): Action {
  return { type: 'requeue', afterMs: resyncMs, background: true };
}

function wantsItsClaimLookedAt(view: ClusterView, { spec }: PersistentVolume): boolean {
  const ref = spec.claimRef;
  if (!ref?.uid) return false;
  const claim = view.get('PersistentVolumeClaim', ref.namespace, ref.name ?? '');
  return claim?.metadata.uid === ref.uid && !claim.spec.volumeName;
}
