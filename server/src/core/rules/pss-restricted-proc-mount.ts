// Pod Security Standards, restricted: an unmasked /proc.
import { text } from '../text.ts';
import { podSecurityRule } from './podSecurity.ts';

export const pssRestrictedProcMount = podSecurityRule({
  id: 'pss-restricted-proc-mount',
  podSecurityCheck: 'procMount_restricted',
  podSecurityLevel: 'restricted',
  summary: text('an unmasked /proc', '未屏蔽的 /proc'),
  why: text(
    'the masks keep the kernel’s settings from the container, also in a user namespace',
    '屏蔽可防止容器触及内核设置，在用户命名空间中亦然',
  ),
  remedy: text('remove procMount', '去掉 procMount'),
  peers: { 'pod-security': ['procMount_restricted'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostUsers: false
  containers:
    - name: web
      image: nginx:1.29
      securityContext:
        procMount: Unmasked
#                  ^^^^^^^^
`,
  good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostUsers: false
  containers:
    - name: web
      image: nginx:1.29
`,
});
