// Pod in the node’s IPC namespace.
import { text } from '../text.ts';
import { specPath } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const hostIpc: Rule = {
  id: 'host-ipc',
  level: 'hint',
  profiles: { strict: 'warning', 'kube-linter': 'warning', 'pss-baseline': 'off', 'pss-restricted': 'off' },
  summary: text('pod in the node’s IPC namespace', 'Pod 使用节点的IPC 命名空间'),
  why: text('it can read the shared memory of the node’s processes', '它可以读取节点进程的共享内存'),
  remedy: text('remove hostIPC', '去掉 hostIPC'),
  peers: {
    'kube-linter': ['host-ipc'],
    polaris: ['hostIPCSet'],
    datree: ['CONTAINERS_INCORRECT_HOSTIPC_VALUE_TRUE'],
    monokle: ['KSV008'],
  },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostIPC: true
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
  if (target.pod?.spec['hostIPC'] !== true) return;
  const path = [...specPath(target.pod), 'hostIPC'];
  yield {
    path,
    message: text(
      'hostIPC puts the pod into the node’s IPC namespace: it can read the shared memory of the node’s processes; remove it unless this is what the pod is for',
      'hostIPC 使 Pod 进入节点的IPC 命名空间：它可以读取节点进程的共享内存；除非确有必要，请去掉',
    ),
    fix: { title: text('Remove hostIPC', '去掉 hostIPC'), changes: [{ remove: path }] },
  };
}
