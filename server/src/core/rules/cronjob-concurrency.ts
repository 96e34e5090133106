// CronJob whose runs may overlap.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const cronjobConcurrency: Rule = {
  id: 'cronjob-concurrency',
  level: 'off',
  profiles: { strict: 'warning' },
  summary: text('CronJob whose runs may overlap', 'CronJob 的多次运行可能重叠'),
  why: text('a slow run then meets the next one', '较慢的一次会与下一次同时运行'),
  remedy: text('set concurrencyPolicy to Forbid or Replace', '将 concurrencyPolicy 设为 Forbid 或 Replace'),
  peers: { datree: ['CRONJOB_MISSING_CONCURRENCYPOLICY_KEY'] },
  bad: `
apiVersion: batch/v1
kind: CronJob
metadata: { name: task }
spec:
  schedule: "0 3 * * *"
  concurrencyPolicy: Allow
#                    ^^^^^
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
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      template:
        spec: { restartPolicy: Never, containers: [{ name: task, image: busybox:1.37 }] }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (target.resource.kind !== 'CronJob') return;
  if ((object(target.resource.object['spec'])['concurrencyPolicy'] ?? 'Allow') !== 'Allow') return;
  yield {
    path: ['spec', 'concurrencyPolicy'],
    message: text(
      'a slow run may meet the next one; set concurrencyPolicy to Forbid or Replace',
      '较慢的一次可能与下一次重叠；请将 concurrencyPolicy 设为 Forbid 或 Replace',
    ),
    fix: {
      title: text('Set concurrencyPolicy: Forbid', '设置 concurrencyPolicy: Forbid'),
      changes: [{ set: ['spec', 'concurrencyPolicy'], to: 'Forbid' }],
    },
  };
}
