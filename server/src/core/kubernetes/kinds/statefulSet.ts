// StatefulSet: claims made from templates are volumes of its pods; a headless Service names them.
import { type KindFacts, nameAt } from './kind.ts';

export const statefulSet: KindFacts = {
  type: 'apps/StatefulSet',
  podTemplate: 'spec.template',
  references: [
    nameAt('spec.serviceName', 'Service'),
    nameAt('spec.volumeClaimTemplates[*].spec.storageClassName', 'storage.k8s.io/StorageClass', { elsewhere: true }),
  ],
  selectors: [{ path: 'spec.selector', form: 'labelSelector', selects: 'pods' }],
  locals: [
    {
      what: 'volume',
      within: '',
      from: ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) => [
        `spec.template.spec.${list}[*].volumeMounts[*].name`,
        `spec.template.spec.${list}[*].volumeDevices[*].name`,
      ]),
      to: ['spec.volumeClaimTemplates[*].metadata.name'],
    },
  ],
};
