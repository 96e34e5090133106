// Pod affinity terms: whose they are, and which pods they mean. Source: pkg/scheduler/framework AffinityTerm (v1.36).

import type { Pod } from '../objects.ts';
import { matchesSelector, selectsEverything } from '../selectors.ts';
import { objectLabels } from './namespaceLabels.ts';
import { type Lister, labelsOf, namespaceOf, type PodAffinityTerm, specOf } from './shapes.ts';

export interface Term {
  readonly topologyKey: string;
  readonly matches: (pod: Pod) => boolean;
}

export interface WeightedTerm extends Term {
  readonly weight: number;
}

export const requiredAffinity = (cluster: Lister, pod: Pod): readonly Term[] =>
  (specOf(pod).affinity?.podAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).map((term) =>
    termOf(cluster, pod, term),
  );

export const requiredAntiAffinity = (cluster: Lister, pod: Pod): readonly Term[] =>
  (specOf(pod).affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []).map((term) =>
    termOf(cluster, pod, term),
  );

/** Preferred terms; those of anti-affinity with a negative weight. */
export function preferredTerms(cluster: Lister, pod: Pod): readonly WeightedTerm[] {
  const { podAffinity, podAntiAffinity } = specOf(pod).affinity ?? {};
  const wanted = podAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  const avoided = podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
  return [
    ...wanted.map((term) => ({ ...termOf(cluster, pod, term.podAffinityTerm), weight: term.weight })),
    ...avoided.map((term) => ({ ...termOf(cluster, pod, term.podAffinityTerm), weight: -term.weight })),
  ];
}

/** Without namespaces and namespaceSelector a term means the pod's own namespace. */
function termOf(cluster: Lister, owner: Pod, term: PodAffinityTerm): Term {
  const { namespaces = [], namespaceSelector, labelSelector } = term;
  const named = namespaces.length === 0 && !namespaceSelector ? [namespaceOf(owner)] : namespaces;
  const inScope = (namespace: string): boolean => {
    if (named.includes(namespace)) return true;
    if (!namespaceSelector) return false;
    return selectsEverything(namespaceSelector) || matchesSelector(namespaceSelector, objectLabels(cluster, namespace));
  };
  return {
    topologyKey: term.topologyKey,
    matches: (pod) => inScope(namespaceOf(pod)) && matchesSelector(labelSelector, labelsOf(pod)),
  };
}
