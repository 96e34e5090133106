// Certificate (cert-manager): signed by an issuer, kept in a Secret.
import { type KindFacts, nameAt } from './kind.ts';

export const certificate: KindFacts = {
  type: 'cert-manager.io/Certificate',
  isCustom: true,
  references: [
    {
      at: 'spec.issuerRef',
      name: 'name',
      to: { kind: 'kind', types: ['cert-manager.io/Issuer', 'cert-manager.io/ClusterIssuer'], otherwise: 'Issuer' },
      elsewhere: true,
    },
    nameAt('spec.secretName', 'Secret', { elsewhere: true }),
  ],
};
