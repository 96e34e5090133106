// ClusterRoleBinding: gives a ClusterRole to subjects everywhere.
import type { KindFacts } from './kind.ts';

export const clusterRoleBinding: KindFacts = {
  type: 'rbac.authorization.k8s.io/ClusterRoleBinding',
  references: [
    {
      at: 'roleRef',
      name: 'name',
      to: { kind: 'kind', types: ['rbac.authorization.k8s.io/ClusterRole'] },
    },
    {
      at: 'subjects[*]',
      name: 'name',
      namespace: 'namespace',
      to: { kind: 'kind', types: ['ServiceAccount'] },
    },
  ],
};
