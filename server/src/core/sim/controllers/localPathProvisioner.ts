// The provisioner behind the default StorageClass of local clusters: makes a volume on the node that was chosen for a
// claim, and removes released ones. Runs where a scenario asks for default storage. Modelled on rancher/local-path-provisioner.
import { refOf } from '../cluster.ts';
import type { Controller, Steps } from '../frame.ts';
import { keyOf, type NewObject, type PersistentVolume, type PersistentVolumeClaim } from '../objects.ts';
import { annotations } from '../storage/matching.ts';

export const localPath = 'rancher.io/local-path';
const { selectedNode } = annotations;
const volumePrefix = 'volume:';
/** A helper pod makes the folder; it takes about this long. */
const provisioningMs = 2000;

export function localPathProvisioner(): Controller {
  return {
    name: localPath,
    watches: {
      PersistentVolumeClaim: ({ object, verb }) =>
        verb !== 'delete' && isWaiting(object as PersistentVolumeClaim)
          ? [{ key: keyOf(object), afterMs: provisioningMs }]
          : [],
      PersistentVolume: ({ object, verb }) =>
        verb !== 'delete' && isReleased(object as PersistentVolume) ? [`${volumePrefix}${object.metadata.name}`] : [],
    },
    reconcile: (view, key) => {
      if (key.startsWith(volumePrefix))
        return remove(view.get('PersistentVolume', undefined, key.slice(volumePrefix.length)));
      const [namespace, name = ''] = key.split('/');
      return provision(view.get('PersistentVolumeClaim', namespace, name), (claim) =>
        view.get('PersistentVolume', undefined, nameFor(claim)),
      );
    },
  };
}

const nameFor = (claim: PersistentVolumeClaim): string => `pvc-${claim.metadata.uid}`;

function isWaiting({ metadata, spec }: PersistentVolumeClaim): boolean {
  const wanted = metadata.annotations?.[annotations.storageProvisioner] === localPath;
  return (
    wanted && metadata.annotations?.[selectedNode] !== undefined && !spec.volumeName && !metadata.deletionTimestamp
  );
}

function isReleased({ metadata, status, spec }: PersistentVolume): boolean {
  const mine = metadata.annotations?.[annotations.provisionedBy] === localPath;
  return (
    mine &&
    status.phase === 'Released' &&
    spec.persistentVolumeReclaimPolicy === 'Delete' &&
    !metadata.deletionTimestamp
  );
}

function* remove(volume: PersistentVolume | undefined): Steps {
  if (volume && isReleased(volume)) yield { type: 'delete', ref: refOf(volume), cause: { because: 'released' } };
}

function* provision(
  claim: PersistentVolumeClaim | undefined,
  existing: (claim: PersistentVolumeClaim) => PersistentVolume | undefined,
): Steps {
  if (!claim || !isWaiting(claim) || existing(claim)) return;
  const tell = (reason: string, message: string) =>
    ({ type: 'event', about: claim, eventType: 'Normal', reason, message }) as const;
  yield tell('Provisioning', `External provisioner is provisioning volume for claim "${keyOf(claim)}"`);
  const cause = { because: 'provisioned', object: refOf(claim), field: 'spec.storageClassName' };
  const answer = yield { type: 'create', object: volumeFor(claim), cause };
  if (answer.ok) yield tell('ProvisioningSucceeded', `Successfully provisioned volume ${nameFor(claim)}`);
}

function volumeFor(claim: PersistentVolumeClaim): NewObject {
  const { namespace, name, uid, resourceVersion } = claim.metadata;
  const node = claim.metadata.annotations?.[selectedNode] ?? '';
  const path = `/var/local-path-provisioner/${nameFor(claim)}_${namespace}_${name}`;
  const onNode = { key: 'kubernetes.io/hostname', operator: 'In', values: [node] };
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: nameFor(claim), annotations: { [annotations.provisionedBy]: localPath } },
    spec: {
      accessModes: claim.spec.accessModes,
      capacity: { storage: claim.spec.resources?.requests?.['storage'] ?? '0' },
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid, resourceVersion },
      hostPath: { path, type: 'DirectoryOrCreate' },
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [onNode] }] } },
      persistentVolumeReclaimPolicy: 'Delete',
      storageClassName: claim.spec.storageClassName,
      volumeMode: claim.spec.volumeMode ?? 'Filesystem',
    },
  } as NewObject;
}
