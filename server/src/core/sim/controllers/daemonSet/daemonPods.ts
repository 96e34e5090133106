// The pods of a DaemonSet: how they are made, where they may run, which are updated. Sources:
// pkg/controller/daemon/util/daemonset_util.go, daemon_controller.go (v1.36). Pure.
import type { JsonObject } from '../../../apiserver/types.ts';
import type { DaemonSet, NewObject, Node, Pod, Toleration } from '../../objects.ts';
import { matchesRequiredAffinity } from '../../scheduler/nodeSelection.ts';
import type { Affinity } from '../../scheduler/shapes.ts';
import { untoleratedTaint } from '../../scheduler/tolerations.ts';
import { isOver, timeMs } from '../availability.ts';
import { podFromTemplate } from '../podControl.ts';
import { scaledValue } from '../scaled.ts';

export const hashLabel = 'controller-revision-hash';
const generationLabel = 'pod-template-generation';
const generationAnnotation = 'deprecated.daemonset.template.generation';

/** `AddOrUpdateDaemonPodTolerations`. */
const daemonTolerations: readonly (readonly [key: string, effect: string])[] = [
  ['node.kubernetes.io/not-ready', 'NoExecute'],
  ['node.kubernetes.io/unreachable', 'NoExecute'],
  ['node.kubernetes.io/disk-pressure', 'NoSchedule'],
  ['node.kubernetes.io/memory-pressure', 'NoSchedule'],
  ['node.kubernetes.io/pid-pressure', 'NoSchedule'],
  ['node.kubernetes.io/unschedulable', 'NoSchedule'],
];

function tolerationsFor(set: DaemonSet): readonly Toleration[] {
  const { tolerations = [], hostNetwork } = set.spec.template.spec;
  const network = hostNetwork ? [['node.kubernetes.io/network-unavailable', 'NoSchedule'] as const] : [];
  const all = [...tolerations];
  for (const [key, effect] of [...daemonTolerations, ...network]) {
    const added: Toleration = { key, operator: 'Exists', effect };
    const at = all.findIndex(
      (one) => one.key === key && one.effect === effect && one.operator === 'Exists' && !one.value,
    );
    if (at < 0) all.push(added);
    else all[at] = added;
  }
  return all;
}

/** The pod for one node: bound to it by affinity, left to the scheduler. */
export function daemonPod(set: DaemonSet, node: string, hash: string): NewObject {
  const { template } = set.spec;
  const generation = set.metadata.annotations?.[generationAnnotation];
  const labels = {
    ...template.metadata?.labels,
    [hashLabel]: hash,
    ...(generation && { [generationLabel]: generation }),
  };
  const spec = {
    ...template.spec,
    tolerations: tolerationsFor(set),
    affinity: affinityTo(template.spec.affinity, node),
  };
  return podFromTemplate(set, { ...template, spec }, { labels });
}

/** `ReplaceDaemonSetPodNodeNameNodeAffinity`. */
function affinityTo(affinity: JsonObject | undefined, node: string): JsonObject {
  const selector = { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }] };
  const nodeAffinity = (affinity?.['nodeAffinity'] ?? {}) as JsonObject;
  return { ...affinity, nodeAffinity: { ...nodeAffinity, requiredDuringSchedulingIgnoredDuringExecution: selector } };
}

/** The node a daemon pod is on, or meant for. */
export function nodeOf(pod: Pod): string {
  if (pod.spec.nodeName) return pod.spec.nodeName;
  const affinity = pod.spec.affinity as Affinity | undefined;
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  return terms.flatMap((term) => term.matchFields ?? []).find(({ key }) => key === 'metadata.name')?.values?.[0] ?? '';
}

export interface Fit {
  readonly shouldRun: boolean;
  /** May stay where it is, though none would be started now. */
  readonly shouldContinue: boolean;
}

/** `NodeShouldRunDaemonPod`. */
export function fitOf(set: DaemonSet, node: Node): Fit {
  const { spec } = set.spec.template;
  const none = { shouldRun: false, shouldContinue: false };
  if (spec.nodeName && spec.nodeName !== node.metadata.name) return none;
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: set.metadata, spec, status: {} } as Pod;
  if (!matchesRequiredAffinity(pod, node)) return none;
  const tolerations = tolerationsFor(set);
  const taints = node.spec.taints ?? [];
  const blocking = taints.filter(({ effect }) => effect === 'NoExecute' || effect === 'NoSchedule');
  if (!untoleratedTaint(blocking, tolerations)) return { shouldRun: true, shouldContinue: true };
  const evicting = taints.filter(({ effect }) => effect === 'NoExecute');
  return { shouldRun: false, shouldContinue: !untoleratedTaint(evicting, tolerations) };
}

/** By node name; pods that are over and being deleted do not count. */
export function podsByNode(pods: readonly Pod[]): Map<string, readonly Pod[]> {
  const out = new Map<string, readonly Pod[]>();
  for (const pod of pods) {
    if (isOver(pod) && pod.metadata.deletionTimestamp) continue;
    const node = nodeOf(pod);
    out.set(node, [...(out.get(node) ?? []), pod]);
  }
  return out;
}

export function isUpdated(set: DaemonSet, pod: Pod, hash: string): boolean {
  const generation = set.metadata.annotations?.[generationAnnotation];
  const labels = pod.metadata.labels ?? {};
  return labels[hashLabel] === hash || (generation !== undefined && labels[generationLabel] === generation);
}

/** The new and the old pod of a node; undefined when there are more than one of either. */
export function pairOf(set: DaemonSet, pods: readonly Pod[], hash: string): { fresh?: Pod; old?: Pod } | undefined {
  const alive = pods.filter((pod) => pod.metadata.deletionTimestamp === undefined);
  const [fresh, ...moreFresh] = alive.filter((pod) => isUpdated(set, pod, hash));
  const [old, ...moreOld] = alive.filter((pod) => !isUpdated(set, pod, hash));
  if (moreFresh.length + moreOld.length > 0) return undefined;
  return { ...(fresh && { fresh }), ...(old && { old }) };
}

export function surgeOf(set: DaemonSet, desired: number): number {
  if (set.spec.updateStrategy.type !== 'RollingUpdate') return 0;
  return scaledValue(set.spec.updateStrategy.rollingUpdate?.maxSurge, desired, 'up');
}

export function unavailableOf(set: DaemonSet, desired: number): number {
  if (set.spec.updateStrategy.type !== 'RollingUpdate') return 0;
  return scaledValue(set.spec.updateStrategy.rollingUpdate?.maxUnavailable, desired, 'up');
}

/** `podByCreationTimestampAndPhase`: scheduled before unscheduled, then older first. */
export function byAge(a: Pod, b: Pod): number {
  if (Boolean(a.spec.nodeName) !== Boolean(b.spec.nodeName)) return a.spec.nodeName ? -1 : 1;
  const age = timeMs(a.metadata.creationTimestamp) - timeMs(b.metadata.creationTimestamp);
  return age || (a.metadata.name < b.metadata.name ? -1 : 1);
}
