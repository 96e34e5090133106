// Role that may enter pods.
import { text } from '../text.ts';
import { items, strings } from './containers.ts';
import { comesWithCluster, grants } from './roles.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const podExec: Rule = {
  id: 'pod-exec',
  level: 'off',
  profiles: { strict: 'warning' },
  summary: text('role that may enter pods', '可进入 Pod 的角色'),
  why: text('who may exec has all that the pod has', '能 exec 即拥有 Pod 的一切'),
  remedy: text('grant it only for a while', '仅临时授予'),
  peers: {
    polaris: ['clusterrolePodExecAttach', 'rolePodExecAttach'],
    datree: ['CONTAINERS_INCORRECT_RESOURCES_VERBS_VALUE'],
    monokle: ['KBP108'],
  },
  bad: `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: r }
rules:
  - apiGroups: [""]
    verbs: [create]
    resources: [pods/exec]
#               ^^^^^^^^^
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

function* check({ resource }: Target): Iterable<Complaint> {
  if (resource.kind !== 'Role' && resource.kind !== 'ClusterRole') return;
  if (comesWithCluster(resource.name)) return;
  for (const [index, rule] of items(resource.object['rules']).entries()) {
    if (!grants(rule, 'verbs', ['create', 'get']) || !grants(rule, 'apiGroups', [''])) continue;
    const at = strings(rule['resources']).findIndex((name) =>
      ['*', 'pods/*', 'pods/exec', 'pods/attach'].includes(name),
    );
    if (at < 0) continue;
    yield {
      path: ['rules', index, 'resources', at],
      message: text(
        'who may exec into a pod has all that the pod has; grant it only for a while',
        '能 exec 进入 Pod 即拥有其一切；请仅临时授予',
      ),
    };
  }
}
