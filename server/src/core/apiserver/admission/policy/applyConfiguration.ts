// Merges an apply configuration into an object by its schema: maps by key, lists of maps by their keys, sets by value;
// what is atomic may not be touched. Mirrors k8s.io/apiserver pkg/admission/plugin/policy/mutating/patch/smd.go and
// structured-merge-diff's Merge (v1.36).
import type { Definition, Field, KindInfo, Schema, TypeRef } from '../../../schema/schema.ts';
import { type Draft, isDraft, type Json, sameJson } from '../../draft.ts';

export type Merged = { readonly object: Draft } | { readonly error: string };

/** The object with the configuration's fields; neither is changed. */
export function applyConfiguration(schema: Schema, kind: KindInfo, object: Draft, patch: Draft): Merged {
  const definition = schema.definition(kind.definition);
  const unknown = definition ? undeclared(schema, definition, patch, '') : [];
  if (unknown.length > 0) {
    const words = unknown.map((path) => `${path}: field not declared in schema`);
    return { error: `error applying patch: failed to convert patch object to typed object: ${errorList(words)}` };
  }
  const atomic = definition ? atomics(schema, definition, patch, '') : [];
  if (atomic.length > 0) {
    return {
      error: `error applying patch: invalid ApplyConfiguration: may not mutate atomic arrays, maps or structs: ${atomic.join(', ')}`,
    };
  }
  return { object: mergedMap(schema, definition, object, patch) };
}

/** As structured-merge-diff prints several errors. */
const errorList = (words: readonly string[]): string =>
  words.length === 1 ? (words[0] ?? '') : `errors:\n${words.map((word) => `  ${word}`).join('\n')}`;

function undeclared(schema: Schema, definition: Definition, patch: Draft, path: string): string[] {
  if (definition.freeForm || definition.scalar || definition.fields.size === 0) return [];
  return Object.entries(patch).flatMap(([name, value]) => {
    if (path === '' && (name === 'apiVersion' || name === 'kind')) return [];
    const field = definition.fields.get(name);
    if (!field) return [`${path}.${name}`];
    return undeclaredIn(schema, field.type, value ?? null, `${path}.${name}`);
  });
}

function undeclaredIn(schema: Schema, type: TypeRef, value: Json, path: string): string[] {
  if (type.is === 'list' && Array.isArray(value)) {
    return value.flatMap((item, at) => undeclaredIn(schema, type.of, item, `${path}[${at}]`));
  }
  if (type.is === 'map' && isDraft(value)) {
    return Object.entries(value).flatMap(([key, one]) => undeclaredIn(schema, type.of, one ?? null, `${path}.${key}`));
  }
  const inner = type.is === 'definition' ? schema.definition(type.name) : undefined;
  return inner && isDraft(value) ? undeclared(schema, inner, value, path) : [];
}

function atomics(schema: Schema, definition: Definition, patch: Draft, path: string): string[] {
  if (definition.mapType === 'atomic') return [path];
  return Object.entries(patch).flatMap(([name, value]) => {
    const field = definition.fields.get(name);
    return field && value !== undefined ? atomicsIn(schema, field, value, `${path}.${name}`) : [];
  });
}

function atomicsIn(schema: Schema, field: Field, value: Json, path: string): string[] {
  if (field.mapType === 'atomic') return [path];
  if (Array.isArray(value)) return listAtomics(schema, field, value, path);
  const inner = definitionOf(schema, field.type);
  return inner && isDraft(value) ? atomics(schema, inner, value, path) : [];
}

function listAtomics(schema: Schema, field: Field, items: readonly Json[], path: string): string[] {
  if (field.listType === undefined || field.listType === 'atomic') return [path];
  const inner = definitionOf(schema, field.type);
  if (!inner) return [];
  return items.flatMap((item, at) => (isDraft(item) ? atomics(schema, inner, item, `${path}[${at}]`) : []));
}

function definitionOf(schema: Schema, type: TypeRef): Definition | undefined {
  if (type.is === 'definition') return schema.definition(type.name);
  return type.is === 'list' || type.is === 'map' ? definitionOf(schema, type.of) : undefined;
}

function mergedMap(schema: Schema, definition: Definition | undefined, object: Draft, patch: Draft): Draft {
  const result: Draft = { ...object };
  for (const [name, value] of Object.entries(patch)) {
    if (value !== undefined) result[name] = merged(schema, definition?.fields.get(name), result[name], value);
  }
  return result;
}

function merged(schema: Schema, field: Field | undefined, before: Json | undefined, value: Json): Json {
  if (Array.isArray(value)) return mergedList(schema, field, Array.isArray(before) ? before : [], value);
  if (!isDraft(value)) return value;
  const inner = field && definitionOf(schema, field.type);
  const isMap = field?.type.is === 'map';
  if (!isMap || !inner) return mergedMap(schema, inner, isDraft(before) ? before : {}, value);
  const result: Draft = { ...(isDraft(before) ? before : {}) };
  for (const [key, one] of Object.entries(value)) {
    const known = result[key];
    if (isDraft(one)) result[key] = mergedMap(schema, inner, isDraft(known) ? known : {}, one);
  }
  return result;
}

function mergedList(schema: Schema, field: Field | undefined, before: readonly Json[], items: readonly Json[]): Json[] {
  if (field?.listType === 'set')
    return [...before, ...items.filter((item) => !before.some((one) => sameJson(one, item)))];
  const keys = field?.listMapKeys ?? [];
  if (field?.listType !== 'map' || keys.length === 0) return [...items];
  const inner = definitionOf(schema, field.type);
  const result = [...before];
  for (const item of items) {
    const at = result.findIndex((one) => isSame(inner, keys, one, item));
    const known = result[at];
    if (isDraft(known) && isDraft(item)) result[at] = mergedMap(schema, inner, known, item);
    else result.push(item);
  }
  return result;
}

function isSame(inner: Definition | undefined, keys: readonly string[], one: Json, item: Json): boolean {
  if (!isDraft(one) || !isDraft(item)) return false;
  const keyOf = (from: Draft, key: string): unknown => from[key] ?? inner?.fields.get(key)?.default;
  return keys.every((key) => keyOf(one, key) === keyOf(item, key));
}
