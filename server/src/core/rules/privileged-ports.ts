// Container port below 1024.
import { text } from '../text.ts';
import { containersOf, items } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const privilegedPorts: Rule = {
  id: 'privileged-ports',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'hint' },
  summary: text('container port below 1024', '小于 1024 的容器端口'),
  why: text('only root, or who has NET_BIND_SERVICE, can listen there', '只有 root 或拥有 NET_BIND_SERVICE 才能监听'),
  remedy: text(
    'listen on a port from 1024 on and let the Service keep the low number',
    '监听 1024 及以上端口，由 Service 保留小端口号',
  ),
  peers: { 'kube-linter': ['privileged-ports'], monokle: ['KBP113'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      ports: [{ containerPort: 80 }]
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
      ports: [{ containerPort: 8080 }]
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const { container, path } of containersOf(target)) {
    for (const [index, { containerPort }] of items(container['ports']).entries()) {
      if (typeof containerPort !== 'number' || containerPort >= 1024) continue;
      yield {
        path: [...path, 'ports', index, 'containerPort'],
        message: text(
          `port ${containerPort} needs root or NET_BIND_SERVICE; listen on 1024 or above and let the Service keep ${containerPort}`,
          `端口 ${containerPort} 需要 root 或 NET_BIND_SERVICE；请监听 1024 及以上端口，由 Service 保留 ${containerPort}`,
        ),
      };
    }
  }
}
