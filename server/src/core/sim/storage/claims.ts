// One look of the volume controller at a claim. Source: pkg/controller/volume/persistentvolume/pv_controller.go
// syncUnboundClaim, syncBoundClaim, provisionClaim (v1.36).
import type { Action, ClusterView, EventAction, Steps } from '../frame.ts';
import type { PersistentVolume, PersistentVolumeClaim } from '../objects.ts';
import { claimNameOf } from '../scheduler/podVolumes.ts';
import { isWaiting } from '../scheduler/queue.ts';
import { specOf } from '../scheduler/shapes.ts';
import { bind, patchOf, refOfClaim, setClaimPhase } from './bind.ts';
import { defaultStorageClass } from './defaultClass.ts';
import {
  annotations,
  capacityOf,
  classNameOf,
  findMatchingVolume,
  isVolumeBoundToClaim,
  offersAccessModes,
  requestedStorage,
  storageClass,
  volumeModeDiffers,
  waitsForConsumer,
} from './matching.ts';
import { provisioningOf } from './provisioners.ts';

export function* syncClaim(view: ClusterView, claim: PersistentVolumeClaim): Steps {
  if (claim.metadata.annotations?.[annotations.bindCompleted] !== undefined) yield* syncBound(view, claim);
  else if (claim.spec.volumeName) yield* syncNamed(view, claim, claim.spec.volumeName);
  else yield* syncOpen(view, claim);
}

/** The claim names no volume yet. */
function* syncOpen(view: ClusterView, claim: PersistentVolumeClaim): Steps {
  const delayed = waitsForConsumer(view, claim);
  const volume = bestMatch(view.list('PersistentVolume'), claim, delayed);
  if (volume) {
    yield* bind(view, volume, claim);
    return;
  }
  const byDefault = hasClass(claim) ? undefined : defaultStorageClass(view);
  if (byDefault !== undefined) {
    yield patchOf(refOfClaim(claim), { spec: { storageClassName: byDefault } }, claim);
    return;
  }
  const nodeChosen = claim.metadata.annotations?.[annotations.selectedNode] !== undefined;
  if (delayed && !nodeChosen) yield waiting(view, claim);
  else if (classNameOf(claim) !== '') {
    yield* provision(view, claim);
    return;
  } else
    yield tell(
      claim,
      'Normal',
      'FailedBinding',
      'no persistent volumes available for this claim and no storage class is set',
    );
  yield* setClaimPhase(claim, 'Pending');
}

const hasClass = (claim: PersistentVolumeClaim): boolean =>
  claim.spec.storageClassName !== undefined || claim.metadata.annotations?.[annotations.betaStorageClass] !== undefined;

/** `findBestMatchForClaim`: among volumes of the fewest access modes that suffice, the smallest. */
function bestMatch(
  volumes: readonly PersistentVolume[],
  claim: PersistentVolumeClaim,
  delayed: boolean,
): PersistentVolume | undefined {
  const groups = new Map<string, PersistentVolume[]>();
  for (const volume of volumes) {
    if (!offersAccessModes(claim, volume)) continue;
    const modes = [...(volume.spec.accessModes ?? [])].sort().join();
    groups.set(modes, [...(groups.get(modes) ?? []), volume]);
  }
  const byFewest = [...groups].sort(([a], [b]) => a.split(',').length - b.split(',').length || (a < b ? -1 : 1));
  for (const [, group] of byFewest) {
    const found = findMatchingVolume(claim, group, { delayed });
    if (found) return found;
  }
  return undefined;
}

function waiting(view: ClusterView, claim: PersistentVolumeClaim): EventAction {
  const pods = view
    .list('Pod', claim.metadata.namespace)
    .filter((pod) => isWaiting(pod) || (!pod.spec.nodeName && pod.status?.phase === 'Pending'))
    .filter((pod) => (specOf(pod).volumes ?? []).some((volume) => claimNameOf(pod, volume) === claim.metadata.name))
    .map(({ metadata }) => metadata.name);
  if (pods.length === 0)
    return tell(claim, 'Normal', 'WaitForFirstConsumer', 'waiting for first consumer to be created before binding');
  const names = pods.length > 1 ? `pods ${pods.join(',')}` : `pod ${pods[0]}`;
  return tell(claim, 'Normal', 'WaitForPodScheduled', `waiting for ${names} to be scheduled`);
}

function* provision(view: ClusterView, claim: PersistentVolumeClaim): Iterable<Action> {
  const name = classNameOf(claim);
  const found = storageClass(view, name);
  if (!found) {
    yield tell(claim, 'Warning', 'ProvisioningFailed', `storageclass.storage.k8s.io "${name}" not found`);
    return;
  }
  const by = provisioningOf(found.provisioner);
  if ('problem' in by) {
    yield tell(claim, 'Warning', 'ProvisioningFailed', by.problem);
    return;
  }
  if (claim.metadata.annotations?.[annotations.storageProvisioner] !== by.external) {
    const added = { [annotations.betaStorageProvisioner]: by.external, [annotations.storageProvisioner]: by.external };
    yield patchOf(refOfClaim(claim), { metadata: { annotations: added } }, claim);
  }
  const message = `Waiting for a volume to be created either by the external provisioner '${by.external}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.`;
  yield tell(claim, 'Normal', 'ExternalProvisioning', message);
}

/** The claim names a volume but the two are not bound yet. */
function* syncNamed(view: ClusterView, claim: PersistentVolumeClaim, name: string): Steps {
  const volume = view.get('PersistentVolume', undefined, name);
  if (!volume) {
    yield* setClaimPhase(claim, 'Pending');
    return;
  }
  if (!volume.spec.claimRef) {
    const problem = mismatch(volume, claim);
    if (problem === undefined) yield* bind(view, volume, claim);
    else {
      yield tell(claim, 'Warning', 'VolumeMismatch', `Cannot bind to requested volume "${name}": ${problem}`);
      yield* setClaimPhase(claim, 'Pending');
    }
    return;
  }
  if (isVolumeBoundToClaim(volume, claim)) {
    yield* bind(view, volume, claim);
    return;
  }
  yield tell(claim, 'Warning', 'FailedBinding', `volume "${name}" already bound to a different claim.`);
  if (claim.metadata.annotations?.[annotations.boundByController] === undefined) yield* setClaimPhase(claim, 'Pending');
  else yield { type: 'requeue', afterMs: 0, rateLimited: true };
}

/** `checkVolumeSatisfyClaim`. */
function mismatch(volume: PersistentVolume, claim: PersistentVolumeClaim): string | undefined {
  if (volume.metadata.deletionTimestamp !== undefined)
    return `the volume is marked for deletion "${volume.metadata.name}"`;
  if (capacityOf(volume) < requestedStorage(claim)) return 'requested PV is too small';
  if (classNameOf(volume) !== classNameOf(claim)) return 'storageClassName does not match';
  if ((claim.spec.volumeAttributesClassName ?? '') !== (volume.spec.volumeAttributesClassName ?? ''))
    return 'volumeAttributesClassName does not match';
  if (volumeModeDiffers(claim, volume)) return 'incompatible volumeMode';
  return offersAccessModes(claim, volume) ? undefined : 'incompatible accessMode';
}

function* syncBound(view: ClusterView, claim: PersistentVolumeClaim): Steps {
  const name = claim.spec.volumeName;
  if (!name) {
    yield* lose(claim, 'ClaimLost', 'Bound claim has lost reference to PersistentVolume. Data on the volume is lost!');
    return;
  }
  const volume = view.get('PersistentVolume', undefined, name);
  if (!volume)
    yield* lose(claim, 'ClaimLost', 'Bound claim has lost its PersistentVolume. Data on the volume is lost!');
  else if (!volume.spec.claimRef || volume.spec.claimRef.uid === claim.metadata.uid) yield* bind(view, volume, claim);
  else yield* lose(claim, 'ClaimMisbound', 'Two claims are bound to the same volume, this one is bound incorrectly');
}

function* lose(claim: PersistentVolumeClaim, reason: string, message: string): Iterable<Action> {
  if (claim.status?.phase === 'Lost') return;
  yield* setClaimPhase(claim, 'Lost');
  yield tell(claim, 'Warning', reason, message);
}

export function tell(
  about: EventAction['about'],
  eventType: 'Normal' | 'Warning',
  reason: string,
  message: string,
): EventAction {
  return { type: 'event', about, eventType, reason, message };
}
