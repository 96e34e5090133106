// Which volume suits a claim, and the small facts about claims, volumes and classes that binder and scheduler share.
// Source: component-helpers/storage/volume/{helpers,pv_helpers}.go (v1.36). Changes nothing.
import type { KubeObject, Node, ObjectReference, PersistentVolume, PersistentVolumeClaim } from '../objects.ts';
import { amount } from '../resources.ts';
import { matchesNodeSelector } from '../scheduler/nodeSelection.ts';
import type { Lister, NodeSelector, StorageClass } from '../scheduler/shapes.ts';
import { labelsOf } from '../scheduler/shapes.ts';
import { matchesSelector } from '../selectors.ts';

export const annotations = {
  bindCompleted: 'pv.kubernetes.io/bind-completed',
  boundByController: 'pv.kubernetes.io/bound-by-controller',
  provisionedBy: 'pv.kubernetes.io/provisioned-by',
  selectedNode: 'volume.kubernetes.io/selected-node',
  storageProvisioner: 'volume.kubernetes.io/storage-provisioner',
  betaStorageProvisioner: 'volume.beta.kubernetes.io/storage-provisioner',
  betaStorageClass: 'volume.beta.kubernetes.io/storage-class',
} as const;

/** A provisioner that never provisions: volumes are made by hand. */
export const noProvisioner = 'kubernetes.io/no-provisioner';

/** The class of a claim or volume: the old annotation wins; '' is none. */
export function classNameOf(object: PersistentVolumeClaim | PersistentVolume): string {
  return object.metadata.annotations?.[annotations.betaStorageClass] ?? object.spec.storageClassName ?? '';
}

export function storageClass(cluster: Lister, name: string): StorageClass | undefined {
  return name === '' ? undefined : (cluster.get('StorageClass', undefined, name) as StorageClass | undefined);
}

/** WaitForFirstConsumer: the scheduler chooses, not the binder. */
export function waitsForConsumer(cluster: Lister, claim: PersistentVolumeClaim): boolean {
  return storageClass(cluster, classNameOf(claim))?.volumeBindingMode === 'WaitForFirstConsumer';
}

export function requestedStorage(claim: PersistentVolumeClaim): number {
  return amount(claim.spec.resources?.requests?.['storage']);
}

export function capacityOf(volume: PersistentVolume): number {
  return amount(volume.spec.capacity?.['storage']);
}

/** The claim's own volume: named in claimRef, and not for an older claim of that name. */
export function isVolumeBoundToClaim(volume: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  const ref = volume.spec.claimRef;
  if (!ref || ref.name !== claim.metadata.name || ref.namespace !== claim.metadata.namespace) return false;
  return !ref.uid || ref.uid === claim.metadata.uid;
}

export function volumeModeDiffers(claim: PersistentVolumeClaim, volume: PersistentVolume): boolean {
  return (claim.spec.volumeMode ?? 'Filesystem') !== (volume.spec.volumeMode ?? 'Filesystem');
}

export function offersAccessModes(claim: PersistentVolumeClaim, volume: PersistentVolume): boolean {
  return (claim.spec.accessModes ?? []).every((mode) => volume.spec.accessModes?.includes(mode));
}

export function volumeFitsNode(volume: PersistentVolume, node: Pick<Node, 'metadata'>): boolean {
  const required = volume.spec.nodeAffinity?.required as NodeSelector | undefined;
  return !required || matchesNodeSelector(required, { metadata: { ...node.metadata, name: '' } });
}

export interface Search {
  /** The scheduler's question; absent: the binder's. */
  readonly node?: Node;
  readonly excluded?: ReadonlySet<string>;
  /** The claim waits for its first consumer: the binder finds only volumes that name it. */
  readonly delayed: boolean;
}

/** `FindMatchingVolume`: the volume that names the claim, or the smallest that suits. */
export function findMatchingVolume(
  claim: PersistentVolumeClaim,
  volumes: readonly PersistentVolume[],
  search: Search,
): PersistentVolume | undefined {
  let smallest: PersistentVolume | undefined;
  for (const volume of volumes) {
    if (!couldHold(claim, volume, search)) continue;
    const fitsNode = !search.node || volumeFitsNode(volume, search.node);
    if (isVolumeBoundToClaim(volume, claim)) return fitsNode ? volume : undefined;
    if (!fitsNode || !isFreeFor(claim, volume, search)) continue;
    if (!smallest || capacityOf(volume) < capacityOf(smallest)) smallest = volume;
  }
  return smallest;
}

function couldHold(claim: PersistentVolumeClaim, volume: PersistentVolume, { excluded }: Search): boolean {
  if (excluded?.has(volume.metadata.name)) return false;
  if (volume.spec.claimRef && !isVolumeBoundToClaim(volume, claim)) return false;
  if (capacityOf(volume) < requestedStorage(claim) || volumeModeDiffers(claim, volume)) return false;
  if ((claim.spec.volumeAttributesClassName ?? '') !== (volume.spec.volumeAttributesClassName ?? '')) return false;
  return volume.metadata.deletionTimestamp === undefined;
}

function isFreeFor(claim: PersistentVolumeClaim, volume: PersistentVolume, { node, delayed }: Search): boolean {
  if (!node && delayed) return false;
  if (volume.status?.phase !== 'Available') return false;
  if (claim.spec.selector && !matchesSelector(claim.spec.selector, labelsOf(volume))) return false;
  if (classNameOf(volume) !== classNameOf(claim)) return false;
  return !node || offersAccessModes(claim, volume);
}

/** As it stands in `claimRef`. */
export function referenceTo(object: KubeObject): ObjectReference {
  const { name, namespace, uid, resourceVersion } = object.metadata;
  return {
    kind: object.kind,
    apiVersion: object.apiVersion,
    name,
    uid,
    resourceVersion,
    ...(namespace && { namespace }),
  };
}
