// Replicas beside an autoscaler.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, RuleResource, Target } from './rule.ts';
import { mayShareNamespace } from './target.ts';

export const hpaAndReplicas: Rule = {
  id: 'hpa-and-replicas',
  level: 'hint',
  profiles: { strict: 'warning', 'kube-score': 'warning' },
  summary: text('replicas beside an autoscaler', '自动扩缩器之外又写了 replicas'),
  why: text(
    'each apply sets the number back, and the autoscaler changes it again',
    '每次 apply 都会重置数量，自动扩缩器又改回',
  ),
  remedy: text('remove replicas', '去掉 replicas'),
  peers: { 'kube-score': ['deployment-targeted-by-hpa-does-not-have-replicas-configured'] },
  bad: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 3
# ^^^^^^^^
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: nginx:1.29 }]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 2
  maxReplicas: 10
`,
  good: `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers: [{ name: web, image: nginx:1.29 }]
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 2
  maxReplicas: 10
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  const { resource, workspace } = target;
  if (!target.pod || object(resource.object['spec'])['replicas'] === undefined) return;
  const scaler = workspace.ofKind('HorizontalPodAutoscaler').find((hpa) => scales(hpa, resource));
  if (!scaler) return;
  yield {
    path: ['spec', 'replicas'],
    onKey: true,
    message: text(
      `HorizontalPodAutoscaler "${scaler.name}" sets the replicas, and each apply of this file sets them back; remove the field`,
      `HorizontalPodAutoscaler "${scaler.name}" 会设置副本数，而每次 apply 此文件都会重置；请去掉该字段`,
    ),
    fix: { title: text('Remove replicas', '去掉 replicas'), changes: [{ remove: ['spec', 'replicas'] }], isSure: true },
  };
}

function scales(hpa: RuleResource, resource: RuleResource): boolean {
  const ref = object(object(hpa.object['spec'])['scaleTargetRef']);
  return mayShareNamespace(hpa, resource) && ref['kind'] === resource.kind && ref['name'] === resource.name;
}
