// Ephemeral-storage request that differs from its limit.
import { text } from '../text.ts';
import { longRunning, object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const ephemeralStorageRequestNotLimit: Rule = {
  id: 'ephemeral-storage-request-not-limit',
  level: 'off',
  profiles: { 'kube-score': 'hint' },
  summary: text('ephemeral-storage request that differs from its limit', 'ephemeral-storage 的请求与限制不同'),
  why: text('such a pod is not of QoS class Guaranteed', '这样的 Pod 不属于 Guaranteed 服务质量等级'),
  remedy: text('make them equal', '使两者相等'),
  peers: { 'kube-score': ['container-ephemeral-storage-request-equals-limit'] },
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
          ephemeral-storage: 1Gi
        limits:
          ephemeral-storage: 2Gi
#                            ^^^
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
          ephemeral-storage: 1Gi
        limits:
          ephemeral-storage: 1Gi
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const { container, name, path } of longRunning(target)) {
    const resources = object(container['resources']);
    const request = object(resources['requests'])['ephemeral-storage'];
    const limit = object(resources['limits'])['ephemeral-storage'];
    if (request === undefined || String(request) === String(limit)) continue;
    const place = [...path, 'resources', 'limits', 'ephemeral-storage'];
    yield {
      path: place,
      message: text(
        `container "${name}" requests ephemeral-storage ${request} but is limited to ${limit ?? 'nothing'}, so its pod is not Guaranteed; make them equal`,
        `容器 "${name}" 请求 ephemeral-storage ${request}，限制为 ${limit ?? '无'}，因此 Pod 不属于 Guaranteed；请使两者相等`,
      ),
      fix: {
        title: text(`Set the limit to ${request}`, `将限制设为 ${request}`),
        changes: [{ set: place, to: request }],
      },
    };
  }
}
