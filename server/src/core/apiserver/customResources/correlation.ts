// Which part of the old object a part of the new one takes the place of: fields by name, items of list maps by their keys.
// What is wrong but was there before is let pass. Mirrors k8s.io/apiserver pkg/cel/common/equality.go (v1.36).
import { type Draft, isDraft, type Json, stringsAt } from '../draft.ts';
import { keysOf } from './lists.ts';
import { identical, itemsOf, schemaUnder } from './structural.ts';

export interface Correlation {
  readonly schema: Draft;
  readonly value: Json | undefined;
  readonly old: Json | undefined;
}

/** The same field of the old object, where both have it and the schema knows it. */
export function correlatedKey(from: Correlation | undefined, key: string): Correlation | undefined {
  if (!from || !isDraft(from.value) || !isDraft(from.old)) return undefined;
  const schema = schemaUnder(from.schema, key);
  if (!schema || !Object.hasOwn(from.value, key) || !Object.hasOwn(from.old, key)) return undefined;
  return { schema, value: from.value[key], old: from.old[key] };
}

/** The item of the old list with the same keys; only list maps have such. */
export function correlatedItem(from: Correlation | undefined, at: number): Correlation | undefined {
  if (!from || !Array.isArray(from.value)) return undefined;
  const items = itemsOf(from.schema);
  const old = itemWithSameKeys(from.schema, from.old, from.value[at]);
  return items && old !== undefined ? { schema: items, value: from.value[at], old } : undefined;
}

/** The first item of a list map that has the keys of the given one. */
export function itemWithSameKeys(schema: Draft, list: Json | undefined, item: Json | undefined): Json | undefined {
  if (schema['x-kubernetes-list-type'] !== 'map' || !Array.isArray(list) || !isDraft(item)) return undefined;
  const keys = stringsAt(schema, 'x-kubernetes-list-map-keys');
  const wanted = keysOf(item, keys);
  return list.find((one) => isDraft(one) && identical(keysOf(one, keys), wanted));
}

/** Whether a part is as it was. Objects whose fields the schema does not know are taken for changed, as the server does. */
export function isUnchanged(part: Correlation | undefined): boolean {
  if (!part) return false;
  const { value, old } = part;
  if (isDraft(value) && isDraft(old)) {
    const keys = Object.keys(value);
    return keys.length === Object.keys(old).length && keys.every((key) => isUnchanged(correlatedKey(part, key)));
  }
  if (Array.isArray(value) && Array.isArray(old)) return isSameList(part, value, old);
  return identical(value ?? null, old ?? null);
}

function isSameList(part: Correlation, value: readonly Json[], old: readonly Json[]): boolean {
  if (value.length !== old.length) return false;
  if (part.schema['x-kubernetes-list-type'] !== 'map') return identical([...value], [...old]);
  return value.every((_, at) => isUnchanged(correlatedItem(part, at)));
}
