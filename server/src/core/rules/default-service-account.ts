// Pod with the namespace’s default ServiceAccount.
import { text } from '../text.ts';
import { specPath } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const defaultServiceAccount: Rule = {
  id: 'default-service-account',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'hint' },
  summary: text('pod with the namespace’s default ServiceAccount', 'Pod 使用命名空间的默认 ServiceAccount'),
  why: text('rights given to it are given to every pod of the namespace', '授予它的权限会给到命名空间内所有 Pod'),
  remedy: text('give the pod a ServiceAccount of its own', '为 Pod 指定专用的 ServiceAccount'),
  peers: { 'kube-linter': ['default-service-account'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  serviceAccountName: default
#                     ^^^^^^^
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
  serviceAccountName: web
  containers:
    - name: web
      image: nginx:1.29
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (!target.pod) return;
  const spec = target.pod.spec;
  if ((spec['serviceAccountName'] ?? 'default') !== 'default' || spec['automountServiceAccountToken'] === false) return;
  yield {
    path: [...specPath(target.pod), 'serviceAccountName'],
    message: text(
      'the pod shares the ServiceAccount "default" with its whole namespace; give it one of its own',
      'Pod 与整个命名空间共享 ServiceAccount "default"；请为它指定专用账号',
    ),
  };
}
