// The pods of a workspace in the orders that rules ask for: near a resource, and carrying labels. Made once for each
// state of the index, so that a selector costs what it selects and not what the workspace holds.
import type { PodTemplate, RuleResource } from '../rules/rule.ts';
import { mayShareNamespace } from '../rules/target.ts';

export interface WithPod {
  readonly resource: RuleResource;
  readonly pod: PodTemplate;
}

export interface PodLists {
  readonly all: readonly WithPod[];
  /** By the namespace of who asks. */
  readonly near: Map<string, readonly WithPod[]>;
  /** By `key=value`. */
  readonly labelled: ReadonlyMap<string, readonly WithPod[]>;
}

export function podListsOf(all: readonly WithPod[]): PodLists {
  const labelled = new Map<string, WithPod[]>();
  for (const entry of all) {
    for (const [key, value] of Object.entries(entry.pod.labels)) {
      const list = labelled.get(`${key}=${value}`);
      if (list) list.push(entry);
      else labelled.set(`${key}=${value}`, [entry]);
    }
  }
  return { all, near: new Map(), labelled };
}

export function podsNear({ all, near }: PodLists, resource: RuleResource): readonly WithPod[] {
  const list = near.get(resource.namespace) ?? all.filter((entry) => mayShareNamespace(entry.resource, resource));
  near.set(resource.namespace, list);
  return list;
}

/** Those near that carry all the labels; the rarest label decides where to look. */
export function podsLabelled(
  lists: PodLists,
  resource: RuleResource,
  labels: Readonly<Record<string, string>>,
): readonly WithPod[] {
  const wanted = Object.entries(labels);
  const found = wanted.map(([key, value]) => lists.labelled.get(`${key}=${value}`) ?? []);
  const [fewest] = found.sort((a, b) => a.length - b.length);
  if (!fewest) return podsNear(lists, resource);
  return fewest.filter(
    (entry) =>
      mayShareNamespace(entry.resource, resource) && wanted.every(([key, value]) => entry.pod.labels[key] === value),
  );
}
