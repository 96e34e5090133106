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
  const matching = matchingPods(constraint, pod);
  for (const info of nodes) {
    if (!hasAllKeys(info.node, all) || !included(pod, constraint, info.node)) continue;
    const value = labelsOf(info.node)[constraint.topologyKey] ?? '';
    out.set(value, (out.get(value) ?? 0) + matching(info));
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
function matchingPods({ selector }: Constraint, pod: Pod): (info: NodeInfo) => number {
  if (selector.everything) return () => 0;
  const { namespace = '' } = pod.metadata;
  return countPods(`${namespace} ${selector.key}`, { selector, namespace });
}

const countPods = perNode(
  'spread',
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
  const scored = strict ? feasible.filter(inScope) : feasible;
  const nodes = strict ? snapshot.nodes.filter(inScope) : snapshot.nodes;
  const domains = constraints.map((constraint) => softDomains(cycle, constraint, scored, nodes));
  const weights = constraints.map((constraint, index) =>
    Math.log((constraint.topologyKey === hostnameLabel ? scored.length : (domains[index]?.size ?? 0)) + 2),
  );
  const parts = constraints.map((constraint, index) => ({
    topologyKey: constraint.topologyKey,
    maxSkew: constraint.maxSkew,
    weight: weights[index] ?? 0,
    count:
      constraint.topologyKey === hostnameLabel
        ? matchingPods(constraint, pod)
        : (_info: NodeInfo, value: string) => domains[index]?.get(value) ?? 0,
  }));
  const raw = (info: NodeInfo): number => {
    const labels = labelsOf(info.node);
    let score = 0;
    for (const { topologyKey, maxSkew, weight, count } of parts) {
      const value = labels[topologyKey];
      if (value !== undefined) score += count(info, value) * weight + (maxSkew - 1);
    }
    return Math.round(score);
  };
  return { raw: strict ? (info) => (inScope(info) ? raw(info) : ignored) : raw, normalize };
}

/** Pods per domain. Feasible nodes without the label make one domain where defaults apply: it counts, its pods do not. */
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
  if (out.size === 1 && out.has('')) return out;
  const matching = matchingPods(constraint, pod);
  for (const info of nodes) {
    const domain = domainOf(info);
    const before = domain === '' ? undefined : out.get(domain);
    if (before === undefined || !included(pod, constraint, info.node)) continue;
    out.set(domain, before + matching(info));
  }
  return out;
}

/** Mark of a node that lacks a topology key. */
const ignored = -1;

function normalize(scores: readonly number[]): readonly number[] {
  let [most, least] = [0, Number.POSITIVE_INFINITY];
  for (const score of scores) {
    if (score === ignored) continue;
    if (score > most) most = score;
    if (score < least) least = score;
  }
  return scores.map((score) => {
    if (score === ignored) return 0;
    return most === 0 ? maxNodeScore : Math.trunc((maxNodeScore * (most + least - score)) / most);
  });
}
