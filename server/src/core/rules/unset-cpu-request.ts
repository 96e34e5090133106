// Container without a cpu request.
import { text } from '../text.ts';
import { longRunning, object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const unsetCpuRequest: Rule = {
  id: 'unset-cpu-request',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'warning', 'kube-score': 'warning' },
  summary: text('container without a cpu request', '容器没有 cpu 请求'),
  why: text('the scheduler then places it as if it needed nothing', '调度器会当作它不需要资源来放置'),
  remedy: text('set resources.requests.cpu', '设置 resources.requests.cpu'),
  peers: {
    'kube-linter': ['unset-cpu-requirements'],
    'kube-score': ['container-resources'],
    polaris: ['cpuRequestsMissing'],
    datree: ['CONTAINERS_MISSING_CPU_REQUEST_KEY'],
    monokle: ['KBP002', 'KSV015'],
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
          cpu: 100m
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const { container, name, path } of longRunning(target)) {
    const resources = object(container['resources']);
    if (object(resources['requests'])['cpu'] !== undefined || object(resources['limits'])['cpu'] !== undefined)
      continue;
    yield {
      path: [...path, 'resources', 'requests', 'cpu'],
      message: text(
        `container "${name}" has no cpu request: the scheduler then places it as if it needed nothing; set resources.requests.cpu`,
        `容器 "${name}" 没有 cpu 请求：调度器会当作它不需要资源来放置；请设置 resources.requests.cpu`,
      ),
      fix: {
        title: text('Set resources.requests.cpu: 100m', '设置 resources.requests.cpu: 100m'),
        changes: [{ set: [...path, 'resources', 'requests', 'cpu'], to: '100m' }],
      },
    };
  }
}
