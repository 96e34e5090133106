// Container whose processes may gain privileges.
import { text } from '../text.ts';
import { type ContainerAt, containersOf, mustEscalate, object } from './containers.ts';
import type { Complaint, ComplaintFix, Rule, Target } from './rule.ts';

export const privilegeEscalation: Rule = {
  id: 'privilege-escalation',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'warning' },
  summary: text('container whose processes may gain privileges', '容器进程可提升权限'),
  why: text(
    'a set-uid program gives them more rights than the container was given',
    'set-uid 程序可获得超出容器授予的权限',
  ),
  remedy: text('set allowPrivilegeEscalation: false', '设置 allowPrivilegeEscalation: false'),
  peers: {
    'kube-linter': ['privilege-escalation-container'],
    polaris: ['privilegeEscalationAllowed'],
    datree: ['CONTAINERS_MISSING_KEY_ALLOWPRIVILEGEESCALATION'],
    monokle: ['KSV001'],
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
      securityContext: { allowPrivilegeEscalation: false }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const at of containersOf(target)) {
    const setting = object(at.container['securityContext'])['allowPrivilegeEscalation'];
    if (setting === false) continue;
    yield {
      path: setting === undefined ? [...at.path, 'name'] : [...at.path, 'securityContext', 'allowPrivilegeEscalation'],
      message: text(
        `container "${at.name}" lets its processes gain privileges; set allowPrivilegeEscalation to false`,
        `容器 "${at.name}" 允许进程提升权限；请将 allowPrivilegeEscalation 设为 false`,
      ),
      ...(mustEscalate(at.container['securityContext']) ? {} : { fix: fixOf(at) }),
    };
  }
}

function fixOf({ path }: ContainerAt): ComplaintFix {
  return {
    title: text(
      'Set securityContext.allowPrivilegeEscalation: false',
      '设置 securityContext.allowPrivilegeEscalation: false',
    ),
    changes: [{ set: [...path, 'securityContext', 'allowPrivilegeEscalation'], to: false }],
  };
}
