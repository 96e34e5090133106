// StorageClass: its driver finds credentials in Secrets named by parameters.
import { type KindFacts, nameAt } from './kind.ts';

const steps = ['provisioner', 'controller-publish', 'node-stage', 'node-publish', 'controller-expand', 'node-expand'];

export const storageClass: KindFacts = {
  type: 'storage.k8s.io/StorageClass',
  references: steps.map((step) =>
    nameAt(`parameters[csi.storage.k8s.io/${step}-secret-name]`, 'Secret', {
      namespace: `[csi.storage.k8s.io/${step}-secret-namespace]`,
      elsewhere: true,
    }),
  ),
};
