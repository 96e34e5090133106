// Pod Security Standards, baseline: SELinux options that loosen the confinement.
import { text } from '../text.ts';
import { podSecurityRule } from './podSecurity.ts';

export const pssSelinuxOptions = podSecurityRule({
  id: 'pss-selinux-options',
  podSecurityCheck: 'seLinuxOptions',
  podSecurityLevel: 'baseline',
  summary: text('SELinux options that loosen the confinement', '放宽限制的 SELinux 选项'),
  why: text('another user, role or type may leave the container’s domain', '其他 user、role 或 type 可能离开容器的域'),
  remedy: text('remove them', '去掉'),
  peers: {
    datree: [
      'EKS_INVALID_SELINUXOPTIONS_TYPE_VALUE',
      'EKS_INVALID_SELINUXOPTIONS_USER_VALUE',
      'EKS_INVALID_SELINUXOPTIONS_ROLE_VALUE',
    ],
    monokle: ['PSS108', 'KSV025'],
    'pod-security': ['seLinuxOptions'],
  },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  securityContext:
    seLinuxOptions:
      type: spc_t
#           ^^^^^
      user: system_u
#           ^^^^^^^^
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
    seLinuxOptions:
      type: container_t
  containers:
    - name: web
      image: nginx:1.29
`,
});
