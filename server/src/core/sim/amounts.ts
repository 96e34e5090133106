// Amounts of one resource: what a node has, what a pod's containers ask. For checks; the scheduler counts more exactly.
import type { Node, Pod } from './objects.ts';
import { amount } from './resources.ts';

/** Cores or bytes: allocatable of a node, the sum of container requests of a pod. */
export function amountsOf(object: Node | Pod, name: string): number {
  if (object.kind === 'Node') return amount(object.status.allocatable[name]);
  const sum = object.spec.containers.reduce(
    (total, container) => total + amount(container.resources?.requests?.[name]),
    0,
  );
  return Math.round(sum * 1e6) / 1e6;
}
