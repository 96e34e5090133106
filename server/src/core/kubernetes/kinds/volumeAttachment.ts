// VolumeAttachment: a volume at a node.
import { type KindFacts, nameAt } from './kind.ts';

export const volumeAttachment: KindFacts = {
  type: 'storage.k8s.io/VolumeAttachment',
  references: [
    nameAt('spec.source.persistentVolumeName', 'PersistentVolume', { elsewhere: true }),
    nameAt('spec.nodeName', 'Node', { elsewhere: true }),
  ],
};
