// Pod Security Standards, baseline: a port of the node.
import { text } from '../text.ts';
import { podSecurityRule } from './podSecurity.ts';

export const pssHostPorts = podSecurityRule({
  id: 'pss-host-ports',
  podSecurityCheck: 'hostPorts',
  podSecurityLevel: 'baseline',
  summary: text('a port of the node', '占用节点端口'),
  why: text(
    'it opens the node to the network, and no NetworkPolicy holds for it',
    '它把节点暴露给网络，NetworkPolicy 对它无效',
  ),
  remedy: text('remove hostPort and use a Service', '去掉 hostPort，改用 Service'),
  peers: { monokle: ['PSS106'], 'pod-security': ['hostPorts'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      ports:
        - containerPort: 80
          hostPort: 80
#                   ^^
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
      ports:
        - containerPort: 80
`,
});
