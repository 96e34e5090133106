// RBAC rule with a wildcard.
import { text } from '../text.ts';
import { items, strings } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const wildcardInRules: Rule = {
  id: 'wildcard-in-rules',
  level: 'hint',
  profiles: { strict: 'warning', 'kube-linter': 'hint' },
  summary: text('RBAC rule with a wildcard', '含通配符的 RBAC 规则'),
  why: text('it also grants what will only be added later', '它也会授予今后新增的权限'),
  remedy: text('list what is needed', '列出所需内容'),
  peers: { 'kube-linter': ['wildcard-in-rules'], datree: ['CIS_INVALID_WILDCARD_ROLE'] },
  bad: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: r }
rules:
  - apiGroups: [""]
    resources: [pods]
    verbs: ["*"]
#           ^^^
`,
  good: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: r }
rules:
  - apiGroups: [""]
    resources: [pods]
    verbs: [get]
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (target.resource.kind !== 'Role' && target.resource.kind !== 'ClusterRole') return;
  for (const [index, grant] of items(target.resource.object['rules']).entries()) {
    for (const field of ['apiGroups', 'resources', 'verbs']) {
      const star = strings(grant[field]).indexOf('*');
      if (star < 0) continue;
      yield {
        path: ['rules', index, field, star],
        message: text(
          `"*" in ${field} also grants what is added later; list what is needed`,
          `${field} 中的 "*" 也会授予今后新增的权限；请列出所需内容`,
        ),
      };
    }
  }
}
