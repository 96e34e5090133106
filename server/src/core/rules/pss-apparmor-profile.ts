// Pod Security Standards, baseline: an AppArmor profile that confines nothing.
import { text } from '../text.ts';
import { podSecurityRule } from './podSecurity.ts';

export const pssApparmorProfile = podSecurityRule({
  id: 'pss-apparmor-profile',
  podSecurityCheck: 'appArmorProfile',
  podSecurityLevel: 'baseline',
  summary: text('an AppArmor profile that confines nothing', 'AppArmor 配置不做任何限制'),
  why: text(
    'unconfined, the container may do on the node whatever its user may',
    '不受限的容器可在节点上做其用户能做的一切',
  ),
  remedy: text('take RuntimeDefault or Localhost', '使用 RuntimeDefault 或 Localhost'),
  peers: { monokle: ['PSS107', 'KSV002'], 'pod-security': ['appArmorProfile'] },
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
        appArmorProfile:
          type: Unconfined
#               ^^^^^^^^^^
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
        appArmorProfile:
          type: RuntimeDefault
`,
});
