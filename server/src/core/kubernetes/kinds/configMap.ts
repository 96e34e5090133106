// ConfigMap: others name its keys.
import type { KindFacts } from './kind.ts';

export const configMap: KindFacts = {
  type: 'ConfigMap',
  members: [
    { path: 'data', by: 'key' },
    { path: 'binaryData', by: 'key' },
  ],
  provided: [/^kube-root-ca\.crt$/],
};
