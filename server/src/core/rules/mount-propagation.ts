// Mount that reaches the node.
import { text } from '../text.ts';
import { containersOf, items } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const mountPropagation: Rule = {
  id: 'mount-propagation',
  level: 'off',
  profiles: { strict: 'warning' },
  summary: text('mount that reaches the node', '会传播到节点的挂载'),
  why: text(
    'what the container mounts there appears on the node, and in other pods',
    '容器在其中的挂载会出现在节点和其他 Pod 中',
  ),
  remedy: text('remove mountPropagation, or use HostToContainer', '去掉 mountPropagation，或使用 HostToContainer'),
  peers: { monokle: ['KBP115'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext: { privileged: true }
      volumeMounts:
        - name: data
          mountPath: /data
          mountPropagation: Bidirectional
#                           ^^^^^^^^^^^^^
  volumes: [{ name: data, hostPath: { path: /data } }]
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
      volumeMounts:
        - name: data
          mountPath: /data
          mountPropagation: HostToContainer
  volumes: [{ name: data, hostPath: { path: /data } }]
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const { container, path } of containersOf(target)) {
    for (const [index, mount] of items(container['volumeMounts']).entries()) {
      if (mount['mountPropagation'] !== 'Bidirectional') continue;
      const place = [...path, 'volumeMounts', index, 'mountPropagation'];
      yield {
        path: place,
        message: text(
          'with "Bidirectional", what the container mounts appears on the node and in other pods; remove it unless this is what the pod is for',
          '"Bidirectional" 使容器的挂载出现在节点和其他 Pod 中；除非确有必要，请去掉',
        ),
        fix: {
          title: text('Remove mountPropagation', '去掉 mountPropagation'),
          changes: [{ remove: place }],
        },
      };
    }
  }
}
