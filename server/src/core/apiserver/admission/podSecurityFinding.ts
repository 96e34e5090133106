// How a check of the Pod Security Standards says what it found: a reason, and the containers and settings it is about.
// Mirrors k8s.io/pod-security-admission policy/visitor.go and helpers.go (v0.36).
import type { Draft } from '../draft.ts';
import { objectAt, objectsAt, stringAt } from '../draft.ts';

export interface PodLike {
  readonly metadata: Draft;
  readonly spec: Draft;
}

/** Where something stands, from the pod: `['spec', 'containers', 0]`. */
export type Place = readonly (string | number)[];

export interface Violation {
  readonly reason: string;
  readonly detail: string;
  /** The fields that are wrong, or missing. */
  readonly at: readonly Place[];
}

export type Check = (pod: PodLike) => Violation | undefined;

export const quoted = (items: Iterable<string>): string => `"${[...items].join('", "')}"`;
export const sorted = (items: Iterable<string>): string[] => [...new Set(items)].sort();
export const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many);

/** `container "a"` or `containers "a", "b"`. */
export function named(containers: readonly Draft[]): string {
  return `${plural(containers.length, 'container', 'containers')} ${quoted(containers.map((c) => stringAt(c, 'name')))}`;
}

const LISTS = ['initContainers', 'containers', 'ephemeralContainers'];

export function containersOf({ spec }: PodLike): Draft[] {
  return LISTS.flatMap((list) => objectsAt(spec, list));
}

/** The place of an owner, a container of the pod or its spec, found by identity. */
function placeOf({ spec }: PodLike, owner: Draft): Place {
  for (const list of LISTS) {
    const items = spec[list];
    const index = Array.isArray(items) ? items.indexOf(owner) : -1;
    if (index >= 0) return ['spec', list, index];
  }
  return ['spec'];
}

/** A place below each owner. */
export function placesBelow(pod: PodLike, owners: readonly Draft[], ...below: Place): Place[] {
  return owners.map((owner) => [...placeOf(pod, owner), ...below]);
}

/** A place in each owner's security context. */
export function placesInContext(pod: PodLike, owners: readonly Draft[], ...below: Place): Place[] {
  return placesBelow(pod, owners, 'securityContext', ...below);
}

export const contextOf = (owner: Draft): Draft => objectAt(owner, 'securityContext');

/** A violation of these containers, if there are any. */
export function found(
  bad: readonly Draft[],
  reason: string,
  detail: (containers: string) => string,
  at: readonly Place[],
): Violation | undefined {
  return bad.length > 0 ? { reason, detail: detail(named(bad)), at } : undefined;
}

/** Who set something: `pod`, `container "a"`, or both joined. */
export function setters(pod: boolean, containers: readonly Draft[]): string {
  return [...(pod ? ['pod'] : []), ...(containers.length > 0 ? [named(containers)] : [])].join(' and ');
}

export const notOnWindows =
  (check: Check): Check =>
  (pod) =>
    stringAt(objectAt(pod.spec, 'os'), 'name') === 'windows' ? undefined : check(pod);

export const notInUserNamespace =
  (check: Check): Check =>
  (pod) =>
    pod.spec['hostUsers'] === false ? undefined : check(pod);
