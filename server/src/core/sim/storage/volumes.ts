// One look of the volume controller at a volume: its phase, and what becomes of it when its claim is gone.
// Source: pkg/controller/volume/persistentvolume/pv_controller.go syncVolume, reclaimVolume (v1.36).
import type { Action, ClusterView, Steps } from '../frame.ts';
import type { PersistentVolume } from '../objects.ts';
import { patchOf, refOfVolume, setVolumePhase } from './bind.ts';
import { tell } from './claims.ts';
import { annotations, volumeModeDiffers } from './matching.ts';
import { deletionOf } from './provisioners.ts';

export function* syncVolume(view: ClusterView, volume: PersistentVolume): Steps {
  const { name } = volume.metadata;
  const ref = volume.spec.claimRef;
  if (!ref?.uid) {
    yield* setVolumePhase(view, name, 'Available');
    return;
  }
  const found = view.get('PersistentVolumeClaim', ref.namespace, ref.name ?? '');
  const claim = found?.metadata.uid === ref.uid ? found : undefined;
  if (!claim) yield* release(view, volume);
  else if (!claim.spec.volumeName) {
    if (!volumeModeDiffers(claim, volume)) return;
    const why = 'due to incompatible volumeMode.';
    yield tell(
      volume,
      'Warning',
      'VolumeMismatch',
      `Cannot bind PersistentVolume to requested PersistentVolumeClaim "${claim.metadata.name}" ${why}`,
    );
    yield tell(
      claim,
      'Warning',
      'VolumeMismatch',
      `Cannot bind PersistentVolume "${name}" to requested PersistentVolumeClaim ${why}`,
    );
  } else if (claim.spec.volumeName === name) yield* setVolumePhase(view, name, 'Bound');
  else if (
    volume.metadata.annotations?.[annotations.provisionedBy] !== undefined &&
    volume.spec.persistentVolumeReclaimPolicy === 'Delete'
  )
    yield* release(view, volume);
  else yield* unbind(view, volume);
}

/** The claim took another volume. */
function* unbind(view: ClusterView, volume: PersistentVolume): Iterable<Action> {
  const byController = volume.metadata.annotations?.[annotations.boundByController] !== undefined;
  const patch = byController
    ? { metadata: { annotations: { [annotations.boundByController]: null } }, spec: { claimRef: null } }
    : { spec: { claimRef: { uid: null } } };
  yield patchOf(refOfVolume(volume), patch, volume);
  yield* setVolumePhase(view, volume.metadata.name, 'Available');
}

function* release(view: ClusterView, volume: PersistentVolume): Iterable<Action> {
  const { phase } = volume.status;
  const { name } = volume.metadata;
  if (phase !== 'Released' && phase !== 'Failed') yield* setVolumePhase(view, name, 'Released');
  switch (volume.spec.persistentVolumeReclaimPolicy) {
    case 'Delete':
      yield* remove(view, volume);
      return;
    case 'Recycle':
      yield* recycle(view, volume);
      return;
    default:
      return;
  }
}

function* remove(view: ClusterView, volume: PersistentVolume): Iterable<Action> {
  const outcome = deletionOf(volume);
  if (outcome === 'external') return;
  if (outcome === 'deleted') {
    const ref = refOfVolume(volume);
    yield {
      type: 'delete',
      ref,
      uid: volume.metadata.uid,
      cause: { because: 'reclaim', object: ref, field: 'spec.persistentVolumeReclaimPolicy' },
    };
    return;
  }
  yield* fail(view, volume, 'VolumeFailedDelete', outcome.problem);
}

/** Volumes of types without a recycler fail; for the others a pod would have to run. */
function* recycle(view: ClusterView, volume: PersistentVolume): Iterable<Action> {
  const source = volume.spec as { nfs?: object; hostPath?: object };
  if (source.nfs || source.hostPath) return;
  yield* fail(view, volume, 'VolumeFailedRecycle', 'No recycler plugin found for the volume!');
}

function* fail(view: ClusterView, volume: PersistentVolume, reason: string, message: string): Iterable<Action> {
  if (view.get('PersistentVolume', undefined, volume.metadata.name)?.status?.phase === 'Failed') return;
  yield* setVolumePhase(view, volume.metadata.name, 'Failed', message);
  yield tell(volume, 'Warning', reason, message);
}
