// Pod Security Standards, restricted: runs as user 0.
import { text } from '../text.ts';
import { podSecurityRule } from './podSecurity.ts';

export const pssRunAsUser = podSecurityRule({
  id: 'pss-run-as-user',
  podSecurityCheck: 'runAsUser',
  podSecurityLevel: 'restricted',
  summary: text('runs as user 0', '以用户 0 运行'),
  why: text('user 0 is root, whatever runAsNonRoot says', '无论 runAsNonRoot 如何，用户 0 就是 root'),
  remedy: text('remove runAsUser, or take an id above 0', '去掉 runAsUser，或使用大于 0 的 id'),
  peers: { monokle: ['PSS204'], 'pod-security': ['runAsUser'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    runAsUser: 0
#              ^
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
    runAsUser: 10001
  containers:
    - name: web
      image: nginx:1.29
`,
});
