// Container with a writable root filesystem.
import { text } from '../text.ts';
import { containersOf, object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const writableRootFilesystem: Rule = {
  id: 'writable-root-filesystem',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'warning', 'kube-score': 'warning' },
  summary: text('container with a writable root filesystem', '容器根文件系统可写'),
  why: text('what breaks in can change the program', '入侵者可以修改程序'),
  remedy: text(
    'set readOnlyRootFilesystem: true and mount an emptyDir where it writes',
    '设置 readOnlyRootFilesystem: true，并在需要写入处挂载 emptyDir',
  ),
  peers: {
    'kube-linter': ['no-read-only-root-fs'],
    'kube-score': ['container-security-context-readonlyrootfilesystem'],
    polaris: ['notReadOnlyRootFilesystem'],
    datree: ['CONTAINERS_INCORRECT_READONLYROOTFILESYSTEM_VALUE'],
    monokle: ['KBP102', 'KSV014'],
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
      securityContext: { readOnlyRootFilesystem: true }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const at of containersOf(target)) {
    const setting = object(at.container['securityContext'])['readOnlyRootFilesystem'];
    if (setting === true) continue;
    yield {
      path: setting === undefined ? [...at.path, 'name'] : [...at.path, 'securityContext', 'readOnlyRootFilesystem'],
      message: text(
        `container "${at.name}" can write to its root filesystem; set readOnlyRootFilesystem to true and mount an emptyDir where it writes`,
        `容器 "${at.name}" 可写根文件系统；请设置 readOnlyRootFilesystem: true，并在写入处挂载 emptyDir`,
      ),
      fix: {
        title: text(
          'Set securityContext.readOnlyRootFilesystem: true',
          '设置 securityContext.readOnlyRootFilesystem: true',
        ),
        changes: [{ set: [...at.path, 'securityContext', 'readOnlyRootFilesystem'], to: true }],
      },
    };
  }
}
