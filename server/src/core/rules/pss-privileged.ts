// Pod Security Standards, baseline: privileged.
import { text } from '../text.ts';
import { podSecurityRule } from './podSecurity.ts';

export const pssPrivileged = podSecurityRule({
  id: 'pss-privileged',
  podSecurityCheck: 'privileged',
  podSecurityLevel: 'baseline',
  summary: text('privileged', '特权容器'),
  why: text('a privileged container is root on the node', '特权容器等同于节点上的 root'),
  remedy: text('remove privileged', '去掉 privileged'),
  peers: { monokle: ['PSS103'], 'pod-security': ['privileged'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext:
        privileged: true
#                   ^^^^
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
