// ServiceAccount: carries Secrets for its pods.
import { type KindFacts, named } from './kind.ts';

export const serviceAccount: KindFacts = {
  type: 'ServiceAccount',
  references: [
    named('secrets[*]', 'Secret', { elsewhere: true }),
    named('imagePullSecrets[*]', 'Secret', { elsewhere: true }),
  ],
  provided: [/^default$/],
};
