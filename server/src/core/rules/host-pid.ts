// Pod in the node’s process namespace.
import { text } from '../text.ts';
import { specPath } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const hostPid: Rule = {
  id: 'host-pid',
  level: 'hint',
  profiles: { strict: 'warning', 'kube-linter': 'warning', 'pss-baseline': 'off', 'pss-restricted': 'off' },
  summary: text('pod in the node’s process namespace', 'Pod 使用节点的进程命名空间'),
  why: text('it sees, and may stop, the node’s processes', '它能看到并可能终止节点进程'),
  remedy: text('remove hostPID', '去掉 hostPID'),
  peers: {
    'kube-linter': ['host-pid'],
    polaris: ['hostPIDSet'],
    datree: ['CONTAINERS_INCORRECT_HOSTPID_VALUE_TRUE'],
    monokle: ['KSV010'],
  },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostPID: true
#          ^^^^
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
  containers:
    - name: web
      image: nginx:1.29
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (target.pod?.spec['hostPID'] !== true) return;
  const path = [...specPath(target.pod), 'hostPID'];
  yield {
    path,
    message: text(
      'hostPID puts the pod into the node’s process namespace: it sees, and may stop, the node’s processes; remove it unless this is what the pod is for',
      'hostPID 使 Pod 进入节点的进程命名空间：它能看到并可能终止节点进程；除非确有必要，请去掉',
    ),
    fix: { title: text('Remove hostPID', '去掉 hostPID'), changes: [{ remove: path }] },
  };
}
