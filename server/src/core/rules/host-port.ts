// Container port that is opened on the node.
import { text } from '../text.ts';
import { containersOf, items } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const hostPort: Rule = {
  id: 'host-port',
  level: 'hint',
  profiles: { strict: 'warning', 'pss-baseline': 'off', 'pss-restricted': 'off' },
  summary: text('container port that is opened on the node', '容器端口开放在节点上'),
  why: text(
    'only one such pod fits on a node, and no Service is asked',
    '每个节点只能放一个这样的 Pod，且绕过 Service',
  ),
  remedy: text('use a Service', '使用 Service'),
  peers: { polaris: ['hostPortSet'], datree: ['CONTAINERS_INCORRECT_KEY_HOSTPORT'], monokle: ['KSV024'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      ports: [{ containerPort: 80, hostPort: 80 }]
#                                            ^^
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
      ports: [{ containerPort: 80 }]
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (target.pod?.spec['hostNetwork'] === true) return;
  for (const { container, path } of containersOf(target)) {
    for (const [index, port] of items(container['ports']).entries()) {
      if (!port['hostPort']) continue;
      const at = [...path, 'ports', index, 'hostPort'];
      yield {
        path: at,
        message: text(
          `hostPort ${port['hostPort']} leaves room for one such pod on a node; use a Service instead`,
          `hostPort ${port['hostPort']} 使每个节点只能放一个这样的 Pod；请改用 Service`,
        ),
        fix: { title: text('Remove hostPort', '去掉 hostPort'), changes: [{ remove: at }] },
      };
    }
  }
}
