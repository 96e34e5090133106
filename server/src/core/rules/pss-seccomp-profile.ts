// Pod Security Standards, baseline: a seccomp profile that allows every system call.
import { text } from '../text.ts';
import { podSecurityRule } from './podSecurity.ts';

export const pssSeccompProfile = podSecurityRule({
  id: 'pss-seccomp-profile',
  podSecurityCheck: 'seccompProfile_baseline',
  podSecurityLevel: 'baseline',
  isReplaced: true,
  summary: text('a seccomp profile that allows every system call', '允许所有系统调用的 seccomp 配置'),
  why: text(
    'most breakouts need a system call that the runtime’s profile refuses',
    '多数逃逸都需要运行时配置会拒绝的系统调用',
  ),
  remedy: text('take RuntimeDefault or Localhost', '使用 RuntimeDefault 或 Localhost'),
  peers: { monokle: ['PSS110'], 'pod-security': ['seccompProfile_baseline'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    seccompProfile:
      type: Unconfined
#           ^^^^^^^^^^
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
  securityContext:
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: web
      image: nginx:1.29
`,
});
