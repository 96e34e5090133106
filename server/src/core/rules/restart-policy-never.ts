// Pod that is not started again.
import { text } from '../text.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const restartPolicyNever: Rule = {
  id: 'restart-policy-never',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'hint' },
  summary: text('pod that is not started again', '不会重启的 Pod'),
  why: text('when its process ends, for whatever reason, nobody starts it again', '进程无论因何结束，都不会再被启动'),
  remedy: text('use Always or OnFailure, or make it a Job', '使用 Always 或 OnFailure，或改为 Job'),
  peers: { 'kube-linter': ['restart-policy'] },
  bad: `
apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  restartPolicy: Never
#                ^^^^^
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
  restartPolicy: OnFailure
  containers:
    - name: web
      image: nginx:1.29
`,
  check,
};

function* check({ resource, pod }: Target): Iterable<Complaint> {
  if (resource.kind !== 'Pod' || pod?.spec['restartPolicy'] !== 'Never') return;
  const path = ['spec', 'restartPolicy'];
  yield {
    path,
    message: text(
      'with restartPolicy "Never" nobody starts the pod again when its process ends; use "OnFailure" or "Always", or make it a Job',
      'restartPolicy 为 "Never" 时，进程结束后不会再启动；请使用 "OnFailure" 或 "Always"，或改为 Job',
    ),
    fix: {
      title: text('Set restartPolicy: OnFailure', '设置 restartPolicy: OnFailure'),
      changes: [{ set: path, to: 'OnFailure' }],
    },
  };
}
