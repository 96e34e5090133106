// The claims of a pod and what a node could do for those that wait for it: volumes to bind, claims to provision.
// Source: plugins/volumebinding/binder.go (v1.36). Binds nothing itself.
import type { Node, PersistentVolume, PersistentVolumeClaim, Pod } from '../objects.ts';
import { amount } from '../resources.ts';
import { matchesSelector } from '../selectors.ts';
import {
  annotations,
  classNameOf,
  findMatchingVolume,
  noProvisioner,
  requestedStorage,
  storageClass,
  volumeFitsNode,
  waitsForConsumer,
} from '../storage/matching.ts';
import { type Lister, labelsOf, namespaceOf, type SchedulingVolume, type StorageClass, specOf } from './shapes.ts';

export interface PodClaims {
  readonly bound: readonly PersistentVolumeClaim[];
  /** Should have been bound before the pod. */
  readonly immediate: readonly PersistentVolumeClaim[];
  /** Wait for the pod's node. */
  readonly delayed: readonly PersistentVolumeClaim[];
}

/** What is to be done for the pod on one node. */
export interface VolumePlan {
  readonly bindings: readonly { readonly claim: PersistentVolumeClaim; readonly volume: PersistentVolume }[];
  readonly provisions: readonly PersistentVolumeClaim[];
}

const reasons = {
  affinity: "node(s) didn't match PersistentVolume's node affinity",
  noVolume: "node(s) didn't find available persistent volumes to bind",
  noSpace: 'node(s) did not have enough free storage',
  lost: 'node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)',
};

/** Name of the claim behind a volume; undefined for volumes of other types. */
export function claimNameOf(pod: Pod, volume: SchedulingVolume): string | undefined {
  if (volume.persistentVolumeClaim) return volume.persistentVolumeClaim.claimName;
  return volume.ephemeral ? `${pod.metadata.name}-${volume.name}` : undefined;
}

/** The pod's claims by what they wait for, or why the pod cannot be looked at yet. */
export function podClaims(cluster: Lister, pod: Pod): PodClaims | { readonly problem: string } {
  const out = {
    bound: [] as PersistentVolumeClaim[],
    immediate: [] as PersistentVolumeClaim[],
    delayed: [] as PersistentVolumeClaim[],
  };
  for (const volume of specOf(pod).volumes ?? []) {
    const name = claimNameOf(pod, volume);
    if (name === undefined) continue;
    const claim = cluster.get('PersistentVolumeClaim', namespaceOf(pod), name);
    const problem = claimProblem(pod, volume, name, claim);
    if (problem !== undefined || !claim) return { problem: problem ?? '' };
    if (isFullyBound(claim)) out.bound.push(claim);
    else if (waitsForConsumer(cluster, claim) && !claim.spec.volumeName) out.delayed.push(claim);
    else out.immediate.push(claim);
  }
  return out;
}

function claimProblem(
  pod: Pod,
  volume: SchedulingVolume,
  name: string,
  claim: PersistentVolumeClaim | undefined,
): string | undefined {
  if (!claim && volume.ephemeral)
    return `waiting for ephemeral volume controller to create the persistentvolumeclaim "${name}"`;
  if (!claim) return `persistentvolumeclaim "${name}" not found`;
  if (claim.status?.phase === 'Lost')
    return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${claim.spec.volumeName ?? ''}"`;
  if (claim.metadata.deletionTimestamp !== undefined) return `persistentvolumeclaim "${name}" is being deleted`;
  const owner = claim.metadata.ownerReferences?.find(({ controller }) => controller);
  if (volume.ephemeral && owner?.uid !== pod.metadata.uid)
    return `PVC ${namespaceOf(pod)}/${name} was not created for pod ${namespaceOf(pod)}/${pod.metadata.name} (pod is not owner)`;
  return undefined;
}

function isFullyBound(claim: PersistentVolumeClaim): boolean {
  return !!claim.spec.volumeName && claim.metadata.annotations?.[annotations.bindCompleted] !== undefined;
}

/** `FindPodVolumes`: the plan for a node, or why the node will not do. */
export function planVolumes(cluster: Lister, claims: PodClaims, node: Node): VolumePlan | readonly string[] {
  const found: string[] = [];
  const bound = checkBound(cluster, claims.bound, node);
  if (bound === 'affinity') found.push(reasons.affinity);
  const delayed =
    claims.delayed.length > 0 ? planDelayed(cluster, claims.delayed, node) : { bindings: [], provisions: [] };
  if (typeof delayed === 'string') found.push(delayed);
  if (bound === 'lost') found.push(reasons.lost);
  return found.length > 0 || typeof delayed === 'string' ? found : delayed;
}

function checkBound(
  cluster: Lister,
  claims: readonly PersistentVolumeClaim[],
  node: Node,
): 'affinity' | 'lost' | undefined {
  for (const claim of claims) {
    const volume = cluster.get('PersistentVolume', undefined, claim.spec.volumeName ?? '');
    if (!volume) return 'lost';
    if (!volumeFitsNode(volume, node)) return 'affinity';
  }
  return undefined;
}

function planDelayed(cluster: Lister, claims: readonly PersistentVolumeClaim[], node: Node): VolumePlan | string {
  const chosenBefore = claims.filter((claim) => claim.metadata.annotations?.[annotations.selectedNode] !== undefined);
  if (chosenBefore.some((claim) => claim.metadata.annotations?.[annotations.selectedNode] !== node.metadata.name))
    return reasons.noVolume;
  const provisions = [...chosenBefore];
  const bindings: { claim: PersistentVolumeClaim; volume: PersistentVolume }[] = [];
  const open = claims
    .filter((claim) => !chosenBefore.includes(claim))
    .sort((a, b) => requestedStorage(a) - requestedStorage(b));
  for (const claim of open) {
    const sameClass = cluster.list('PersistentVolume').filter((volume) => classNameOf(volume) === classNameOf(claim));
    const excluded = new Set(bindings.map(({ volume }) => volume.metadata.name));
    const volume = findMatchingVolume(claim, sameClass, { node, excluded, delayed: true });
    if (volume) bindings.push({ claim, volume });
    else provisions.push(claim);
  }
  const problem = provisions
    .map((claim) => provisionProblem(cluster, claim, node))
    .find((reason) => reason !== undefined);
  return problem ?? { bindings, provisions };
}

function provisionProblem(cluster: Lister, claim: PersistentVolumeClaim, node: Node): string | undefined {
  const found = storageClass(cluster, classNameOf(claim));
  if (!found || found.provisioner === noProvisioner || !allowsTopology(found, node)) return reasons.noVolume;
  return hasCapacity(cluster, found, claim, node) ? undefined : reasons.noSpace;
}

function allowsTopology({ allowedTopologies = [] }: StorageClass, node: Node): boolean {
  if (allowedTopologies.length === 0) return true;
  const labels = labelsOf(node);
  return allowedTopologies.some(
    ({ matchLabelExpressions = [] }) =>
      matchLabelExpressions.length > 0 &&
      matchLabelExpressions.every(({ key, values }) => values.includes(labels[key] ?? '')),
  );
}

/** Only drivers that publish capacity are held to it. */
function hasCapacity(cluster: Lister, wanted: StorageClass, claim: PersistentVolumeClaim, node: Node): boolean {
  const driver = cluster.get('CSIDriver', undefined, wanted.provisioner) as
    | { spec?: { storageCapacity?: boolean } }
    | undefined;
  if (!driver?.spec?.storageCapacity) return true;
  const size = requestedStorage(claim);
  return cluster.list('CSIStorageCapacity').some((object) => {
    const offer = object as unknown as CapacityOffer;
    const largest = offer.maximumVolumeSize ?? offer.capacity;
    if (offer.storageClassName !== wanted.metadata.name || largest === undefined || amount(largest) < size)
      return false;
    return matchesSelector(offer.nodeTopology, labelsOf(node));
  });
}

interface CapacityOffer {
  readonly storageClassName: string;
  readonly capacity?: string;
  readonly maximumVolumeSize?: string;
  readonly nodeTopology?: Parameters<typeof matchesSelector>[0];
}
