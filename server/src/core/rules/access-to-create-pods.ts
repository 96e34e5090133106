// Role that creates pods.
import { text } from '../text.ts';
import { items, strings } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const accessToCreatePods: Rule = {
  id: 'access-to-create-pods',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'hint' },
  summary: text('role that creates pods', '可创建 Pod 的角色'),
  why: text(
    'a pod may mount any Secret and use any ServiceAccount of its namespace',
    'Pod 可挂载命名空间内任何 Secret、使用任何 ServiceAccount',
  ),
  remedy: text('let a controller create the pods', '由控制器来创建 Pod'),
  peers: { 'kube-linter': ['access-to-create-pods'], datree: ['CIS_INVALID_VALUE_CREATE_POD'], monokle: ['KBP107'] },
  bad: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: r }
rules:
  - apiGroups: [""]
    verbs: [create]
    resources: [pods]
#               ^^^^
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
    if (!verbs.some((verb) => verb === 'create' || verb === '*')) continue;
    const at = strings(grant['resources']).indexOf('pods');
    if (at < 0) continue;
    yield {
      path: ['rules', index, 'resources', at],
      message: text(
        'who creates pods can use every Secret and ServiceAccount of the namespace; let a controller create them',
        '能创建 Pod 即可使用命名空间内所有 Secret 与 ServiceAccount；请由控制器创建',
      ),
    };
  }
}
