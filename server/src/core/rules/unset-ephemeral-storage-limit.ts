// Container without a ephemeral-storage limit.
import { text } from '../text.ts';
import { longRunning, object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const unsetEphemeralStorageLimit: Rule = {
  id: 'unset-ephemeral-storage-limit',
  level: 'off',
  profiles: { 'kube-score': 'warning' },
  summary: text('container without a ephemeral-storage limit', '容器没有 ephemeral-storage 限制'),
  why: text('its logs and scratch files may fill the disk of the node', '日志与临时文件可能占满节点磁盘'),
  remedy: text('set resources.limits.ephemeral-storage', '设置 resources.limits.ephemeral-storage'),
  peers: { 'kube-score': ['container-ephemeral-storage-request-and-limit'] },
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
          ephemeral-storage: 1Gi
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const { container, name, path } of longRunning(target)) {
    const resources = object(container['resources']);
    if (object(resources['limits'])['ephemeral-storage'] !== undefined) continue;
    const limit = object(resources['requests'])['ephemeral-storage'] ?? '1Gi';
    yield {
      path: [...path, 'resources', 'limits', 'ephemeral-storage'],
      message: text(
        `container "${name}" has no ephemeral-storage limit: its logs and scratch files may fill the disk of the node; set resources.limits.ephemeral-storage`,
        `容器 "${name}" 没有 ephemeral-storage 限制：日志与临时文件可能占满节点磁盘；请设置 resources.limits.ephemeral-storage`,
      ),
      fix: {
        title: text(
          `Set resources.limits.ephemeral-storage: ${limit}`,
          `设置 resources.limits.ephemeral-storage: ${limit}`,
        ),
        changes: [{ set: [...path, 'resources', 'limits', 'ephemeral-storage'], to: limit }],
      },
    };
  }
}
