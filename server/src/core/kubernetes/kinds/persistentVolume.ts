// PersistentVolume: is of a class, may be kept for one claim, and finds its credentials in Secrets.
import { type KindFacts, nameAt, named, secretWithNamespace } from './kind.ts';

export const persistentVolume: KindFacts = {
  type: 'PersistentVolume',
  references: [
    nameAt('spec.storageClassName', 'storage.k8s.io/StorageClass', { elsewhere: true }),
    named('spec.claimRef', 'PersistentVolumeClaim', { namespace: 'namespace', elsewhere: true }),
    ...['controllerPublish', 'nodeStage', 'nodePublish', 'controllerExpand', 'nodeExpand'].map((step) =>
      secretWithNamespace(`spec.csi.${step}SecretRef`),
    ),
    ...['cephfs', 'flexVolume', 'iscsi', 'rbd', 'scaleIO', 'storageos'].map((source) =>
      secretWithNamespace(`spec.${source}.secretRef`),
    ),
    nameAt('spec.azureFile.secretName', 'Secret', { namespace: 'secretNamespace' }),
  ],
};
