// Pod Security Standards, restricted: may gain more privileges than it was started with.
import { text } from '../text.ts';
import { podSecurityRule } from './podSecurity.ts';

export const pssPrivilegeEscalation = podSecurityRule({
  id: 'pss-privilege-escalation',
  podSecurityCheck: 'allowPrivilegeEscalation',
  podSecurityLevel: 'restricted',
  summary: text('may gain more privileges than it was started with', '可获得比启动时更多的特权'),
  why: text('a setuid program in the image then makes root of any user', '镜像中的 setuid 程序可让任何用户变成 root'),
  remedy: text('set allowPrivilegeEscalation: false', '设置 allowPrivilegeEscalation: false'),
  peers: { monokle: ['PSS202'], 'pod-security': ['allowPrivilegeEscalation'] },
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
    - name: log
      image: busybox:1.37
      securityContext:
        allowPrivilegeEscalation: true
#                                 ^^^^
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
      securityContext:
        allowPrivilegeEscalation: false
`,
});
