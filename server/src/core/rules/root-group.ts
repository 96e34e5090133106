// Processes in group 0.

import type { JsonObject } from '../apiserver/types.ts';
import { text } from '../text.ts';
import type { Path } from '../yaml/nodes.ts';
import { containersOf, object, specPath } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const rootGroup: Rule = {
  id: 'root-group',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'warning' },
  summary: text('processes in group 0', '以组 0 运行的进程'),
  why: text(
    'files of the image and the node that the root group may write are open to them',
    'root 组可写的镜像与节点文件都对其开放',
  ),
  remedy: text('use a group above 0', '使用大于 0 的组'),
  peers: { 'kube-linter': ['run-as-non-root'], monokle: ['KBP109', 'KSV029'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsGroup: 0
#               ^
    supplementalGroups: [1000, 0]
#                              ^
  containers:
    - name: web
      image: nginx:1.29
`,
  good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsGroup: 10001
  containers:
    - name: web
      image: nginx:1.29
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (!target.pod) return;
  const owners = [
    { path: specPath(target.pod), owner: target.pod.spec },
    ...containersOf(target).map(({ path, container }) => ({ path, owner: container })),
  ];
  for (const { path, owner } of owners) {
    for (const place of rootGroups(object(owner['securityContext']))) {
      yield {
        path: [...path, 'securityContext', ...place],
        message: text(
          'group 0 may write what the root group may, in the image and on volumes of the node; use a group above 0',
          '组 0 可写 root 组可写的一切（镜像内与节点卷上）；请使用大于 0 的组',
        ),
        fix: {
          title: text('Remove group 0', '去掉组 0'),
          changes: [{ remove: [...path, 'securityContext', ...place] }],
        },
      };
    }
  }
}

function rootGroups({ runAsGroup, fsGroup, supplementalGroups }: JsonObject): readonly Path[] {
  const listed = Array.isArray(supplementalGroups) ? supplementalGroups : [];
  return [
    ...(runAsGroup === 0 ? [['runAsGroup']] : []),
    ...(fsGroup === 0 ? [['fsGroup']] : []),
    ...listed.flatMap((group, index) => (group === 0 ? [['supplementalGroups', index]] : [])),
  ];
}
