// Pod Security Standards, restricted: capabilities that are not all dropped.
import { text } from '../text.ts';
import { podSecurityRule } from './podSecurity.ts';

export const pssDropAllCapabilities = podSecurityRule({
  id: 'pss-drop-all-capabilities',
  podSecurityCheck: 'capabilities_restricted',
  podSecurityLevel: 'restricted',
  summary: text('capabilities that are not all dropped', '没有去除全部 capabilities'),
  why: text(
    'a web server needs none, and what it does not have nobody can abuse',
    '一般服务一个也不需要；没有的就不会被滥用',
  ),
  remedy: text('drop ALL and add at most NET_BIND_SERVICE', 'drop ALL，最多只添加 NET_BIND_SERVICE'),
  peers: { monokle: ['PSS206'], 'pod-security': ['capabilities_restricted'] },
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
        capabilities:
          drop: [ALL]
          add: [CHOWN]
#               ^^^^^
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
          drop: [ALL]
          add: [NET_BIND_SERVICE]
`,
});
