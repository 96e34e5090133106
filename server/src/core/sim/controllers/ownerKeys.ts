// Which owners a change of an object is about, as keys of a work queue. Most changes leave the owner as it was: those cost one
// look at the owner. Source: the event handlers of pkg/controller's controllers of pods (v1.36). Knows no controller.
import type { Change } from '../frame.ts';
import { controllerOf, type KubeObject, keyOf, type OwnerReference } from '../objects.ts';

const none: readonly string[] = [];

/** The owner of a kind that an object has or had; where it has none, `adopters` too: whoever may adopt it. */
export function ownerKeys(
  { object, before }: Change,
  kind: string,
  adopters: () => readonly KubeObject[],
): readonly string[] {
  const owner = controllerOf(object);
  const same = !before || before.metadata.ownerReferences === object.metadata.ownerReferences;
  if (owner && same) return owner.kind === kind ? [ownerKey(object, owner)] : none;
  const keys = new Set<string>();
  for (const one of [owner, before && controllerOf(before)]) if (one?.kind === kind) keys.add(ownerKey(object, one));
  if (!owner) for (const adopter of adopters()) keys.add(keyOf(adopter));
  return [...keys];
}

const ownerKey = ({ metadata }: KubeObject, owner: OwnerReference): string => `${metadata.namespace}/${owner.name}`;
