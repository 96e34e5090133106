// Lists that are sets or maps (`x-kubernetes-list-type`) in custom resources: what stands there twice.
// Mirrors apiextensions-apiserver pkg/apiserver/schema/listtype (v1.36).
import { type Draft, isDraft, type Json, stringsAt } from '../draft.ts';
import { duplicate, goJson, invalid } from '../fieldErrors.ts';
import { child, type FieldPath, index, key } from '../fieldPath.ts';
import type { FieldError } from '../types.ts';
import { sortedByName } from '../validation/goStructs.ts';
import { itemsOf, propertyOf, valuesOf } from './structural.ts';

/** One `Duplicate value` for the second of each. */
export function listErrors(value: Json | undefined, schema: Draft | undefined, field: FieldPath): FieldError[] {
  if (!schema) return [];
  if (Array.isArray(value)) return arrayErrors(value, schema, field);
  if (!isDraft(value)) return [];
  const values = valuesOf(schema);
  return Object.entries(value).flatMap(([name, item]) => [
    ...(values ? listErrors(item, values, key(field, name)) : []),
    ...listErrors(item, propertyOf(schema, name), child(field, name)),
  ]);
}

function arrayErrors(list: readonly Json[], schema: Draft, field: FieldPath): FieldError[] {
  const items = itemsOf(schema);
  const within = items ? list.flatMap((item, at) => listErrors(item, items, index(field, at))) : [];
  switch (schema['x-kubernetes-list-type']) {
    case 'set':
      return [...repeated(list).map((at) => duplicate(index(field, at), printable(list[at]))), ...within];
    case 'map':
      return [...mapErrors(list, stringsAt(schema, 'x-kubernetes-list-map-keys'), field), ...within];
    default:
      return within;
  }
}

function mapErrors(list: readonly Json[], keys: readonly string[], field: FieldPath): FieldError[] {
  const wrong = list.findIndex((item) => item !== null && !isDraft(item));
  if (wrong >= 0) {
    return [invalid(index(field, wrong), list[wrong], 'must be an object for an array of list-type map')];
  }
  const identities = list.map((item) => keysOf(item, keys));
  return repeated(identities).map((at) => duplicate(index(field, at), printable(identities[at])));
}

/** The fields of an item by which its list knows it. */
export function keysOf(item: Json | undefined, keys: readonly string[]): Draft {
  if (!isDraft(item)) return {};
  const present = keys.filter((name) => Object.hasOwn(item, name));
  return Object.fromEntries(present.map((name) => [name, item[name]]));
}

/** The places where something stands for the second time. */
function repeated(list: readonly Json[]): number[] {
  const times = new Map<string, number>();
  return list.flatMap((item, at) => {
    const text = goJson(printable(item));
    const seen = times.get(text) ?? 0;
    times.set(text, seen + 1);
    return seen === 1 ? [at] : [];
  });
}

/** Go prints maps in the order of their keys. */
export function printable(value: Json | undefined): Json {
  if (Array.isArray(value)) return value.map(printable);
  if (!isDraft(value)) return value ?? null;
  return Object.fromEntries(Object.entries(sortedByName(value)).map(([name, item]) => [name, printable(item)]));
}
