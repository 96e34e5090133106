// EndpointSlice: a label says whose Service it serves.
import { type KindFacts, nameAt } from './kind.ts';

export const endpointSlice: KindFacts = {
  type: 'discovery.k8s.io/EndpointSlice',
  references: [
    nameAt('metadata.labels[kubernetes.io/service-name]', 'Service'),
    {
      at: 'endpoints[*].targetRef',
      name: 'name',
      namespace: 'namespace',
      to: { kind: 'kind', types: ['Pod', 'Node'] },
      elsewhere: true,
    },
    nameAt('endpoints[*].nodeName', 'Node', { elsewhere: true }),
  ],
};
