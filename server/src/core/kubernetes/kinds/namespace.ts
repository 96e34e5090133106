// Namespace: every namespaced object names one.
import type { KindFacts } from './kind.ts';

export const namespace: KindFacts = {
  type: 'Namespace',
  provided: [/^(default|kube-system|kube-public|kube-node-lease)$/],
};
