// The same owner named twice: the server keeps one and warns. Mirrors dedupOwnerReferencesAndAddWarning in
// k8s.io/apiserver pkg/endpoints/handlers/rest.go (v1.36).
import { type Draft, objectAt, objectsAt, sameJson, stringAt } from './draft.ts';

const words =
  '.metadata.ownerReferences contains duplicate entries; API server dedups owner references in 1.20+, and may reject such requests as early as 1.24; please fix your requests; duplicate UID(s) observed: ';

/** Writes to the draft; gives the warning, if there is something to warn of. */
export function dropRepeatedOwners(object: Draft): string[] {
  const meta = objectAt(object, 'metadata');
  const kept: Draft[] = [];
  const repeated: string[] = [];
  for (const owner of objectsAt(meta, 'ownerReferences')) {
    if (kept.some((other) => sameJson(other, owner))) repeated.push(stringAt(owner, 'uid'));
    else kept.push(owner);
  }
  if (repeated.length === 0) return [];
  meta['ownerReferences'] = kept;
  return [words + repeated.join(', ')];
}
