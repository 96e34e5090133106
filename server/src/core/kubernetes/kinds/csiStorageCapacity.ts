// CSIStorageCapacity: how much a class has left.
import { type KindFacts, nameAt } from './kind.ts';

export const csiStorageCapacity: KindFacts = {
  type: 'storage.k8s.io/CSIStorageCapacity',
  references: [nameAt('storageClassName', 'storage.k8s.io/StorageClass', { elsewhere: true })],
};
