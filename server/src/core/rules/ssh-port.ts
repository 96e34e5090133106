// Container that listens for SSH.
import { text } from '../text.ts';
import { containersOf, items } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const sshPort: Rule = {
  id: 'ssh-port',
  level: 'hint',
  profiles: { strict: 'warning', 'kube-linter': 'warning' },
  summary: text('container that listens for SSH', '容器监听 SSH'),
  why: text('kubectl exec does the same with the cluster’s own accounts', 'kubectl exec 以集群账号即可做到'),
  remedy: text('remove the SSH server', '去掉 SSH 服务'),
  peers: { 'kube-linter': ['ssh-port'], monokle: ['KBP110'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      ports: [{ containerPort: 22 }]
#                              ^^
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
      ports: [{ containerPort: 2222 }]
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const { container, name, path } of containersOf(target)) {
    for (const [index, port] of items(container['ports']).entries()) {
      if (port['containerPort'] !== 22 || (port['protocol'] ?? 'TCP') !== 'TCP') continue;
      yield {
        path: [...path, 'ports', index, 'containerPort'],
        message: text(
          `container "${name}" listens for SSH, a second door beside kubectl exec; remove the SSH server`,
          `容器 "${name}" 监听 SSH，等于在 kubectl exec 之外另开一扇门；请去掉 SSH 服务`,
        ),
        fix: { title: text('Remove this port', '去掉此端口'), changes: [{ remove: [...path, 'ports', index] }] },
      };
    }
  }
}
