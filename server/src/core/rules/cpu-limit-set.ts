// Container with a cpu limit.
import { text } from '../text.ts';
import { containersOf, object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const cpuLimitSet: Rule = {
  id: 'cpu-limit-set',
  level: 'off',
  summary: text('container with a cpu limit', '设置了 cpu 限制的容器'),
  why: text(
    'it is slowed down at its limit although the node has cpu to spare',
    '即使节点有空闲 cpu，到达限制后也会被限速',
  ),
  remedy: text('remove the limit and keep the request', '去掉限制，保留请求'),
  peers: { datree: ['EKS_INVALID_CPU_LIMIT'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      resources:
        requests: { cpu: 100m }
        limits: { cpu: "1", memory: 1Gi }
#                      ^^^
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
      resources:
        requests: { cpu: 100m }
        limits: { memory: 1Gi }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const { container, name, path } of containersOf(target)) {
    if (object(object(container['resources'])['limits'])['cpu'] === undefined) continue;
    const limit = [...path, 'resources', 'limits', 'cpu'];
    yield {
      path: limit,
      message: text(
        `container "${name}" is slowed down at this limit although the node may have cpu to spare; remove it and keep the request`,
        `即使节点有空闲 cpu，容器 "${name}" 到达此限制后也会被限速；请去掉限制，保留请求`,
      ),
      fix: { title: text('Remove the cpu limit', '去掉 cpu 限制'), changes: [{ remove: limit }] },
    };
  }
}
