// Narrowing from a stored object to the kind one wants to read. The trace is our own simulator's: its kinds have the
// shapes of `objects.ts`.
import type { KindOf, KubeObject } from '../../../server/src/core/sim/objects.ts';

export function isKind<K extends string>(object: KubeObject | undefined, kind: K): object is KindOf<K> {
  return object?.kind === kind;
}
