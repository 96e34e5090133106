// Objects under judgement: plain JSON that defaulting may write to, and readers of loose values. The caller keeps the
// original: `draftOf` copies, so nothing here is seen outside.
import { isJsonObject, type JsonObject, type JsonValue } from './types.ts';

export type Json = string | number | bigint | boolean | null | Json[] | Draft;
export interface Draft {
  [key: string]: Json | undefined;
}

/** A deep copy that may be written to. */
export function draftOf(object: JsonObject): Draft {
  const copy: Draft = {};
  for (const [name, value] of Object.entries(object)) if (value !== undefined) copy[name] = jsonOf(value);
  return copy;
}

export function jsonOf(value: JsonValue): Json {
  if (Array.isArray(value)) return value.map(jsonOf);
  return isJsonObject(value) ? draftOf(value) : (value as Json);
}

export function isDraft(value: Json | undefined): value is Draft {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object at a field; an empty one, not attached, where there is none. For reading. */
export function objectAt(parent: Draft | undefined, name: string): Draft {
  const value = parent?.[name];
  return isDraft(value) ? value : {};
}

/** The object at a field if it is set. */
export function optionalObject(parent: Draft | undefined, name: string): Draft | undefined {
  const value = parent?.[name];
  return isDraft(value) ? value : undefined;
}

/** The object at a field, made where there is none. For writing. */
export function ensureObject(parent: Draft, name: string): Draft {
  const value = parent[name];
  if (isDraft(value)) return value;
  const made: Draft = {};
  parent[name] = made;
  return made;
}

/** The objects of a list, in order; other items, which decoding has refused, are passed over. */
export function objectsAt(parent: Draft | undefined, name: string): Draft[] {
  const value = parent?.[name];
  return Array.isArray(value) ? value.filter(isDraft) : [];
}

export function stringsAt(parent: Draft | undefined, name: string): string[] {
  const value = parent?.[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** Go's zero value where the string is not set. */
export function stringAt(parent: Draft | undefined, name: string): string {
  const value = parent?.[name];
  return typeof value === 'string' ? value : '';
}

export function numberAt(parent: Draft | undefined, name: string): number | undefined {
  const value = parent?.[name];
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'number' ? value : undefined;
}

export function booleanAt(parent: Draft | undefined, name: string): boolean | undefined {
  const value = parent?.[name];
  return typeof value === 'boolean' ? value : undefined;
}

/** A map of strings, as labels and annotations are. */
export function stringMapAt(parent: Draft | undefined, name: string): Record<string, string> {
  const entries = Object.entries(objectAt(parent, name));
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** Whether a pointer field is set in Go's sense: present and not null. */
export function isSet(parent: Draft | undefined, name: string): boolean {
  const value = parent?.[name];
  return value !== undefined && value !== null;
}

/** Writes a default where the field is not set. */
export function setDefault(parent: Draft, name: string, value: Json): void {
  if (!isSet(parent, name)) parent[name] = value;
}

/** Writes a default where Go would see the zero value: not set, empty string, 0. */
export function setDefaultIfZero(parent: Draft, name: string, value: Json): void {
  const now = parent[name];
  if (now === undefined || now === null || now === '' || now === 0) parent[name] = value;
}

/** Equality as `equality.Semantic.DeepEqual` sees decoded JSON: absent, null and empty are the same. */
export function sameJson(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (isEmpty(one) || isEmpty(other)) return isEmpty(one) && isEmpty(other);
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, at) => sameJson(item, other[at]));
  }
  if (isDraft(one) && isDraft(other)) {
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((name) => sameJson(one[name], other[name]));
  }
  return (
    typeof one !== 'object' &&
    typeof other !== 'object' &&
    one !== undefined &&
    String(one) === String(other) &&
    isNumeric(one) &&
    isNumeric(other)
  );
}

const isNumeric = (value: Json | undefined): boolean => typeof value === 'number' || typeof value === 'bigint';

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isDraft(value) && Object.keys(value).length === 0;
}
