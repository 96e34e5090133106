// StatefulSet without a disruption budget.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';
import { labelSelectorMatches } from './selection.ts';
import { mayShareNamespace } from './target.ts';

export const statefulsetWithoutDisruptionBudget: Rule = {
  id: 'statefulset-without-disruption-budget',
  level: 'off',
  profiles: { strict: 'warning', 'kube-score': 'warning' },
  summary: text('StatefulSet without a disruption budget', '没有中断预算的 StatefulSet'),
  why: text('a drain may take all its pods at once', '排空节点时可能同时失去全部 Pod'),
  remedy: text('add a PodDisruptionBudget', '添加 PodDisruptionBudget'),
  peers: { 'kube-score': ['statefulset-has-poddisruptionbudget'] },
  bad: `
apiVersion: apps/v1
kind: StatefulSet
#     ^^^^^^^^^^^
metadata:
  name: web
spec:
  replicas: 3
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: nginx:1.29 }]
`,
  good: `
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: web
spec:
  replicas: 3
  serviceName: web
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: nginx:1.29 }]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: web } }
`,
  check,
};

function* check({ resource, pod, workspace }: Target): Iterable<Complaint> {
  const replicas = object(resource.object['spec'])['replicas'];
  if (resource.kind !== 'StatefulSet' || !pod || replicas === 0 || replicas === 1) return;
  const protectedByBudget = workspace.ofKind('PodDisruptionBudget').some((budget) => {
    const selector = object(object(budget.object['spec'])['selector']);
    return mayShareNamespace(budget, resource) && labelSelectorMatches(selector, pod.labels);
  });
  if (protectedByBudget) return;
  yield {
    path: ['kind'],
    message: text(
      'no PodDisruptionBudget selects these pods, so a drain may take all of them at once; add one',
      '没有 PodDisruptionBudget 选中这些 Pod，排空节点时可能同时失去全部；请添加',
    ),
  };
}
