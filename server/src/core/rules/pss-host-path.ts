// Pod Security Standards, baseline: a volume of the node’s own files.
import { text } from '../text.ts';
import { podSecurityRule } from './podSecurity.ts';

export const pssHostPath = podSecurityRule({
  id: 'pss-host-path',
  podSecurityCheck: 'hostPathVolumes',
  podSecurityLevel: 'baseline',
  isReplaced: true,
  summary: text('a volume of the node’s own files', '使用节点文件的卷'),
  why: text('who can write the node’s files controls the node', '能写节点文件就能控制节点'),
  remedy: text('use another kind of volume', '改用其他类型的卷'),
  peers: {
    polaris: ['hostPathSet'],
    datree: ['CONTAINERS_INCORRECT_KEY_HOSTPATH'],
    monokle: ['PSS105', 'KSV023'],
    'pod-security': ['hostPathVolumes'],
  },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
  volumes:
    - name: logs
      hostPath: { path: /var/log }
#     ^^^^^^^^
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
  volumes:
    - name: logs
      emptyDir: {}
`,
});
