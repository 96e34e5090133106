// Container without a memory limit.
import { text } from '../text.ts';
import { longRunning, object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const unsetMemoryLimit: Rule = {
  id: 'unset-memory-limit',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'warning', 'kube-score': 'warning' },
  summary: text('container without a memory limit', '容器没有 memory 限制'),
  why: text('a leak in it takes memory from its neighbours', '内存泄漏会侵占同节点的其他容器'),
  remedy: text('set resources.limits.memory', '设置 resources.limits.memory'),
  peers: {
    'kube-linter': ['unset-memory-requirements'],
    'kube-score': ['container-resources'],
    polaris: ['memoryLimitsMissing'],
    datree: ['CONTAINERS_MISSING_MEMORY_LIMIT_KEY'],
    monokle: ['KBP005', 'KSV018'],
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
          memory: 128Mi
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const { container, name, path } of longRunning(target)) {
    const resources = object(container['resources']);
    if (object(resources['limits'])['memory'] !== undefined) continue;
    const limit = object(resources['requests'])['memory'] ?? '128Mi';
    yield {
      path: [...path, 'resources', 'limits', 'memory'],
      message: text(
        `container "${name}" has no memory limit: a leak in it takes memory from its neighbours; set resources.limits.memory`,
        `容器 "${name}" 没有 memory 限制：内存泄漏会侵占同节点的其他容器；请设置 resources.limits.memory`,
      ),
      fix: {
        title: text(`Set resources.limits.memory: ${limit}`, `设置 resources.limits.memory: ${limit}`),
        changes: [{ set: [...path, 'resources', 'limits', 'memory'], to: limit }],
      },
    };
  }
}
