// Pod Security Standards, baseline: a capability beyond the default ones.
import { text } from '../text.ts';
import { podSecurityRule } from './podSecurity.ts';

export const pssCapabilities = podSecurityRule({
  id: 'pss-capabilities',
  podSecurityCheck: 'capabilities_baseline',
  podSecurityLevel: 'baseline',
  isReplaced: true,
  summary: text('a capability beyond the default ones', '添加了默认集合以外的 capability'),
  why: text('such a capability reaches out of the container', '这样的 capability 能影响到容器之外'),
  remedy: text('remove it', '去掉'),
  peers: { datree: ['EKS_INVALID_CAPABILITIES_EKS'], monokle: ['PSS104'], 'pod-security': ['capabilities_baseline'] },
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
        capabilities:
          add: [CHOWN, SYS_ADMIN]
#                      ^^^^^^^^^
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
        capabilities:
          add: [CHOWN]
`,
});
