// Pod Security Standards, baseline: an unmasked /proc.
import { text } from '../text.ts';
import { podSecurityRule } from './podSecurity.ts';

export const pssProcMount = podSecurityRule({
  id: 'pss-proc-mount',
  podSecurityCheck: 'procMount',
  podSecurityLevel: 'baseline',
  isReplaced: true,
  summary: text('an unmasked /proc', '未屏蔽的 /proc'),
  why: text('the masks keep the kernel’s settings from the container', '屏蔽可防止容器触及内核设置'),
  remedy: text('remove procMount', '去掉 procMount'),
  peers: { monokle: ['PSS109'], 'pod-security': ['procMount'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  hostUsers: true
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
  containers:
    - name: web
      image: nginx:1.29
      securityContext:
        procMount: Default
`,
});
