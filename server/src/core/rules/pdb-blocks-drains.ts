// Budget that never allows a disruption.
import { text } from '../text.ts';
import { oneAtATime, oneAtATimeInstead } from './budgets.ts';
import { object } from './containers.ts';
import type { Complaint, Rule, Target } from './rule.ts';
import { selected } from './selection.ts';

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
  yield* tooMany(target);
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
      fix: field === 'maxUnavailable' ? oneAtATime : oneAtATimeInstead,
      message: text(
        `${field}: ${String(value)} never lets a pod be evicted, so its node can never be drained; allow at least one`,
        `${field}: ${String(value)} 不允许驱逐任何 Pod，节点永远无法排空；请至少允许一个`,
      ),
    };
  }
}

/** `minAvailable: 2` of a workload with two replicas: pkg/registry/policy evicts none while that many must stay. */
function* tooMany({ resource, workspace }: Target): Iterable<Complaint> {
  const spec = object(resource.object['spec']);
  const least = spec['minAvailable'];
  if (typeof least !== 'number') return;
  const { pods } = selected(workspace, resource, object(spec['selector']));
  for (const { resource: owner } of pods) {
    const { replicas } = object(owner.object['spec']);
    if (typeof replicas !== 'number' || replicas > least || replicas === 0) continue;
    yield {
      path: ['spec', 'minAvailable'],
      fix: oneAtATimeInstead,
      message: text(
        `${owner.kind} "${owner.name}" has ${replicas} replicas, and ${least} must stay, so none can ever be evicted; keep minAvailable below the replicas`,
        `${owner.kind} "${owner.name}" 有 ${replicas} 个副本，而必须保留 ${least} 个，因此永远不能驱逐；请使 minAvailable 小于副本数`,
      ),
    };
    return;
  }
}
