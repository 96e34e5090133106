// Secret: others name its keys.
import { type KindFacts, nameAt } from './kind.ts';

export const secret: KindFacts = {
  type: 'Secret',
  references: [nameAt('metadata.annotations[kubernetes.io/service-account.name]', 'ServiceAccount')],
  members: [
    { path: 'data', by: 'key', isSecret: true },
    { path: 'stringData', by: 'key', isSecret: true },
  ],
};
