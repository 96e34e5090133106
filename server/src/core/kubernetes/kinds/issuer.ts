// Issuer (cert-manager): signs with what Secrets of its namespace hold.
import { type KindFacts, nameAt, named } from './kind.ts';

export const issuer: KindFacts = {
  type: 'cert-manager.io/Issuer',
  isCustom: true,
  references: [
    nameAt('spec.ca.secretName', 'Secret', { elsewhere: true }),
    named('spec.acme.privateKeySecretRef', 'Secret', { elsewhere: true }),
    named('spec.vault.auth.tokenSecretRef', 'Secret', { elsewhere: true }),
  ],
};
