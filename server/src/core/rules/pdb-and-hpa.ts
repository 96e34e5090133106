// Budget that the autoscaler’s minimum cannot satisfy.
import { text } from '../text.ts';
import { oneAtATimeInstead } from './budgets.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';
import { refersTo, selected } from './selection.ts';

export const pdbAndHpa: Rule = {
  id: 'pdb-and-hpa',
  level: 'hint',
  profiles: { strict: 'warning' },
  summary: text('budget that the autoscaler’s minimum cannot satisfy', '自动扩缩下限无法满足的预算'),
  why: text(
    'at the minimum no pod may be evicted, and nodes cannot be drained',
    '在下限时不能驱逐任何 Pod，节点无法排空',
  ),
  remedy: text('keep minAvailable below minReplicas', '使 minAvailable 小于 minReplicas'),
  peers: { polaris: ['pdbMinAvailableGreaterThanHPAMinReplicas'] },
  bad: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  minAvailable: 2
#               ^
  selector: { matchLabels: { app: web } }
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
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  minAvailable: 1
  selector: { matchLabels: { app: web } }
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

function* check({ resource, workspace }: Target): Iterable<Complaint> {
  if (resource.kind !== 'PodDisruptionBudget') return;
  const { minAvailable, selector } = object(resource.object['spec']);
  if (typeof minAvailable !== 'number') return;
  const { pods } = selected(workspace, resource, object(selector));
  for (const { resource: owner } of pods) {
    const scaler = workspace
      .ofKind('HorizontalPodAutoscaler')
      .find((hpa) => refersTo(object(hpa.object['spec'])['scaleTargetRef'], owner));
    const least = scaler ? (object(scaler.object['spec'])['minReplicas'] ?? 1) : undefined;
    if (typeof least !== 'number' || minAvailable < least) continue;
    yield {
      path: ['spec', 'minAvailable'],
      fix: oneAtATimeInstead,
      message: text(
        `HorizontalPodAutoscaler "${scaler?.name}" may go down to ${least}, and then no pod may be evicted; keep minAvailable below that`,
        `HorizontalPodAutoscaler "${scaler?.name}" 可能降到 ${least}，届时无法驱逐任何 Pod；请使 minAvailable 更小`,
      ),
    };
  }
}
