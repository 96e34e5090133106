// Pod Security Standards, restricted: may run as root.
import { text } from '../text.ts';
import { podSecurityRule } from './podSecurity.ts';

export const pssRunAsNonRoot = podSecurityRule({
  id: 'pss-run-as-non-root',
  podSecurityCheck: 'runAsNonRoot',
  podSecurityLevel: 'restricted',
  summary: text('may run as root', '可能以 root 运行'),
  why: text('root in a container that breaks out is root on the node', '逃逸的容器 root 就是节点 root'),
  remedy: text('set runAsNonRoot: true in the pod or in each container', '在 Pod 或每个容器上设置 runAsNonRoot: true'),
  peers: { monokle: ['PSS203'], 'pod-security': ['runAsNonRoot'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
#           ^^^
      image: nginx:1.29
`,
  good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsNonRoot: true
  containers:
    - name: web
      image: nginx:1.29
`,
});
