// What a custom resource loses when it is read: fields that its schema does not know, and nulls where none may be.
// Mirrors apiextensions-apiserver pkg/apiserver/schema/pruning and defaulting/prunenulls.go (v1.36).
import { compareGoStrings } from '../../kubernetes/goText.ts';
import { type Draft, isDraft, type Json } from '../draft.ts';
import {
  asResource,
  isEmbedded,
  itemsOf,
  keepsUnknown,
  META_FIELDS,
  propertyOf,
  schemaUnder,
  speaksOfValues,
  valuesOf,
} from './structural.ts';

/**
 * Removes what the schema does not know; writes to the value. Gives the paths of what it removed, sorted: `spec.foo[0].bar`.
 * @param resourceRoot whether the value is an object with metadata, which is not pruned
 */
export function prune(value: Json, schema: Draft | undefined, resourceRoot: boolean): string[] {
  const removed: string[] = [];
  pruneAt(value, resourceRoot ? asResource(schema) : schema, '', removed);
  return removed.sort(compareGoStrings);
}

const under = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

function pruneAt(value: Json | undefined, schema: Draft | undefined, path: string, removed: string[]): void {
  if (Array.isArray(value)) {
    const items = itemsOf(schema);
    const step = keepsUnknown(schema) ? pruneKept : pruneAt;
    for (const [at, item] of value.entries()) step(item, items, `${path}[${at}]`, removed);
    return;
  }
  if (!isDraft(value)) return;
  if (keepsUnknown(schema)) pruneKept(value, schema, path, removed);
  else pruneObject(value, schema, path, removed);
}

function pruneObject(value: Draft, schema: Draft | undefined, path: string, removed: string[]): void {
  for (const key of Object.keys(value)) {
    if (isEmbedded(schema) && META_FIELDS.has(key)) continue;
    const property = propertyOf(schema, key);
    if (property) pruneAt(value[key], property, under(path, key), removed);
    else if (schema && speaksOfValues(schema)) pruneAt(value[key], valuesOf(schema), under(path, key), removed);
    else {
      if (!schema || !META_FIELDS.has(key) || path !== '') removed.push(under(path, key));
      delete value[key];
    }
  }
}

/** Where unknown fields are kept, only what is known is looked into. */
function pruneKept(value: Json | undefined, schema: Draft | undefined, path: string, removed: string[]): void {
  if (!schema) return;
  if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) pruneKept(item, itemsOf(schema), `${path}[${at}]`, removed);
    return;
  }
  if (!isDraft(value)) return;
  for (const key of Object.keys(value)) {
    if (isEmbedded(schema) && META_FIELDS.has(key)) continue;
    const property = propertyOf(schema, key);
    if (property) pruneAt(value[key], property, under(path, key), removed);
    else if (speaksOfValues(schema)) pruneAt(value[key], valuesOf(schema), under(path, key), removed);
  }
}

/** Removes nulls that are neither allowed nor replaced by a default; writes to the value. */
export function pruneNulls(value: Json | undefined, schema: Draft | undefined): void {
  if (Array.isArray(value)) {
    for (const item of value) pruneNulls(item, itemsOf(schema));
    return;
  }
  if (!isDraft(value)) return;
  for (const [key, item] of Object.entries(value)) {
    const inner = schemaUnder(schema, key);
    if (item === null && inner && inner['nullable'] !== true && inner['default'] === undefined) delete value[key];
    else pruneNulls(item, inner);
  }
}
