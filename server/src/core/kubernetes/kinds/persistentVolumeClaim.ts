// PersistentVolumeClaim: asks a class for storage, or one volume by name.
import { type KindFacts, nameAt } from './kind.ts';

export const persistentVolumeClaim: KindFacts = {
  type: 'PersistentVolumeClaim',
  references: [
    nameAt('spec.storageClassName', 'storage.k8s.io/StorageClass', { elsewhere: true }),
    nameAt('spec.volumeName', 'PersistentVolume', { elsewhere: true }),
    nameAt('spec.volumeAttributesClassName', 'storage.k8s.io/VolumeAttributesClass', { elsewhere: true }),
    {
      at: 'spec.dataSource',
      name: 'name',
      to: { kind: 'kind', types: ['PersistentVolumeClaim', 'snapshot.storage.k8s.io/VolumeSnapshot'] },
      elsewhere: true,
    },
    {
      at: 'spec.dataSourceRef',
      name: 'name',
      namespace: 'namespace',
      to: { kind: 'kind', types: ['PersistentVolumeClaim', 'snapshot.storage.k8s.io/VolumeSnapshot'] },
      elsewhere: true,
    },
  ],
  selectors: [{ path: 'spec.selector', form: 'labelSelector', selects: 'objects' }],
};
