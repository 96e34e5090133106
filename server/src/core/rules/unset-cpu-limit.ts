// Container without a cpu limit.
import { text } from '../text.ts';
import { longRunning, object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const unsetCpuLimit: Rule = {
  id: 'unset-cpu-limit',
  level: 'off',
  profiles: { 'kube-score': 'warning' },
  summary: text('container without a cpu limit', '容器没有 cpu 限制'),
  why: text(
    'it may use all idle CPU of the node, which is often what one wants',
    '它可以使用节点的全部空闲 CPU，这往往正是所需',
  ),
  remedy: text('set resources.limits.cpu', '设置 resources.limits.cpu'),
  peers: {
    'kube-score': ['container-resources'],
    polaris: ['cpuLimitsMissing'],
    datree: ['CONTAINERS_MISSING_CPU_LIMIT_KEY'],
    monokle: ['KBP003', 'KSV011'],
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
      resources: {}
#     ^^^^^^^^^
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
        limits:
          cpu: "1"
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const { container, name, path } of longRunning(target)) {
    const resources = object(container['resources']);
    if (object(resources['limits'])['cpu'] !== undefined) continue;
    const limit = object(resources['requests'])['cpu'] ?? '1';
    yield {
      path: [...path, 'resources', 'limits', 'cpu'],
      message: text(
        `container "${name}" has no cpu limit: it may use all idle CPU of the node, which is often what one wants; set resources.limits.cpu`,
        `容器 "${name}" 没有 cpu 限制：它可以使用节点的全部空闲 CPU，这往往正是所需；请设置 resources.limits.cpu`,
      ),
      fix: {
        title: text(`Set resources.limits.cpu: ${limit}`, `设置 resources.limits.cpu: ${limit}`),
        changes: [{ set: [...path, 'resources', 'limits', 'cpu'], to: limit }],
      },
    };
  }
}
