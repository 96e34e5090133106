// Pod Security Standards, baseline: a process of the Windows node.
import { text } from '../text.ts';
import { podSecurityRule } from './podSecurity.ts';

export const pssWindowsHost = podSecurityRule({
  id: 'pss-windows-host',
  podSecurityCheck: 'windowsHostProcess',
  podSecurityLevel: 'baseline',
  summary: text('a process of the Windows node', '作为 Windows 节点进程运行'),
  why: text('such a container has the node’s own rights', '这样的容器拥有节点自身的权限'),
  remedy: text('remove hostProcess', '去掉 hostProcess'),
  peers: {
    polaris: ['hostProcess'],
    datree: ['EKS_INVALID_HOSTPROCESS_VALUE'],
    monokle: ['PSS101'],
    'pod-security': ['windowsHostProcess'],
  },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostNetwork: true
  securityContext:
    windowsOptions:
      hostProcess: true
#                  ^^^^
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
