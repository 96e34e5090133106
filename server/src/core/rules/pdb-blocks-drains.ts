// Budget that never allows a disruption.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const pdbBlocksDrains: Rule = {
  id: 'pdb-blocks-drains',
  level: 'hint',
  profiles: { strict: 'warning', 'kube-linter': 'warning' },
  summary: text('budget that never allows a disruption', '从不允许中断的预算'),
  why: text('no node that runs such a pod can ever be drained', '运行该 Pod 的节点永远无法排空'),
  remedy: text('allow at least one', '至少允许一个'),
  peers: { 'kube-linter': ['pdb-max-unavailable', 'pdb-min-available'], polaris: ['pdbDisruptionsIsZero'] },
  bad: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  maxUnavailable: 0
#                 ^
  selector: { matchLabels: { app: web } }
`,
  good: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
  maxUnavailable: 1
  selector: { matchLabels: { app: web } }
`,
  check,
};

function* check(target: Target): Iterable<Complaint> {
  if (target.resource.kind !== 'PodDisruptionBudget') return;
  const spec = object(target.resource.object['spec']);
  const blocks = [
    { field: 'maxUnavailable', never: [0, '0%'] },
    { field: 'minAvailable', never: ['100%'] },
  ];
  for (const { field, never } of blocks) {
    const value = spec[field];
    if (!never.some((n) => n === value)) continue;
    yield {
      path: ['spec', field],
      message: text(
        `${field}: ${String(value)} never lets a pod be evicted, so its node can never be drained; allow at least one`,
        `${field}: ${String(value)} 不允许驱逐任何 Pod，节点永远无法排空；请至少允许一个`,
      ),
    };
  }
}
