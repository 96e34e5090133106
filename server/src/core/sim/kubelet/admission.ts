// Whether a kubelet takes a pod that was bound to its node: what the scheduler would have asked is asked again of pods that no
// scheduler placed. Sources: pkg/kubelet/lifecycle/predicate.go, pkg/scheduler/scheduler.go AdmissionCheck (v1.36). Pure.
import type { ClusterView } from '../frame.ts';
import { conditionOf, type Node, type Pod } from '../objects.ts';
import { portsTaken } from '../scheduler/nodePorts.ts';
import { matchesRequiredAffinity } from '../scheduler/nodeSelection.ts';
import { amountsOf, podRequests } from '../scheduler/requests.ts';
import { tolerated } from '../scheduler/tolerations.ts';
import { isCritical } from './eviction.ts';
import { refusedUnderPressure } from './nodePressure.ts';

export interface Refusal {
  readonly reason: string;
  readonly message: string;
}

export function refusalOf(view: ClusterView, pod: Pod, node: Node): Refusal | undefined {
  const pressure = refusedUnderPressure(pod, node);
  if (pressure) return { reason: 'Evicted', message: pressure };
  const placed = conditionOf(pod.status, 'PodScheduled')?.status === 'True';
  return placed ? undefined : predicateFailure(view, pod, node);
}

/** The first of the checks in the order of `AdmissionCheck`; taints last. */
function predicateFailure(view: ClusterView, pod: Pod, node: Node): Refusal | undefined {
  const others = view.list('Pod').filter((other) => isOnNode(other, node) && other.metadata.uid !== pod.metadata.uid);
  const insufficient = outOf(pod, node, others);
  if (insufficient) return insufficient;
  if (!matchesRequiredAffinity(pod, node))
    return predicate('NodeAffinity', "node(s) didn't match Pod's node affinity/selector");
  if (portsTaken(pod, others))
    return predicate('NodePorts', "node(s) didn't have free ports for the requested pod ports");
  const evicting = (node.spec.taints ?? []).find(
    (taint) => taint.effect === 'NoExecute' && !tolerated(taint, pod.spec.tolerations),
  );
  if (!evicting || isCritical(pod)) return undefined;
  return predicate('TaintToleration', "node(s) had taints that the pod didn't tolerate");
}

function isOnNode({ spec, status }: Pod, node: Node): boolean {
  return spec.nodeName === node.metadata.name && status.phase !== 'Succeeded' && status.phase !== 'Failed';
}

const predicate = (name: string, words: string): Refusal => ({
  reason: name,
  message: `Predicate ${name} failed: ${words}`,
});

function outOf(pod: Pod, node: Node, others: readonly Pod[]): Refusal | undefined {
  const allocatable = amountsOf(node.status.allocatable);
  const asked: Readonly<Record<string, number>> = { pods: 1, ...podRequests(pod).exact };
  for (const [name, requested] of Object.entries(asked)) {
    const capacity = allocatable[name];
    if (capacity === undefined || requested === 0) continue;
    const used =
      name === 'pods' ? others.length : others.reduce((sum, other) => sum + (podRequests(other).exact[name] ?? 0), 0);
    if (used + requested <= capacity) continue;
    const numbers = `requested: ${requested}, used: ${used}, capacity: ${capacity}`;
    return { reason: `OutOf${name}`, message: `Node didn't have enough resource: ${name}, ${numbers}` };
  }
  return undefined;
}
