// Replicas that nothing spreads.
import { text } from '../text.ts';
import { items, specPath } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const noTopologySpread: Rule = {
  id: 'no-topology-spread',
  level: 'off',
  summary: text('replicas that nothing spreads', '没有分布约束的副本'),
  why: text('they may all stand in one zone, or on one node', '它们可能都在同一可用区或同一节点'),
  remedy: text('add topologySpreadConstraints', '添加 topologySpreadConstraints'),
  peers: { polaris: ['topologySpreadConstraint'] },
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
#   ^^^^
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
          topologyKey: topology.kubernetes.io/zone
          whenUnsatisfiable: ScheduleAnyway
          labelSelector: { matchLabels: { app: web } }
      containers: [{ name: web, image: nginx:1.29 }]
`,
  check,
};

function* check({ resource, pod }: Target): Iterable<Complaint> {
  if (!pod || /Job$/.test(resource.kind) || items(pod.spec['topologySpreadConstraints']).length > 0) return;
  const path = [...specPath(pod), 'topologySpreadConstraints'];
  const constraint = {
    maxSkew: 1,
    topologyKey: 'topology.kubernetes.io/zone',
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: { ...pod.labels } },
  };
  yield {
    path,
    message: text(
      'nothing spreads these pods, so one lost zone may take them all; add topologySpreadConstraints',
      '没有约束分布这些 Pod，失去一个可用区可能全部失去；请添加 topologySpreadConstraints',
    ),
    fix: {
      title: text('Spread the pods over zones', '将 Pod 分布到各可用区'),
      changes: [{ append: path, item: constraint }],
    },
  };
}
