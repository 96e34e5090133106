// Binding to a role that may enter pods.
import { text } from '../text.ts';
import { boundRules, grants } from './roles.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const podExecBinding: Rule = {
  id: 'pod-exec-binding',
  level: 'off',
  profiles: { strict: 'warning' },
  summary: text('binding to a role that may enter pods', '绑定到可进入 Pod 的角色'),
  why: text('who may exec has all that the pod has', '能 exec 即拥有 Pod 的一切'),
  remedy: text('bind it only for a while', '仅临时绑定'),
  peers: {
    polaris: ['clusterrolebindingPodExecAttach', 'rolebindingClusterRolePodExecAttach', 'rolebindingRolePodExecAttach'],
  },
  bad: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: b, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: r }
#                                                                 ^
subjects: [{ kind: User, name: jane, apiGroup: rbac.authorization.k8s.io }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: r, namespace: shop }
rules: [{ apiGroups: [""], resources: [pods/exec], verbs: [create] }]
`,
  good: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: b, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: r }
subjects: [{ kind: User, name: jane, apiGroup: rbac.authorization.k8s.io }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: r, namespace: shop }
rules: [{ apiGroups: [""], resources: [pods], verbs: [get] }]
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  const enters = boundRules(target).some(
    (rule) =>
      grants(rule, 'apiGroups', ['']) &&
      grants(rule, 'resources', ['pods/exec', 'pods/attach']) &&
      grants(rule, 'verbs', ['create', 'get']),
  );
  if (!enters) return;
  yield {
    path: ['roleRef', 'name'],
    message: text(
      'this role may enter pods, and who may exec has all that the pod has; bind it only for a while',
      '此角色可进入 Pod，能 exec 即拥有 Pod 的一切；请仅临时绑定',
    ),
  };
}
