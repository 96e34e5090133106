// Pod without a priority class.
import { text } from '../text.ts';
import { specPath } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const priorityClassUnset: Rule = {
  id: 'priority-class-unset',
  level: 'off',
  profiles: { 'kube-linter': 'hint' },
  summary: text('pod without a priority class', 'Pod 没有优先级类'),
  why: text('it may be the one that is preempted', '它可能被抢占'),
  remedy: text('set priorityClassName', '设置 priorityClassName'),
  peers: { 'kube-linter': ['priority-class-name'], polaris: ['priorityClassNotSet'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
# ^^^^^^^^^^
    - name: web
      image: nginx:1.29
`,
  good: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  priorityClassName: important
  containers:
    - name: web
      image: nginx:1.29
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (!target.pod || target.pod.spec['priorityClassName'] !== undefined) return;
  yield {
    path: [...specPath(target.pod), 'containers'],
    onKey: true,
    message: text(
      'the pod has no priority class, so others may take its place; set priorityClassName',
      'Pod 没有优先级类，可能被其他 Pod 抢占；请设置 priorityClassName',
    ),
  };
}
