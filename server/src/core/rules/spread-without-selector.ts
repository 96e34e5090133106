// Topology spread that counts no pods.
import { isJsonObject } from '../apiserver/types.ts';
import { text } from '../text.ts';
import { items, specPath } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const spreadWithoutSelector: Rule = {
  id: 'spread-without-selector',
  level: 'hint',
  profiles: { strict: 'warning', 'kube-score': 'warning' },
  summary: text('topology spread that counts no pods', '不统计任何 Pod 的拓扑分布约束'),
  why: text(
    'without a labelSelector it selects no pods, so there is nothing to spread',
    '没有 labelSelector 就选不到 Pod，也就无从分布',
  ),
  remedy: text('select the pods of the template', '选择模板中的 Pod'),
  peers: { 'kube-score': ['pod-topology-spread-constraints'] },
  bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata:
      labels: { app: web }
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
#         ^^^^^^^^^^
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
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
    metadata:
      labels: { app: web }
    spec:
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector: { matchLabels: { app: web } }
      containers: [{ name: web, image: nginx:1.29 }]
`,
  check,
};

function* check({ pod }: Target): Iterable<Complaint> {
  if (!pod) return;
  for (const [index, constraint] of items(pod.spec['topologySpreadConstraints']).entries()) {
    if (isJsonObject(constraint['labelSelector'])) continue;
    const path = [...specPath(pod), 'topologySpreadConstraints', index];
    const hasLabels = Object.keys(pod.labels).length > 0;
    yield {
      path: [...path, 'labelSelector'],
      message: text(
        'this constraint has no labelSelector, so it counts no pods and spreads nothing; select the pods of the template',
        '此约束没有 labelSelector，统计不到 Pod，也不会分布；请选择模板中的 Pod',
      ),
      ...(hasLabels
        ? {
            fix: {
              title: text('Select the pods of this template', '选择此模板的 Pod'),
              changes: [{ set: [...path, 'labelSelector'], to: { matchLabels: { ...pod.labels } } }],
              isSure: true,
            },
          }
        : {}),
    };
  }
}
