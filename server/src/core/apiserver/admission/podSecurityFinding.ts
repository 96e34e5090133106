// How a check of the Pod Security Standards says what it found: a reason, and the containers and settings it is about.
// Mirrors k8s.io/pod-security-admission policy/visitor.go and helpers.go (v0.36).
import type { Draft } from '../draft.ts';
import { objectAt, objectsAt, stringAt } from '../draft.ts';

export interface PodLike {
  readonly metadata: Draft;
  readonly spec: Draft;
}

export interface Violation {
  readonly reason: string;
  readonly detail: string;
}

export type Check = (pod: PodLike) => Violation | undefined;

export const quoted = (items: Iterable<string>): string => `"${[...items].join('", "')}"`;
export const sorted = (items: Iterable<string>): string[] => [...new Set(items)].sort();
export const plural = (count: number, one: string, many: string): string => (count === 1 ? one : many);

/** `container "a"` or `containers "a", "b"`. */
export function named(containers: readonly Draft[]): string {
  return `${plural(containers.length, 'container', 'containers')} ${quoted(containers.map((c) => stringAt(c, 'name')))}`;
}

export function containersOf({ spec }: PodLike): Draft[] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) => objectsAt(spec, list));
}

export const contextOf = (owner: Draft): Draft => objectAt(owner, 'securityContext');

export function found(
  bad: readonly Draft[],
  reason: string,
  detail: (containers: string) => string,
): Violation | undefined {
  return bad.length > 0 ? { reason, detail: detail(named(bad)) } : undefined;
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
