// Autoscaler that may go below three pods.
import { text } from '../text.ts';
import { number, object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const hpaFewerThanThreeReplicas: Rule = {
  id: 'hpa-fewer-than-three-replicas',
  level: 'off',
  profiles: { 'kube-linter': 'hint' },
  summary: text('autoscaler that may go below three pods', '自动扩缩可能降到三个 Pod 以下'),
  why: text(
    'while one is replaced, a second loss leaves it alone or gone',
    '在替换一个副本时，再失去一个就只剩一个或全无',
  ),
  remedy: text('set minReplicas to 3 or more', '将 minReplicas 设为 3 或更大'),
  peers: { 'kube-linter': ['hpa-minimum-three-replicas'] },
  bad: `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 2
#              ^
  maxReplicas: 10
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

function* check({ resource }: Target): Iterable<Complaint> {
  if (resource.kind !== 'HorizontalPodAutoscaler') return;
  const least = number(object(resource.object['spec'])['minReplicas']) ?? 1;
  if (least >= 3) return;
  const path = ['spec', 'minReplicas'];
  yield {
    path,
    message: text(
      `the autoscaler may go down to ${least}, which leaves none to lose while one is replaced; set minReplicas to 3 or more`,
      `自动扩缩可能降到 ${least} 个，在替换其一时经不起再失去一个；请将 minReplicas 设为 3 或更大`,
    ),
    fix: { title: text('Set minReplicas: 3', '设置 minReplicas: 3'), changes: [{ set: path, to: 3 }] },
  };
}
