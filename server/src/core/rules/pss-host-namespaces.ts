// Pod Security Standards, baseline: a namespace shared with the node.
import { text } from '../text.ts';
import { podSecurityRule } from './podSecurity.ts';

export const pssHostNamespaces = podSecurityRule({
  id: 'pss-host-namespaces',
  podSecurityCheck: 'hostNamespaces',
  podSecurityLevel: 'baseline',
  summary: text('a namespace shared with the node', '与节点共享命名空间'),
  why: text(
    'the pod then sees and reaches the node’s network, processes or memory',
    'Pod 因此能看到并触及节点的网络、进程或内存',
  ),
  remedy: text('remove it', '去掉'),
  peers: { monokle: ['PSS102'], 'pod-security': ['hostNamespaces'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostNetwork: true
#              ^^^^
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
});
