// Autoscaler that may go down to one pod.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const hpaSingleReplica: Rule = {
  id: 'hpa-single-replica',
  level: 'off',
  profiles: { strict: 'warning', 'kube-score': 'warning' },
  summary: text('autoscaler that may go down to one pod', '自动扩缩可能降到一个 Pod'),
  why: text('at night one lost node takes the application', '低谷时失去一个节点就失去应用'),
  remedy: text('set minReplicas to 2 or more', '将 minReplicas 设为 2 或更大'),
  peers: {
    'kube-score': ['horizontalpodautoscaler-replicas'],
    polaris: ['hpaMinAvailability'],
    datree: ['HPA_MISSING_MINREPLICAS_KEY'],
  },
  bad: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 1
#              ^
  maxReplicas: 10
`,
  good: `
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
  if (target.resource.kind !== 'HorizontalPodAutoscaler') return;
  const least = object(target.resource.object['spec'])['minReplicas'] ?? 1;
  if (typeof least !== 'number' || least > 1) return;
  yield {
    path: ['spec', 'minReplicas'],
    message: text(
      'the autoscaler may leave a single pod; set minReplicas to 2 or more',
      '自动扩缩可能只留一个 Pod；请将 minReplicas 设为 2 或更大',
    ),
    fix: {
      title: text('Set minReplicas: 2', '设置 minReplicas: 2'),
      changes: [{ set: ['spec', 'minReplicas'], to: 2 }],
    },
  };
}
