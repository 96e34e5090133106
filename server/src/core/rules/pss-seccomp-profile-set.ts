// Pod Security Standards, restricted: no seccomp profile, or one that allows every system call.
import { text } from '../text.ts';
import { podSecurityRule } from './podSecurity.ts';

export const pssSeccompProfileSet = podSecurityRule({
  id: 'pss-seccomp-profile-set',
  podSecurityCheck: 'seccompProfile_restricted',
  podSecurityLevel: 'restricted',
  summary: text('no seccomp profile, or one that allows every system call', '没有 seccomp 配置，或其允许所有系统调用'),
  why: text(
    'most breakouts need a system call that the runtime’s profile refuses',
    '多数逃逸都需要运行时配置会拒绝的系统调用',
  ),
  remedy: text(
    'set seccompProfile.type: RuntimeDefault in the pod or in each container',
    '在 Pod 或每个容器上设置 seccompProfile.type: RuntimeDefault',
  ),
  peers: { monokle: ['PSS205'], 'pod-security': ['seccompProfile_restricted'] },
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
    seccompProfile:
      type: RuntimeDefault
  containers:
    - name: web
      image: nginx:1.29
`,
});
