// Pod Security Standards, baseline: a kernel parameter that is not safe to set.
import { text } from '../text.ts';
import { podSecurityRule } from './podSecurity.ts';

export const pssSysctls = podSecurityRule({
  id: 'pss-sysctls',
  podSecurityCheck: 'sysctls',
  podSecurityLevel: 'baseline',
  summary: text('a kernel parameter that is not safe to set', '不安全的内核参数'),
  why: text('it acts on other pods of the node, or on the node itself', '它会影响节点上的其他 Pod 或节点本身'),
  remedy: text('remove it', '去掉'),
  peers: { monokle: ['PSS111'], 'pod-security': ['sysctls'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    sysctls:
      - name: kernel.msgmax
#             ^^^^^^^^^^^^^
        value: "65536"
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
    sysctls:
      - name: net.ipv4.tcp_syncookies
        value: "1"
  containers:
    - name: web
      image: nginx:1.29
`,
});
