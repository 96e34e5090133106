// CronJob whose Jobs remove themselves.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const cronjobTtl: Rule = {
  id: 'cronjob-ttl',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'warning' },
  summary: text('CronJob whose Jobs remove themselves', 'Job 会自行删除的 CronJob'),
  why: text(
    'the history limits of the CronJob then keep less than they say',
    'CronJob 的历史数量限制将保留得比声明的少',
  ),
  remedy: text(
    'remove ttlSecondsAfterFinished and set the history limits',
    '去掉 ttlSecondsAfterFinished，设置历史数量限制',
  ),
  peers: { 'kube-linter': ['job-ttl-seconds-after-finished'] },
  bad: `
apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly }
spec:
  schedule: "0 3 * * *"
  jobTemplate:
    spec:
      ttlSecondsAfterFinished: 60
#                              ^^
      template:
        spec: { restartPolicy: Never, containers: [{ name: task, image: busybox:1.37 }] }
`,
  good: `
apiVersion: batch/v1
kind: CronJob
metadata: { name: nightly }
spec:
  schedule: "0 3 * * *"
  successfulJobsHistoryLimit: 1
  jobTemplate:
    spec:
      template:
        spec: { restartPolicy: Never, containers: [{ name: task, image: busybox:1.37 }] }
`,
  check,
};

const path = ['spec', 'jobTemplate', 'spec', 'ttlSecondsAfterFinished'];

function* check({ resource }: Target): Iterable<Complaint> {
  if (resource.kind !== 'CronJob') return;
  const template = object(object(resource.object['spec'])['jobTemplate']);
  if (object(template['spec'])['ttlSecondsAfterFinished'] === undefined) return;
  yield {
    path,
    message: text(
      'the Jobs remove themselves after this time, so the history limits of the CronJob keep less than they say; leave it to the limits',
      'Job 会在此时间后自行删除，CronJob 的历史数量限制将保留得更少；请交给历史数量限制',
    ),
    fix: {
      title: text('Remove ttlSecondsAfterFinished', '去掉 ttlSecondsAfterFinished'),
      changes: [{ remove: path }],
    },
  };
}
