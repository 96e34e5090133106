// Plugin InterPodAffinity: near and away from other pods, seen from both sides. Source: plugins/interpodaffinity (v1.36).

import type { Pod } from '../objects.ts';
import { preferredTerms, requiredAffinity, requiredAntiAffinity, type Term } from './affinityTerms.ts';
import { maxNodeScore, type Plugin, type Prepared, type Scorer, unresolvable, unschedulable } from './plugin.ts';
import { labelsOf, specOf } from './shapes.ts';
import type { Cycle, NodeInfo } from './snapshot.ts';

/** Sums by topology key and value. */
type Tally = Map<string, Map<string, number>>;

/** Weight of an existing pod's required affinity for the newcomer (`hardPodAffinityWeight`). */
const hardWeight = 1;

export const interPodAffinity: Plugin = {
  name: 'InterPodAffinity',
  prepare,
  score: { weight: 2, prepare: prepareScore },
};

function prepare({ pod, snapshot, cluster }: Cycle): Prepared {
  const wanted = requiredAffinity(cluster, pod);
  const avoided = requiredAntiAffinity(cluster, pod);
  const [near, away, unwelcome] = [new Map(), new Map(), new Map()] as [Tally, Tally, Tally];
  const choosy = wanted.length + avoided.length > 0;
  for (const { node, pods, affine } of snapshot.nodes) {
    for (const other of affine)
      for (const term of hasRequiredAntiAffinity(other) ? requiredAntiAffinity(cluster, other) : [])
        if (term.matches(pod)) count(unwelcome, node, term.topologyKey, 1);
    for (const other of choosy ? pods : []) {
      if (matchesAll(wanted, other)) for (const term of wanted) count(near, node, term.topologyKey, 1);
      for (const term of avoided) if (term.matches(other)) count(away, node, term.topologyKey, 1);
    }
  }
  if (unwelcome.size === 0 && wanted.length === 0 && avoided.length === 0) return undefined;
  const firstOfItsKind = near.size === 0 && matchesAll(wanted, pod);
  return {
    filter: (info) => {
      if (!satisfiesAffinity(wanted, near, firstOfItsKind, info))
        return unresolvable("node(s) didn't match pod affinity rules");
      if (avoided.some((term) => at(away, info, term.topologyKey) > 0))
        return unschedulable("node(s) didn't match pod anti-affinity rules");
      return [...unwelcome.keys()].some((key) => at(unwelcome, info, key) > 0)
        ? unschedulable("node(s) didn't satisfy existing pods anti-affinity rules")
        : undefined;
    },
  };
}

/** The first of a group that wants its own kind near may go anywhere with the topology. */
function satisfiesAffinity(wanted: readonly Term[], near: Tally, firstOfItsKind: boolean, info: NodeInfo): boolean {
  const labels = labelsOf(info.node);
  if (!wanted.every(({ topologyKey }) => topologyKey in labels)) return false;
  return firstOfItsKind || wanted.every(({ topologyKey }) => at(near, info, topologyKey) > 0);
}

function matchesAll(terms: readonly Term[], pod: Pod): boolean {
  return terms.length > 0 && terms.every((term) => term.matches(pod));
}

function hasRequiredAntiAffinity(pod: Pod): boolean {
  return (specOf(pod).affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).length > 0;
}

function count(tally: Tally, node: NodeInfo['node'], key: string, by: number): void {
  const value = labelsOf(node)[key];
  if (value === undefined) return;
  const values = tally.get(key) ?? new Map<string, number>();
  values.set(value, (values.get(value) ?? 0) + by);
  tally.set(key, values);
}

function at(tally: Tally, { node }: NodeInfo, key: string): number {
  const value = labelsOf(node)[key];
  return value === undefined ? 0 : (tally.get(key)?.get(value) ?? 0);
}

function prepareScore({ pod, snapshot, cluster }: Cycle): Scorer | undefined {
  const own = preferredTerms(cluster, pod);
  const tally: Tally = new Map();
  for (const { node, pods, affine } of snapshot.nodes) {
    for (const other of own.length > 0 ? pods : affine) {
      for (const term of own) if (term.matches(other)) count(tally, node, term.topologyKey, term.weight);
      if (!specOf(other).affinity) continue;
      for (const term of requiredAffinity(cluster, other))
        if (term.matches(pod)) count(tally, node, term.topologyKey, hardWeight);
      for (const term of preferredTerms(cluster, other))
        if (term.matches(pod)) count(tally, node, term.topologyKey, term.weight);
    }
  }
  if (tally.size === 0) return undefined;
  return {
    raw: (info) => [...tally.keys()].reduce((sum, key) => sum + at(tally, info, key), 0),
    normalize: (scores) => {
      const least = Math.min(...scores);
      const span = Math.max(...scores) - least;
      return scores.map((score) => (span > 0 ? Math.trunc(maxNodeScore * ((score - least) / span)) : 0));
    },
  };
}
