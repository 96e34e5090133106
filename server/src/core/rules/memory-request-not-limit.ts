// Memory request that differs from its limit.
import { text } from '../text.ts';
import { longRunning, object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const memoryRequestNotLimit: Rule = {
  id: 'memory-request-not-limit',
  level: 'off',
  profiles: { 'kube-score': 'hint' },
  summary: text('memory request that differs from its limit', 'memory 的请求与限制不同'),
  why: text('such a pod is not of QoS class Guaranteed', '这样的 Pod 不属于 Guaranteed 服务质量等级'),
  remedy: text('make them equal', '使两者相等'),
  peers: {
    'kube-score': ['container-resource-requests-equal-limits', 'container-memory-requests-equal-limits'],
    datree: ['EKS_INVALID_MEMORY_REQUEST_LIMIT'],
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
      resources:
        requests:
          memory: 1Gi
        limits:
          memory: 2Gi
#                 ^^^
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
          memory: 1Gi
        limits:
          memory: 1Gi
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const { container, name, path } of longRunning(target)) {
    const resources = object(container['resources']);
    const request = object(resources['requests'])['memory'];
    const limit = object(resources['limits'])['memory'];
    if (request === undefined || String(request) === String(limit)) continue;
    const place = [...path, 'resources', 'limits', 'memory'];
    yield {
      path: place,
      message: text(
        `container "${name}" requests memory ${request} but is limited to ${limit ?? 'nothing'}, so its pod is not Guaranteed; make them equal`,
        `容器 "${name}" 请求 memory ${request}，限制为 ${limit ?? '无'}，因此 Pod 不属于 Guaranteed；请使两者相等`,
      ),
      fix: {
        title: text(`Set the limit to ${request}`, `将限制设为 ${request}`),
        changes: [{ set: place, to: request }],
      },
    };
  }
}
