// Container without a seccomp profile.
import { text } from '../text.ts';
import { containersOf, object, securitySetting } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const seccompProfile: Rule = {
  id: 'seccomp-profile',
  level: 'off',
  profiles: { strict: 'warning', 'kube-score': 'hint' },
  summary: text('container without a seccomp profile', '容器没有 seccomp 配置'),
  why: text('it may call any system call of the kernel', '它可以调用任意系统调用'),
  remedy: text('set seccompProfile.type: RuntimeDefault', '设置 seccompProfile.type: RuntimeDefault'),
  peers: {
    'kube-score': ['container-seccomp-profile'],
    datree: ['CONTAINERS_INCORRECT_SECCOMP_PROFILE', 'CIS_INVALID_VALUE_SECCOMP_PROFILE'],
    monokle: ['KSV030'],
  },
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
  containers:
    - name: web
      image: nginx:1.29
      securityContext: { seccompProfile: { type: RuntimeDefault } }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const at of containersOf(target)) {
    const type = object(securitySetting(target, at, 'seccompProfile'))['type'];
    if (type === 'RuntimeDefault' || type === 'Localhost') continue;
    yield {
      path: [...at.path, 'name'],
      message: text(
        `container "${at.name}" may call any system call; set securityContext.seccompProfile.type to RuntimeDefault`,
        `容器 "${at.name}" 可调用任意系统调用；请将 securityContext.seccompProfile.type 设为 RuntimeDefault`,
      ),
      fix: {
        title: text('Set seccompProfile.type: RuntimeDefault', '设置 seccompProfile.type: RuntimeDefault'),
        changes: [{ set: [...at.path, 'securityContext', 'seccompProfile', 'type'], to: 'RuntimeDefault' }],
      },
    };
  }
}
