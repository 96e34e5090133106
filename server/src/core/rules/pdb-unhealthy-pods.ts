// Budget that protects broken pods.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const pdbUnhealthyPods: Rule = {
  id: 'pdb-unhealthy-pods',
  level: 'off',
  profiles: { strict: 'warning', 'kube-linter': 'warning' },
  summary: text('budget that protects broken pods', '预算会保护异常的 Pod'),
  why: text('pods that never become ready block the drain of their node', '从未就绪的 Pod 会阻止节点排空'),
  remedy: text('set unhealthyPodEvictionPolicy: AlwaysAllow', '设置 unhealthyPodEvictionPolicy: AlwaysAllow'),
  peers: { 'kube-linter': ['pdb-unhealthy-pod-eviction-policy'] },
  bad: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
#^^^
  maxUnavailable: 1
  selector: { matchLabels: { app: web } }
`,
  good: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  maxUnavailable: 1
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector: { matchLabels: { app: web } }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (target.resource.kind !== 'PodDisruptionBudget') return;
  if (object(target.resource.object['spec'])['unhealthyPodEvictionPolicy'] !== undefined) return;
  yield {
    path: ['spec', 'unhealthyPodEvictionPolicy'],
    message: text(
      'unless told otherwise, pods that are not ready block the drain of their node; set unhealthyPodEvictionPolicy to AlwaysAllow',
      '若未设置，未就绪的 Pod 会阻止节点排空；请将 unhealthyPodEvictionPolicy 设为 AlwaysAllow',
    ),
    fix: {
      title: text('Set unhealthyPodEvictionPolicy: AlwaysAllow', '设置 unhealthyPodEvictionPolicy: AlwaysAllow'),
      changes: [{ set: ['spec', 'unhealthyPodEvictionPolicy'], to: 'AlwaysAllow' }],
    },
  };
}
