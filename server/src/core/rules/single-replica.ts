// Workload with one replica.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const singleReplica: Rule = {
  id: 'single-replica',
  level: 'off',
  profiles: { strict: 'warning', 'kube-score': 'warning' },
  summary: text('workload with one replica', '只有一个副本的工作负载'),
  why: text('it is away whenever its node or its pod is', '节点或 Pod 不可用时服务即中断'),
  remedy: text('run two or more', '运行两个或更多副本'),
  peers: {
    'kube-score': ['deployment-replicas'],
    polaris: ['deploymentMissingReplicas'],
    datree: ['DEPLOYMENT_INCORRECT_REPLICAS_VALUE'],
  },
  bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
#           ^
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
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: nginx:1.29 }]
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (target.resource.kind !== 'Deployment' && target.resource.kind !== 'StatefulSet') return;
  const replicas = object(target.resource.object['spec'])['replicas'] ?? 1;
  if (typeof replicas !== 'number' || replicas !== 1) return;
  yield {
    path: ['spec', 'replicas'],
    message: text(
      'one replica is away whenever its node is; run two or more',
      '单副本会随节点一起不可用；请运行两个或更多副本',
    ),
    fix: { title: text('Set replicas: 2', '设置 replicas: 2'), changes: [{ set: ['spec', 'replicas'], to: 2 }] },
  };
}
