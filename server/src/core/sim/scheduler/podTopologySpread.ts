// Plugin PodTopologySpread: at most maxSkew more matching pods in one domain than in the emptiest; softly by points, for
// pods without constraints by the system's defaults. Source: plugins/podtopologyspread (v1.36).
import type { Node, Pod } from '../objects.ts';
import { matchesRequiredAffinity } from './nodeSelection.ts';
import { perNode } from './perNode.ts';
import {
  maxNodeScore,
  type Plugin,
  type Prepared,
  type Rejection,
  type Scorer,
  unresolvable,
  unschedulable,
} from './plugin.ts';
import { defaultSelector, type Selector, selectorWithKeys } from './podSelectors.ts';
import { hostnameLabel, labelsOf, specOf, zoneLabel } from './shapes.ts';
import type { Cycle, NodeInfo } from './snapshot.ts';
import { untoleratedTaint } from './tolerations.ts';

interface Constraint {
  readonly maxSkew: number;
  readonly topologyKey: string;
  readonly selector: Selector;
  readonly minDomains: number;
  readonly honorsAffinity: boolean;
  readonly honorsTaints: boolean;
}

export const podTopologySpread: Plugin = {
  name: 'PodTopologySpread',
  prepare,
  score: { weight: 2, prepare: prepareScore },
};

function prepare({ pod, snapshot }: Cycle): Prepared {
  const constraints = ownConstraints(pod, 'DoNotSchedule');
  if (constraints.length === 0) return undefined;
  const domains = constraints.map((constraint) => countDomains(pod, constraint, constraints, snapshot.nodes));
  return { filter: ({ node }) => skewed(pod, node, constraints, domains) };
}

function skewed(
  pod: Pod,
  node: Node,
  constraints: readonly Constraint[],
  domains: readonly ReadonlyMap<string, number>[],
): Rejection | undefined {
  const mismatch = "node(s) didn't match pod topology spread constraints";
  for (const [index, constraint] of constraints.entries()) {
    const value = labelsOf(node)[constraint.topologyKey];
    if (value === undefined) return unresolvable(`${mismatch} (missing required label)`);
    const counts = domains[index] ?? new Map<string, number>();
    const fewest = counts.size < constraint.minDomains ? 0 : Math.min(...counts.values());
    const self = constraint.selector.matches(labelsOf(pod)) ? 1 : 0;
    if ((counts.get(value) ?? 0) + self - fewest > constraint.maxSkew) return unschedulable(mismatch);
  }
  return undefined;
}

function countDomains(
  pod: Pod,
  constraint: Constraint,
  all: readonly Constraint[],
  nodes: readonly NodeInfo[],
): Map<string, number> {
  const out = new Map<string, number>();
  for (const info of nodes) {
    if (!hasAllKeys(info.node, all) || !included(pod, constraint, info.node)) continue;
    const value = labelsOf(info.node)[constraint.topologyKey] ?? '';
    out.set(value, (out.get(value) ?? 0) + matchingPods(info, constraint, pod));
  }
  return out;
}

function hasAllKeys(node: Node, constraints: readonly Constraint[]): boolean {
  return constraints.every(({ topologyKey }) => topologyKey in labelsOf(node));
}

/** The node inclusion policies. */
function included(pod: Pod, constraint: Constraint, node: Node): boolean {
  if (constraint.honorsAffinity && !matchesRequiredAffinity(pod, node)) return false;
  return !constraint.honorsTaints || !untoleratedTaint(node.spec?.taints, pod.spec.tolerations);
}

/** A selector that selects everything counts nothing here, as in `countPodsMatchSelector`. */
function matchingPods(info: NodeInfo, { selector }: Constraint, pod: Pod): number {
  if (selector.everything) return 0;
  const { namespace = '' } = pod.metadata;
  return countPods(info, `${namespace} ${selector.key}`, { selector, namespace });
}

const countPods = perNode(
  (info, { selector, namespace }: { readonly selector: Selector; readonly namespace: string }) =>
    info.pods.filter(
      ({ metadata }) =>
        metadata.deletionTimestamp === undefined &&
        metadata.namespace === namespace &&
        selector.matches(metadata.labels ?? {}),
    ).length,
);

function ownConstraints(pod: Pod, action: string): readonly Constraint[] {
  return (specOf(pod).topologySpreadConstraints ?? [])
    .filter(({ whenUnsatisfiable }) => whenUnsatisfiable === action)
    .map((constraint) => ({
      maxSkew: constraint.maxSkew,
      topologyKey: constraint.topologyKey,
      selector: selectorWithKeys(constraint.labelSelector, constraint.matchLabelKeys, labelsOf(pod)),
      minDomains: constraint.minDomains ?? 1,
      honorsAffinity: (constraint.nodeAffinityPolicy ?? 'Honor') === 'Honor',
      honorsTaints: constraint.nodeTaintsPolicy === 'Honor',
    }));
}

const systemDefaults = [
  { topologyKey: hostnameLabel, maxSkew: 3 },
  { topologyKey: zoneLabel, maxSkew: 5 },
];

function softConstraints({ pod, cluster }: Cycle): readonly Constraint[] {
  if ((specOf(pod).topologySpreadConstraints ?? []).length > 0) return ownConstraints(pod, 'ScheduleAnyway');
  const selector = defaultSelector(cluster, pod);
  if (selector.everything) return [];
  return systemDefaults.map((constraint) => ({
    ...constraint,
    selector,
    minDomains: 1,
    honorsAffinity: true,
    honorsTaints: false,
  }));
}

function prepareScore(cycle: Cycle, feasible: readonly NodeInfo[]): Scorer | undefined {
  const { pod, snapshot } = cycle;
  const constraints = softConstraints(cycle);
  if (constraints.length === 0) return undefined;
  const strict = (specOf(pod).topologySpreadConstraints ?? []).length > 0;
  const inScope = (info: NodeInfo) => !strict || hasAllKeys(info.node, constraints);
  const scored = feasible.filter(inScope);
  const domains = constraints.map((constraint) =>
    softDomains(cycle, constraint, scored, snapshot.nodes.filter(inScope)),
  );
  const weights = constraints.map((constraint, index) =>
    Math.log((constraint.topologyKey === hostnameLabel ? scored.length : (domains[index]?.size ?? 0)) + 2),
  );
  const raw = (info: NodeInfo): number => {
    let score = 0;
    for (const [index, constraint] of constraints.entries()) {
      const value = labelsOf(info.node)[constraint.topologyKey];
      if (value === undefined) continue;
      const onHost = constraint.topologyKey === hostnameLabel;
      const count = onHost ? matchingPods(info, constraint, pod) : (domains[index]?.get(value) ?? 0);
      score += count * (weights[index] ?? 0) + (constraint.maxSkew - 1);
    }
    return Math.round(score);
  };
  return { raw: (info) => (inScope(info) ? raw(info) : ignored), normalize };
}

/** Pods per domain; a feasible node without the label makes a domain of its own where defaults apply. */
function softDomains(
  { pod }: Cycle,
  constraint: Constraint,
  scored: readonly NodeInfo[],
  nodes: readonly NodeInfo[],
): Map<string, number> {
  const out = new Map<string, number>();
  if (constraint.topologyKey === hostnameLabel) return out;
  const domainOf = (info: NodeInfo) => labelsOf(info.node)[constraint.topologyKey] ?? '';
  for (const info of scored) out.set(domainOf(info), 0);
  for (const info of nodes) {
    const before = out.get(domainOf(info));
    if (before === undefined || !included(pod, constraint, info.node)) continue;
    out.set(domainOf(info), before + matchingPods(info, constraint, pod));
  }
  return out;
}

/** Mark of a node that lacks a topology key. */
const ignored = -1;

function normalize(scores: readonly number[]): readonly number[] {
  const valid = scores.filter((score) => score !== ignored);
  const most = Math.max(0, ...valid);
  const least = Math.min(...valid);
  return scores.map((score) => {
    if (score === ignored) return 0;
    return most === 0 ? maxNodeScore : Math.trunc((maxNodeScore * (most + least - score)) / most);
  });
}
