// Pod in the node’s network.
import { text } from '../text.ts';
import { specPath } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const hostNetwork: Rule = {
  id: 'host-network',
  level: 'hint',
  profiles: { strict: 'warning', 'kube-linter': 'warning', 'pss-baseline': 'off', 'pss-restricted': 'off' },
  summary: text('pod in the node’s network', 'Pod 使用节点的网络'),
  why: text(
    'no NetworkPolicy holds for it, and its ports are the node’s',
    'NetworkPolicy 对它无效，其端口就是节点端口',
  ),
  remedy: text('remove hostNetwork', '去掉 hostNetwork'),
  peers: {
    'kube-linter': ['host-network'],
    polaris: ['hostNetworkSet'],
    datree: ['CONTAINERS_INCORRECT_HOSTNETWORK_VALUE_TRUE'],
    monokle: ['KSV009'],
  },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostNetwork: true
#              ^^^^
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
  if (target.pod?.spec['hostNetwork'] !== true) return;
  const path = [...specPath(target.pod), 'hostNetwork'];
  yield {
    path,
    message: text(
      'hostNetwork puts the pod into the node’s network: no NetworkPolicy holds for it, and its ports are the node’s; remove it unless this is what the pod is for',
      'hostNetwork 使 Pod 进入节点的网络：NetworkPolicy 对它无效，其端口就是节点端口；除非确有必要，请去掉',
    ),
    fix: { title: text('Remove hostNetwork', '去掉 hostNetwork'), changes: [{ remove: path }] },
  };
}
