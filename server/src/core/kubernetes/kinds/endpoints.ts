// Endpoints: belong to the Service of the same name.
import { type KindFacts, nameAt } from './kind.ts';

export const endpoints: KindFacts = {
  type: 'Endpoints',
  references: [
    nameAt('metadata.name', 'Service', { elsewhere: true }),
    {
      at: 'subsets[*].addresses[*].targetRef',
      name: 'name',
      namespace: 'namespace',
      to: { kind: 'kind', types: ['Pod', 'Node'] },
      elsewhere: true,
    },
  ],
};
