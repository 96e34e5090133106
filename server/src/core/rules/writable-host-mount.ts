// Folder of the node that a container can write.
import { text } from '../text.ts';
import { containersOf, items, string } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const writableHostMount: Rule = {
  id: 'writable-host-mount',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'hint' },
  summary: text('folder of the node that a container can write', '容器可写节点目录'),
  why: text('it can change files of the node and of its neighbours', '它可更改节点与邻居的文件'),
  remedy: text('set readOnly: true on the mount', '在挂载上设置 readOnly: true'),
  peers: { 'kube-linter': ['writable-host-mount'], datree: ['EKS_INVALID_HOSTPATH_MOUNT_READONLY_VALUE'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes: [{ name: v, hostPath: { path: /var/log } }]
  containers:
    - name: web
      image: nginx:1.29
      volumeMounts: [{ name: v, mountPath: /v }]
#                                          ^^
`,
  good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  volumes: [{ name: v, hostPath: { path: /var/log } }]
  containers:
    - name: web
      image: nginx:1.29
      volumeMounts: [{ name: v, mountPath: /v, readOnly: true }]
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  const onNode = new Set(
    items(target.pod?.spec['volumes'])
      .filter((v) => v['hostPath'] !== undefined)
      .map((v) => v['name']),
  );
  for (const { container, path } of containersOf(target)) {
    for (const [index, mount] of items(container['volumeMounts']).entries()) {
      if (!onNode.has(mount['name']) || mount['readOnly'] === true) continue;
      yield {
        path: [...path, 'volumeMounts', index, 'mountPath'],
        message: text(
          `mount "${string(mount['mountPath']) ?? ''}" lets the container write to the node; set readOnly to true`,
          `挂载 "${string(mount['mountPath']) ?? ''}" 允许容器写入节点；请将 readOnly 设为 true`,
        ),
        fix: {
          title: text('Set readOnly: true', '设置 readOnly: true'),
          changes: [{ set: [...path, 'volumeMounts', index, 'readOnly'], to: true }],
        },
      };
    }
  }
}
