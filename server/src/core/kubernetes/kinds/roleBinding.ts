// RoleBinding: gives a Role or ClusterRole to subjects in its namespace.
import type { KindFacts } from './kind.ts';

export const roleBinding: KindFacts = {
  type: 'rbac.authorization.k8s.io/RoleBinding',
  references: [
    {
      at: 'roleRef',
      name: 'name',
      to: { kind: 'kind', types: ['rbac.authorization.k8s.io/Role', 'rbac.authorization.k8s.io/ClusterRole'] },
    },
    {
      at: 'subjects[*]',
      name: 'name',
      namespace: 'namespace',
      to: { kind: 'kind', types: ['ServiceAccount'] },
    },
  ],
};
