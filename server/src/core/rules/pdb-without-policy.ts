// PodDisruptionBudget that says no number.
import { text } from '../text.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';

export const pdbWithoutPolicy: Rule = {
  id: 'pdb-without-policy',
  level: 'hint',
  profiles: { strict: 'warning', 'kube-score': 'warning' },
  summary: text('PodDisruptionBudget that says no number', '没有写明数量的 PodDisruptionBudget'),
  why: text('it then allows no disruption at all, and drains wait for ever', '它不允许任何中断，节点排空会一直等待'),
  remedy: text('set minAvailable or maxUnavailable', '设置 minAvailable 或 maxUnavailable'),
  peers: { 'kube-score': ['poddisruptionbudget-has-policy'] },
  bad: `
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec:
#^^^
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

function* check({ resource }: Target): Iterable<Complaint> {
  if (resource.kind !== 'PodDisruptionBudget') return;
  const { minAvailable, maxUnavailable } = object(resource.object['spec']);
  if (minAvailable !== undefined || maxUnavailable !== undefined) return;
  const path = ['spec', 'maxUnavailable'];
  yield {
    path,
    message: text(
      'neither minAvailable nor maxUnavailable is set, so no pod may ever be evicted and drains wait; set one',
      'minAvailable 与 maxUnavailable 均未设置，Pod 永远不能被驱逐，节点排空会一直等待；请设置其一',
    ),
    fix: { title: text('Set maxUnavailable: 1', '设置 maxUnavailable: 1'), changes: [{ set: path, to: 1 }] },
  };
}
