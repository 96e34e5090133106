// ExternalSecret: what a store holds, as a Secret.
import { type KindFacts, nameAt } from './kind.ts';

export const externalSecret: KindFacts = {
  type: 'external-secrets.io/ExternalSecret',
  isCustom: true,
  references: [
    {
      at: 'spec.secretStoreRef',
      name: 'name',
      to: {
        kind: 'kind',
        types: ['external-secrets.io/SecretStore', 'external-secrets.io/ClusterSecretStore'],
        otherwise: 'SecretStore',
      },
      elsewhere: true,
    },
    nameAt('spec.target.name', 'Secret', { elsewhere: true }),
  ],
};
