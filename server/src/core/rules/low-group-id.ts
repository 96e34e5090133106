// Container with a low group id.
import { text } from '../text.ts';
import { containersOf, securitySetting } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const lowGroupId: Rule = {
  id: 'low-group-id',
  level: 'off',
  profiles: { strict: 'warning', 'kube-score': 'warning' },
  summary: text('container with a low group id', '容器使用较小的组 id'),
  why: text('ids below 10000 may be those of a user of the node', '小于 10000 的 id 可能属于节点上的用户'),
  remedy: text('set runAsGroup to 10000 or more', '将 runAsGroup 设为 10000 或更大'),
  peers: {
    'kube-score': ['container-security-context-user-group-id'],
    datree: ['CONTAINERS_INCORRECT_RUNASGROUP_VALUE_LOWGID'],
    monokle: ['KBP105', 'KSV021'],
  },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext: { runAsGroup: 1000 }
#                                    ^^^^
`,
  good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext: { runAsGroup: 10001 }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const at of containersOf(target)) {
    const setting = securitySetting(target, at, 'runAsGroup');
    if (typeof setting === 'number' && setting >= 10_000) continue;
    yield {
      path: setting === undefined ? [...at.path, 'name'] : [...at.path, 'securityContext', 'runAsGroup'],
      message: text(
        `container "${at.name}" runs with a group id that the node may use too; set runAsGroup to 10000 or more`,
        `容器 "${at.name}" 的组 id 可能与节点上的相同；请将 runAsGroup 设为 10000 或更大`,
      ),
      fix: {
        title: text('Set securityContext.runAsGroup: 10001', '设置 securityContext.runAsGroup: 10001'),
        changes: [{ set: [...at.path, 'securityContext', 'runAsGroup'], to: 10001 }],
      },
    };
  }
}
