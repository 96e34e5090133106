// What the server writes into metadata before a kind's own rules are asked: the namespace of the request, a generated name, a
// uid, and what a replacement takes from the live object. Mirrors k8s.io/apiserver pkg/registry/rest (v1.36).
import { type Draft, ensureObject, isSet, objectAt, stringAt } from './draft.ts';
import { placeholderSuffix, placeholderUid } from './placeholders.ts';

/** Whether objects of a kind live in namespaces. */
interface Scoped {
  readonly namespaced: boolean;
}

/** The namespace of the request: `default` where none is written; objects of the cluster have none, whatever is written. */
export function nameNamespace(object: Draft, kind: Scoped): void {
  const meta = ensureObject(object, 'metadata');
  if (!kind.namespaced) delete meta['namespace'];
  if (kind.namespaced && stringAt(meta, 'namespace') === '') meta['namespace'] = 'default';
}

/** `rest.BeforeCreate`: a generated name, a uid, nothing else that only the server may say. */
export function prepareNewMetadata(object: Draft, kind: Scoped): void {
  nameNamespace(object, kind);
  const meta = ensureObject(object, 'metadata');
  const prefix = stringAt(meta, 'generateName');
  if (stringAt(meta, 'name') === '' && prefix !== '') meta['name'] = generatedName(prefix);
  if (stringAt(meta, 'uid') === '') meta['uid'] = placeholderUid;
  for (const name of ['deletionTimestamp', 'deletionGracePeriodSeconds', 'selfLink', 'managedFields'])
    delete meta[name];
}

/** `names.SimpleNameGenerator`: at most 58 characters of the prefix are kept. */
function generatedName(prefix: string): string {
  return `${prefix.slice(0, 58)}${placeholderSuffix}`;
}

/** `rest.BeforeUpdate`: what a replacement does not say, or may not, is taken from the live object. */
export function keepSystemMetadata(object: Draft, old: Draft): void {
  const meta = ensureObject(object, 'metadata');
  const before = objectAt(old, 'metadata');
  for (const name of ['selfLink', 'managedFields', 'generation', 'creationTimestamp']) delete meta[name];
  for (const name of ['generation', 'creationTimestamp']) if (isSet(before, name)) meta[name] = before[name];
  for (const name of ['uid', 'resourceVersion', 'deletionTimestamp', 'deletionGracePeriodSeconds']) {
    if (!isSet(meta, name) && isSet(before, name)) meta[name] = before[name];
  }
  if (isSet(before, 'deletionTimestamp')) meta['deletionTimestamp'] = before['deletionTimestamp'];
}
