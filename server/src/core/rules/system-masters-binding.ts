// Binding of system:masters.
import { text } from '../text.ts';
import { items } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const systemMastersBinding: Rule = {
  id: 'system-masters-binding',
  level: 'hint',
  profiles: { strict: 'warning' },
  summary: text('binding of system:masters', '绑定 system:masters'),
  why: text(
    'the group may do anything already, past every check, so the binding says what cannot be taken back',
    '该组本就可绕过一切检查做任何事，绑定它的权限无法收回',
  ),
  remedy: text('bind a group of your own', '绑定自己的组'),
  peers: { datree: ['CIS_INVALID_VALUE_SYSTEM_MASTERS'] },
  bad: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: b, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: r }
subjects:
  - apiGroup: rbac.authorization.k8s.io
    kind: Group
    name: system:masters
#         ^^^^^^^^^^^^^^
`,
  good: `
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: b, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: r }
subjects:
  - apiGroup: rbac.authorization.k8s.io
    kind: Group
    name: operators
`,
  check,
};

function* check({ resource }: Target): Iterable<Complaint> {
  if (!/^(Cluster)?RoleBinding$/.test(resource.kind) || resource.name === 'cluster-admin') return;
  for (const [index, subject] of items(resource.object['subjects']).entries()) {
    if (subject['kind'] !== 'Group' || subject['name'] !== 'system:masters') continue;
    yield {
      path: ['subjects', index, 'name'],
      message: text(
        '"system:masters" may do anything already and past every check; bind a group of your own, which can be taken back',
        '"system:masters" 本就可绕过一切检查做任何事；请绑定自己的组，以便收回',
      ),
    };
  }
}
