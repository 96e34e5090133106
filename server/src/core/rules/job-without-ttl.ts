// Job that stays for ever when it is done.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const jobWithoutTtl: Rule = {
  id: 'job-without-ttl',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'warning' },
  summary: text('Job that stays for ever when it is done', '完成后永久保留的 Job'),
  why: text('finished Jobs and their pods pile up', '已完成的 Job 与 Pod 会越积越多'),
  remedy: text('set ttlSecondsAfterFinished', '设置 ttlSecondsAfterFinished'),
  peers: { 'kube-linter': ['job-ttl-seconds-after-finished'] },
  bad: `
apiVersion: batch/v1
kind: Job
#     ^^^
metadata: { name: task }
spec:
  template:
    spec: { restartPolicy: Never, containers: [{ name: task, image: busybox:1.37 }] }
`,
  good: `
apiVersion: batch/v1
kind: Job
metadata: { name: task }
spec:
  ttlSecondsAfterFinished: 3600
  template:
    spec: { restartPolicy: Never, containers: [{ name: task, image: busybox:1.37 }] }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (target.resource.kind !== 'Job') return;
  if (object(target.resource.object['spec'])['ttlSecondsAfterFinished'] !== undefined) return;
  yield {
    path: ['kind'],
    message: text(
      'this Job stays when it is done; set ttlSecondsAfterFinished',
      '此 Job 完成后会一直保留；请设置 ttlSecondsAfterFinished',
    ),
    fix: {
      title: text('Set ttlSecondsAfterFinished: 3600', '设置 ttlSecondsAfterFinished: 3600'),
      changes: [{ set: ['spec', 'ttlSecondsAfterFinished'], to: 3600 }],
    },
  };
}
