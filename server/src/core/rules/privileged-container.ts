// Privileged container.
import { text } from '../text.ts';
import { containersOf, object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const privilegedContainer: Rule = {
  id: 'privileged-container',
  level: 'hint',
  profiles: {
    strict: 'warning',
    'kube-linter': 'warning',
    'kube-score': 'warning',
    'pss-baseline': 'off',
    'pss-restricted': 'off',
  },
  summary: text('privileged container', '特权容器'),
  why: text('it can do on the node whatever root can', '它在节点上拥有 root 的全部能力'),
  remedy: text('drop privileged, and add the capabilities it needs', '去掉 privileged，只添加所需的 capabilities'),
  peers: {
    'kube-linter': ['privileged-container'],
    'kube-score': ['container-security-context-privileged'],
    polaris: ['runAsPrivileged'],
    datree: ['CONTAINERS_INCORRECT_PRIVILEGED_VALUE_TRUE'],
    monokle: ['KSV017'],
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
      securityContext: { privileged: true }
#                                    ^^^^
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
      securityContext: { privileged: false }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  for (const at of containersOf(target)) {
    const setting = object(at.container['securityContext'])['privileged'];
    if (setting !== true) continue;
    yield {
      path: setting === undefined ? [...at.path, 'name'] : [...at.path, 'securityContext', 'privileged'],
      message: text(
        `container "${at.name}" is privileged: it can do on the node whatever root can; add only the capabilities that it needs`,
        `容器 "${at.name}" 是特权容器：在节点上拥有 root 的全部能力；请只添加所需的 capabilities`,
      ),
      fix: {
        title: text('Set securityContext.privileged: false', '设置 securityContext.privileged: false'),
        changes: [{ set: [...at.path, 'securityContext', 'privileged'], to: false }],
      },
    };
  }
}
