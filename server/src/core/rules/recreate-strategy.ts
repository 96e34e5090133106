// Update that stops all pods before it starts new ones.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const recreateStrategy: Rule = {
  id: 'recreate-strategy',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'hint', 'kube-score': 'warning' },
  summary: text('update that stops all pods before it starts new ones', '更新时先停止全部 Pod'),
  why: text('nothing answers between the two', '期间没有 Pod 应答'),
  remedy: text(
    'use RollingUpdate unless two versions must not run together',
    '除非两个版本不能共存，请使用 RollingUpdate',
  ),
  peers: { 'kube-linter': ['no-rolling-update-strategy'], 'kube-score': ['deployment-strategy'] },
  bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  strategy: { type: Recreate }
#                   ^^^^^^^^
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: nginx:1.29 }]
`,
  good: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  strategy: { type: RollingUpdate }
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: nginx:1.29 }]
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (target.resource.kind !== 'Deployment') return;
  if (object(object(target.resource.object['spec'])['strategy'])['type'] !== 'Recreate') return;
  yield {
    path: ['spec', 'strategy', 'type'],
    message: text(
      'Recreate stops all pods before it starts new ones; use RollingUpdate unless two versions must not run together',
      'Recreate 会先停止全部 Pod 再启动新的；除非两个版本不能共存，请使用 RollingUpdate',
    ),
    fix: {
      title: text('Use RollingUpdate', '使用 RollingUpdate'),
      changes: [{ set: ['spec', 'strategy', 'type'], to: 'RollingUpdate' }],
    },
  };
}
