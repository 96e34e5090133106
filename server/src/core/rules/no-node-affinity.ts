// Pod that any node may run.
import { text } from '../text.ts';
import { object, specPath } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const noNodeAffinity: Rule = {
  id: 'no-node-affinity',
  level: 'off',
  profiles: { 'kube-linter': 'hint' },
  summary: text('pod that any node may run', '任何节点都可运行的 Pod'),
  why: text('in a mixed cluster it may land where it cannot work', '在异构集群中可能落到不适合的节点'),
  remedy: text('add nodeAffinity or a nodeSelector', '添加 nodeAffinity 或 nodeSelector'),
  peers: { 'kube-linter': ['no-node-affinity'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
# ^^^^^^^^^^
    - name: web
      image: nginx:1.29
`,
  good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  nodeSelector: { kubernetes.io/os: linux }
  containers:
    - name: web
      image: nginx:1.29
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (!target.pod) return;
  const { affinity, nodeSelector } = target.pod.spec;
  if (nodeSelector !== undefined || object(affinity)['nodeAffinity'] !== undefined) return;
  yield {
    path: [...specPath(target.pod), 'containers'],
    onKey: true,
    message: text(
      'any node may run this pod; add nodeAffinity or a nodeSelector',
      '任何节点都可运行此 Pod；请添加 nodeAffinity 或 nodeSelector',
    ),
  };
}
