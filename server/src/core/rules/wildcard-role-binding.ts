// Binding to a role that may do anything.
import { text } from '../text.ts';
import { strings } from './containers.ts';
import { boundRules } from './roles.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const wildcardRoleBinding: Rule = {
  id: 'wildcard-role-binding',
  level: 'off',
  profiles: { strict: 'warning' },
  summary: text('binding to a role that may do anything', '绑定到可做任何事的角色'),
  why: text('its subjects own the namespace', '其主体拥有整个命名空间'),
  remedy: text('bind a narrower role', '绑定更小的角色'),
  peers: {
    polaris: ['clusterrolebindingClusterAdmin', 'rolebindingClusterAdminClusterRole', 'rolebindingClusterAdminRole'],
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
rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }]
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
rules: [{ apiGroups: ["*"], resources: ["*"], verbs: [get] }]
`,
  check,
};

const allVerbs = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

function* check(target: Target): Iterable<Complaint> {
  const isOwner = boundRules(target).some((rule) => {
    const verbs = strings(rule['verbs']);
    const isWild = ['apiGroups', 'resources'].every((field) => strings(rule[field]).includes('*'));
    return isWild && (verbs.includes('*') || allVerbs.every((verb) => verbs.includes(verb)));
  });
  if (!isOwner) return;
  yield {
    path: ['roleRef', 'name'],
    message: text(
      'this role may do anything with anything, so its subjects own the namespace; bind a narrower one',
      '此角色可对任何资源做任何操作，其主体拥有整个命名空间；请绑定更小的角色',
    ),
  };
}
