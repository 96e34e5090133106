// Container that may run as root.
import { text } from '../text.ts';
import { containersOf, securitySetting } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const runAsNonRoot: Rule = {
  id: 'run-as-non-root',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'warning' },
  summary: text('container that may run as root', '容器可能以 root 运行'),
  why: text('root in a container that breaks out is root on the node', '逃逸的容器 root 就是节点 root'),
  remedy: text('set runAsNonRoot: true', '设置 runAsNonRoot: true'),
  peers: {
    'kube-linter': ['run-as-non-root'],
    polaris: ['runAsRootAllowed'],
    datree: ['CONTAINERS_INCORRECT_RUNASNONROOT_VALUE'],
    monokle: ['KSV012'],
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
      securityContext: { runAsNonRoot: true }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const at of containersOf(target)) {
    const setting = securitySetting(target, at, 'runAsNonRoot');
    if (setting === true || Number(securitySetting(target, at, 'runAsUser') ?? 0) > 0) continue;
    yield {
      path: setting === undefined ? [...at.path, 'name'] : [...at.path, 'securityContext', 'runAsNonRoot'],
      message: text(
        `container "${at.name}" may run as root; set runAsNonRoot to true, or runAsUser to an id above 0`,
        `容器 "${at.name}" 可能以 root 运行；请设置 runAsNonRoot: true，或将 runAsUser 设为大于 0 的 id`,
      ),
      fix: {
        title: text('Set securityContext.runAsNonRoot: true', '设置 securityContext.runAsNonRoot: true'),
        changes: [{ set: [...at.path, 'securityContext', 'runAsNonRoot'], to: true }],
      },
    };
  }
}
