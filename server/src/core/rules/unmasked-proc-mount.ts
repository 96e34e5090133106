// Container that sees the node’s /proc unmasked.
import { text } from '../text.ts';
import { containersOf, object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const unmaskedProcMount: Rule = {
  id: 'unmasked-proc-mount',
  level: 'hint',
  profiles: { strict: 'warning', 'kube-linter': 'hint', 'pss-baseline': 'off', 'pss-restricted': 'off' },
  summary: text('container that sees the node’s /proc unmasked', '容器可见未屏蔽的 /proc'),
  why: text('it can read and change settings of the kernel', '它可以读取和更改内核设置'),
  remedy: text('leave procMount at Default', '保持 procMount 为 Default'),
  peers: { 'kube-linter': ['unsafe-proc-mount'], polaris: ['procMount'], monokle: ['KSV027'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      securityContext: { procMount: Unmasked }
#                                   ^^^^^^^^
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
      securityContext: { procMount: Default }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const at of containersOf(target)) {
    const setting = object(at.container['securityContext'])['procMount'];
    if (setting !== 'Unmasked') continue;
    yield {
      path: setting === undefined ? [...at.path, 'name'] : [...at.path, 'securityContext', 'procMount'],
      message: text(
        `container "${at.name}" has an unmasked /proc: it can change settings of the kernel; leave procMount at Default`,
        `容器 "${at.name}" 的 /proc 未屏蔽：可更改内核设置；请保持 procMount 为 Default`,
      ),
      fix: {
        title: text('Set securityContext.procMount: Default', '设置 securityContext.procMount: Default'),
        changes: [{ set: [...at.path, 'securityContext', 'procMount'], to: 'Default' }],
      },
    };
  }
}
