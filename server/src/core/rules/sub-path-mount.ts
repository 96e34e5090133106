// Mount of a part of a volume.
import { text } from '../text.ts';
import { containersOf, items } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const subPathMount: Rule = {
  id: 'sub-path-mount',
  level: 'off',
  summary: text('mount of a part of a volume', '只挂载卷的一部分'),
  why: text(
    'what subPath mounts is not updated, and has let containers out to the node (CVE-2021-25741)',
    'subPath 挂载的内容不会更新，且曾使容器能访问节点文件（CVE-2021-25741）',
  ),
  remedy: text('mount the whole volume, or use items', '挂载整个卷，或使用 items'),
  peers: { datree: ['CONTAINER_CVE2021_25741_INCORRECT_SUBPATH_KEY'] },
  bad: `
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
          subPath: web
#                  ^^^
  volumes: [{ name: data, emptyDir: {} }]
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
  volumes: [{ name: data, emptyDir: {} }]
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const { container, path } of containersOf(target)) {
    for (const [index, mount] of items(container['volumeMounts']).entries()) {
      const field = ['subPath', 'subPathExpr'].find((name) => mount[name] !== undefined && mount[name] !== '');
      if (field === undefined) continue;
      yield {
        path: [...path, 'volumeMounts', index, field],
        message: text(
          `"${field}" mounts a part of the volume: it is not updated when the volume is, and has let containers out to the node; mount the whole volume, or use items`,
          `"${field}" 只挂载卷的一部分：卷更新时它不会更新，且曾使容器能访问节点文件；请挂载整个卷，或使用 items`,
        ),
      };
    }
  }
}
