// Role that reads Secrets.
import { text } from '../text.ts';
import { items, strings } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const accessToSecrets: Rule = {
  id: 'access-to-secrets',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'hint' },
  summary: text('role that reads Secrets', '可读取 Secret 的角色'),
  why: text('one Secret is often the key to more', '一个 Secret 往往能打开更多'),
  remedy: text('grant single Secrets by resourceNames', '用 resourceNames 授予单个 Secret'),
  peers: { 'kube-linter': ['access-to-secrets'], datree: ['CIS_INVALID_VERB_SECRETS'] },
  bad: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: r }
rules:
  - apiGroups: [""]
    verbs: [get]
    resources: [secrets]
#               ^^^^^^^
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
    const verbs = strings(grant['verbs']);
    if (!verbs.some((verb) => ['get', 'list', 'watch', '*'].includes(verb))) continue;
    const at = strings(grant['resources']).indexOf('secrets');
    if (at < 0) continue;
    yield {
      path: ['rules', index, 'resources', at],
      message: text(
        'this role reads every Secret of its scope; name single ones in resourceNames',
        '此角色可读取范围内所有 Secret；请用 resourceNames 指定',
      ),
    };
  }
}
