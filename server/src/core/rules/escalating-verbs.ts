// Role that may give itself more rights.
import { text } from '../text.ts';
import { items, strings } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const escalatingVerbs: Rule = {
  id: 'escalating-verbs',
  level: 'hint',
  profiles: { strict: 'warning' },
  summary: text('role that may give itself more rights', '可为自己增加权限的角色'),
  why: text(
    'bind, escalate and impersonate lead past what the role itself grants',
    'bind、escalate、impersonate 可绕过角色自身的权限',
  ),
  remedy: text('grant what is needed instead', '改为授予真正需要的权限'),
  peers: { datree: ['CIS_INVALID_VALUE_BIND_IMPERSONATE_ESCALATE'] },
  bad: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: r }
rules:
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [clusterroles]
    verbs: [get, escalate]
#                ^^^^^^^^
`,
  good: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: r }
rules:
  - apiGroups: [rbac.authorization.k8s.io]
    resources: [clusterroles]
    verbs: [get]
`,
  check,
};

const escalating = ['bind', 'escalate', 'impersonate'];

function* check({ resource }: Target): Iterable<Complaint> {
  if (resource.kind !== 'Role' && resource.kind !== 'ClusterRole') return;
  for (const [index, rule] of items(resource.object['rules']).entries()) {
    for (const [at, verb] of strings(rule['verbs']).entries()) {
      if (!escalating.includes(verb)) continue;
      yield {
        path: ['rules', index, 'verbs', at],
        message: text(
          `who may "${verb}" can have more rights than this role grants; grant what is needed instead`,
          `能 "${verb}" 的人可获得超出此角色的权限；请改为授予真正需要的权限`,
        ),
      };
    }
  }
}
