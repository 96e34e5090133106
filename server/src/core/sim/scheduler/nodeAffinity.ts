// Plugin NodeAffinity: nodeSelector, required and preferred node affinity. Source: plugins/nodeaffinity (v1.36).
import { matchesRequiredAffinity, matchesTerm } from './nodeSelection.ts';
import { type Plugin, type Prepared, scaleToLargest, unresolvable } from './plugin.ts';
import { type NodeSelectorTerm, specOf } from './shapes.ts';
import type { Cycle } from './snapshot.ts';

export const nodeAffinity: Plugin = {
  name: 'NodeAffinity',
  prepare,
  score: {
    weight: 2,
    prepare: ({ pod }) => {
      const preferred = specOf(pod).affinity?.nodeAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
      if (preferred.length === 0) return undefined;
      return {
        raw: ({ node }) =>
          preferred.reduce((sum, { weight, preference }) => sum + (matchesTerm(preference, node) ? weight : 0), 0),
        normalize: (scores) => scaleToLargest(scores),
      };
    },
  },
};

function prepare({ pod }: Cycle): Prepared {
  const { nodeSelector, affinity } = specOf(pod);
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (!required && !nodeSelector) return undefined;
  const only = namedNodes(required?.nodeSelectorTerms ?? []);
  if (only?.size === 0) return { reject: 'pod affinity terms conflict' };
  return {
    filter: ({ node }) =>
      matchesRequiredAffinity(pod, node)
        ? undefined
        : unresolvable("node(s) didn't match Pod's node affinity/selector"),
    ...(only && { only }),
  };
}

/** When every term names nodes by matchFields, these are the only ones to look at. */
function namedNodes(terms: readonly NodeSelectorTerm[]): ReadonlySet<string> | undefined {
  if (terms.length === 0) return undefined;
  const all = new Set<string>();
  for (const term of terms) {
    const lists = (term.matchFields ?? []).filter(({ key, operator }) => key === 'metadata.name' && operator === 'In');
    if (lists.length === 0) return undefined;
    const [first, ...rest] = lists.map(({ values = [] }) => values);
    for (const name of first ?? []) if (rest.every((values) => values.includes(name))) all.add(name);
  }
  return all;
}
