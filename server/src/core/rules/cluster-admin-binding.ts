// Binding to cluster-admin.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const clusterAdminBinding: Rule = {
  id: 'cluster-admin-binding',
  level: 'hint',
  profiles: { strict: 'warning', 'kube-linter': 'hint' },
  summary: text('binding to cluster-admin', '绑定到 cluster-admin'),
  why: text('its subjects may do anything, everywhere', '其主体可在任何地方做任何事'),
  remedy: text('bind a narrower role', '绑定更小的角色'),
  peers: {
    'kube-linter': ['cluster-admin-role-binding'],
    polaris: ['clusterrolebindingClusterAdmin', 'rolebindingClusterAdminClusterRole'],
    datree: ['CIS_INVALID_ROLE_CLUSTER_ADMIN'],
  },
  bad: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: b }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
#                                                                        ^^^^^^^^^^^^^
subjects: [{ kind: ServiceAccount, name: ci, namespace: ci }]
`,
  good: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: b }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view }
subjects: [{ kind: ServiceAccount, name: ci, namespace: ci }]
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (target.resource.kind !== 'ClusterRoleBinding' && target.resource.kind !== 'RoleBinding') return;
  if (object(target.resource.object['roleRef'])['name'] !== 'cluster-admin') return;
  yield {
    path: ['roleRef', 'name'],
    message: text(
      'the subjects may do anything, everywhere; bind a narrower role',
      '其主体可在任何地方做任何事；请绑定更小的角色',
    ),
  };
}
