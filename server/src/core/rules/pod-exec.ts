// Role that may enter pods.
import { text } from '../text.ts';
import { items, strings } from './containers.ts';
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

function* check(target: Target): Iterable<Complaint> {
  if (target.resource.kind !== 'Role' && target.resource.kind !== 'ClusterRole') return;
  for (const [index, grant] of items(target.resource.object['rules']).entries()) {
    const verbs = strings(grant['verbs']);
    if (!verbs.some((verb) => verb === 'create' || verb === 'get' || verb === '*')) continue;
    const at = strings(grant['resources']).findIndex(
      (resource) => resource === 'pods/exec' || resource === 'pods/attach',
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
