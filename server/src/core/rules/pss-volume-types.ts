// Pod Security Standards, restricted: a volume of a type that reaches past the cluster’s own storage.
import { text } from '../text.ts';
import { podSecurityRule } from './podSecurity.ts';

export const pssVolumeTypes = podSecurityRule({
  id: 'pss-volume-types',
  podSecurityCheck: 'restrictedVolumes',
  podSecurityLevel: 'restricted',
  summary: text('a volume of a type that reaches past the cluster’s own storage', '绕过集群存储的卷类型'),
  why: text(
    'such volumes name the node’s files or a storage system directly, with the node’s rights',
    '这类卷以节点的权限直接使用节点文件或存储系统',
  ),
  remedy: text(
    'use a PersistentVolumeClaim, or a volume of the cluster’s own',
    '使用 PersistentVolumeClaim 或集群自有的卷',
  ),
  peers: { monokle: ['PSS201', 'KSV028'], 'pod-security': ['restrictedVolumes'] },
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
    - name: data
      nfs: { server: nfs.example.com, path: / }
#     ^^^
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
    - name: data
      persistentVolumeClaim: { claimName: data }
`,
});
