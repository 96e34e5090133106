// CronJob without a starting deadline.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const cronjobWithoutDeadline: Rule = {
  id: 'cronjob-without-deadline',
  level: 'off',
  profiles: { strict: 'warning', 'kube-score': 'warning' },
  summary: text('CronJob without a starting deadline', 'CronJob 没有启动期限'),
  why: text(
    'after a long pause of the controller it may start late runs, or give up after 100 missed ones',
    '控制器长时间暂停后可能补跑，或在错过 100 次后放弃',
  ),
  remedy: text('set startingDeadlineSeconds', '设置 startingDeadlineSeconds'),
  peers: { 'kube-score': ['cronjob-has-deadline'], datree: ['CRONJOB_MISSING_STARTINGDEADLINESECOND_KEY'] },
  bad: `
apiVersion: batch/v1
kind: CronJob
#     ^^^^^^^
metadata: { name: task }
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      template:
        spec: { restartPolicy: Never, containers: [{ name: task, image: busybox:1.37 }] }
`,
  good: `
apiVersion: batch/v1
kind: CronJob
metadata: { name: task }
spec:
  schedule: "0 3 * * *"
  startingDeadlineSeconds: 300
  jobTemplate:
    spec:
      template:
        spec: { restartPolicy: Never, containers: [{ name: task, image: busybox:1.37 }] }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (target.resource.kind !== 'CronJob') return;
  if (object(target.resource.object['spec'])['startingDeadlineSeconds'] !== undefined) return;
  yield {
    path: ['kind'],
    message: text(
      'this CronJob may start runs that are long overdue; set startingDeadlineSeconds',
      '此 CronJob 可能补跑早已过期的任务；请设置 startingDeadlineSeconds',
    ),
    fix: {
      title: text('Set startingDeadlineSeconds: 300', '设置 startingDeadlineSeconds: 300'),
      changes: [{ set: ['spec', 'startingDeadlineSeconds'], to: 300 }],
    },
  };
}
