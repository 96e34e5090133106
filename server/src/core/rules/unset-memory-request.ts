// Container without a memory request.
import { text } from '../text.ts';
import { longRunning, object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const unsetMemoryRequest: Rule = {
  id: 'unset-memory-request',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'warning', 'kube-score': 'warning' },
  summary: text('container without a memory request', '容器没有 memory 请求'),
  why: text('it is the first to go when the node runs short', '节点内存不足时它会最先被驱逐'),
  remedy: text('set resources.requests.memory', '设置 resources.requests.memory'),
  peers: {
    'kube-linter': ['unset-memory-requirements'],
    'kube-score': ['container-resources'],
    polaris: ['memoryRequestsMissing'],
    datree: ['CONTAINERS_MISSING_MEMORY_REQUEST_KEY'],
    monokle: ['KBP004', 'KSV016'],
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
        requests:
          memory: 128Mi
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const { container, name, path } of longRunning(target)) {
    const resources = object(container['resources']);
    if (object(resources['requests'])['memory'] !== undefined || object(resources['limits'])['memory'] !== undefined)
      continue;
    yield {
      path: [...path, 'resources', 'requests', 'memory'],
      message: text(
        `container "${name}" has no memory request: it is the first to go when the node runs short; set resources.requests.memory`,
        `容器 "${name}" 没有 memory 请求：节点内存不足时它会最先被驱逐；请设置 resources.requests.memory`,
      ),
      fix: {
        title: text('Set resources.requests.memory: 128Mi', '设置 resources.requests.memory: 128Mi'),
        changes: [{ set: [...path, 'resources', 'requests', 'memory'], to: '128Mi' }],
      },
    };
  }
}
