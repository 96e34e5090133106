// Autoscaler of a workload that is not here.
import { didYouMean } from '../schema/didYouMean.ts';
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';
import { refersTo } from './selection.ts';
import { mayShareNamespace } from './target.ts';

export const hpaTargetMissing: Rule = {
  id: 'hpa-target-missing',
  level: 'hint',
  profiles: { strict: 'warning', 'kube-linter': 'hint', 'kube-score': 'warning' },
  summary: text('autoscaler of a workload that is not here', '自动扩缩的目标不存在'),
  why: text('it scales nothing', '它不会扩缩任何东西'),
  remedy: text('name a workload of this namespace', '指向同命名空间中的工作负载'),
  peers: {
    'kube-linter': ['dangling-horizontalpodautoscaler'],
    'kube-score': ['horizontalpodautoscaler-has-target'],
    kubevious: ['hpa-scale-target-ref'],
  },
  bad: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  maxReplicas: 10
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: wed }
#                                                                ^^^
---
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
`,
  good: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 2
  maxReplicas: 10
---
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
`,
  check,
};

function* check({ resource, workspace }: Target): Iterable<Complaint> {
  if (resource.kind !== 'HorizontalPodAutoscaler') return;
  const reference = object(object(resource.object['spec'])['scaleTargetRef']);
  const candidates = workspace.ofKind(String(reference['kind'])).filter((other) => mayShareNamespace(other, resource));
  if (candidates.length === 0 || candidates.some((other) => refersTo(reference, other))) return;
  const names = candidates.map((other) => `"${other.name}"`).join(', ');
  const path = ['spec', 'scaleTargetRef', 'name'];
  const [meant] = didYouMean(
    String(reference['name']),
    candidates.map((other) => other.name),
  );
  yield {
    path,
    ...(meant === undefined
      ? {}
      : { fix: { title: text(`Change to "${meant}"`, `改为 "${meant}"`), changes: [{ set: path, to: meant }] } }),
    message: text(
      `no ${String(reference['kind'])} "${String(reference['name'])}" in this workspace; there is ${names}`,
      `工作区中没有 ${String(reference['kind'])} "${String(reference['name'])}"；现有 ${names}`,
    ),
  };
}
