// Whether a change of a node may help a pod that did not fit, asked of the plugins that refused it. Source: the plugins'
// isSchedulableAfterNodeChange (pkg/scheduler/framework/plugins, v1.36); those without one are always worth a try. Pure.
import { sameJson } from '../json.ts';
import type { LabelSelector, Node, Pod } from '../objects.ts';
import { matchesSelector } from '../selectors.ts';
import { portsTaken } from './nodePorts.ts';
import { matchesRequiredAffinity } from './nodeSelection.ts';
import { amountsOf, podRequests } from './requests.ts';
import { tolerated, untoleratedTaint } from './tolerations.ts';

type Hint = (pod: Pod, node: Node) => boolean;

const cordoned = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

/** True: the plugin would let the pod onto such a node. */
const allows: Readonly<Record<string, Hint>> = {
  NodeUnschedulable: (pod, node) => !node.spec.unschedulable || tolerated(cordoned, pod.spec.tolerations),
  NodeAffinity: matchesRequiredAffinity,
  TaintToleration: (pod, node) => untoleratedTaint(node.spec.taints, pod.spec.tolerations) === undefined,
};

/** Plugins that nothing about a known node concerns, and those that only its labels do; `EventsToRegister`. */
const onlyNewNodes = new Set(['NodeName', 'NodePorts', 'VolumeRestrictions']);
const byLabels = new Set(['PodTopologySpread', 'InterPodAffinity', 'VolumeBinding', 'VolumeZone']);

/** `before` is absent for a node that joins. */
export function nodeChangeHelps(
  pod: Pod,
  refusedBy: ReadonlySet<string>,
  node: Node,
  before: Node | undefined,
): boolean {
  if (refusedBy.size === 0) return true;
  return [...refusedBy].some((plugin) => {
    const allowed = allows[plugin];
    if (allowed) return allowed(pod, node) && !(before && allowed(pod, before));
    if (plugin === 'NodeResourcesFit') return hasRoomNow(pod, node, before);
    if (before && onlyNewNodes.has(plugin)) return false;
    return !before || !byLabels.has(plugin) || !sameJson(before.metadata.labels, node.metadata.labels);
  });
}

/** `isSchedulableAfterNodeChange` of NodeResourcesFit: the pod would fit the empty node, which has grown. */
function hasRoomNow(pod: Pod, node: Node, before: Node | undefined): boolean {
  if (before && sameJson(before.status.allocatable, node.status.allocatable)) return false;
  const has = amountsOf(node.status.allocatable);
  return Object.entries(podRequests(pod).exact).every(([name, asked]) => asked <= (has[name] ?? 0));
}

/** Whether a pod that left its node may have been in the way; `isSchedulableAfterPodDeleted`. */
export function podGoneHelps(pod: Pod, refusedBy: ReadonlySet<string>, gone: Pod): boolean {
  return [...refusedBy].some((plugin) => {
    if (plugin === 'NodePorts') return portsTaken(pod, [gone]);
    return plugin === 'PodTopologySpread' ? spreadsWith(pod, gone) : roomPlugins.has(plugin);
  });
}

/** Plugins for which a pod that left a node may make room. */
const roomPlugins = new Set([
  'NodeResourcesFit',
  'InterPodAffinity',
  'VolumeRestrictions',
  'NodeVolumeLimits',
  'DefaultPreemption',
]);

function spreadsWith(pod: Pod, gone: Pod): boolean {
  if (pod.metadata.namespace !== gone.metadata.namespace) return false;
  const constraints = (pod.spec.topologySpreadConstraints ?? []) as readonly {
    readonly labelSelector?: LabelSelector;
  }[];
  return constraints.some(({ labelSelector }) => matchesSelector(labelSelector, gone.metadata.labels));
}
