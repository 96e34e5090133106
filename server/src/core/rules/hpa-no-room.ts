// Autoscaler that cannot scale.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const hpaNoRoom: Rule = {
  id: 'hpa-no-room',
  level: 'hint',
  profiles: { strict: 'warning' },
  summary: text('autoscaler that cannot scale', '无法扩缩的自动扩缩器'),
  why: text('minReplicas and maxReplicas are the same', 'minReplicas 与 maxReplicas 相同'),
  remedy: text('raise maxReplicas', '调高 maxReplicas'),
  peers: { polaris: ['hpaMaxAvailability'] },
  bad: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 3
  maxReplicas: 3
#              ^
`,
  good: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 3
  maxReplicas: 10
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (target.resource.kind !== 'HorizontalPodAutoscaler') return;
  const { minReplicas = 1, maxReplicas } = object(target.resource.object['spec']);
  if (maxReplicas === undefined || maxReplicas !== minReplicas) return;
  yield {
    path: ['spec', 'maxReplicas'],
    message: text(
      `the autoscaler always keeps ${String(maxReplicas)} pods, since minReplicas is the same; raise maxReplicas`,
      `minReplicas 相同，自动扩缩器始终保持 ${String(maxReplicas)} 个 Pod；请调高 maxReplicas`,
    ),
  };
}
