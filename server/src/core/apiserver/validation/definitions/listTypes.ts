// `x-kubernetes-list-type`, `-map-type` and `-list-map-keys`: what lists and maps of such a type need.
// Mirrors apiextensions-apiserver pkg/apis/apiextensions/validation (v1.36).
import { propertyOf } from '../../customResources/structural.ts';
import { type Draft, isSet, optionalObject, stringAt, stringsAt } from '../../draft.ts';
import { forbidden, invalid, required, textNotSupported } from '../../fieldErrors.ts';
import { child, type FieldPath, key } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';
import { itemsAsGo } from './goSchema.ts';

const LIST_TYPE = 'x-kubernetes-list-type';
const MAP_TYPE = 'x-kubernetes-map-type';
const MAP_KEYS = 'x-kubernetes-list-map-keys';

/** @param atomicSets whether items of sets have to be atomic */
export function listTypeErrors(schema: Draft, field: FieldPath, atomicSets: boolean): FieldError[] {
  const errors = [
    ...wantedType(schema, MAP_TYPE, 'object', field),
    ...knownWord(schema, MAP_TYPE, ['atomic', 'granular'], field),
  ];
  const wrongType = wantedType(schema, LIST_TYPE, 'array', field);
  errors.push(...wrongType);
  if (wrongType.length === 0 && atomicSets && schema[LIST_TYPE] === 'set')
    errors.push(...atomicItemErrors(schema, field));
  errors.push(...knownWord(schema, LIST_TYPE, ['atomic', 'set', 'map'], field));
  if (stringsAt(schema, MAP_KEYS).length > 0 && schema[LIST_TYPE] !== 'map') {
    const words = `must be map if ${MAP_KEYS} is non-empty`;
    const at = child(field, LIST_TYPE);
    errors.push(isSet(schema, LIST_TYPE) ? invalid(at, stringAt(schema, LIST_TYPE), words) : required(at, words));
  }
  return schema[LIST_TYPE] === 'map' ? [...errors, ...listMapErrors(schema, field)] : errors;
}

function wantedType(schema: Draft, name: string, wanted: string, field: FieldPath): FieldError[] {
  const type = stringAt(schema, 'type');
  if (!isSet(schema, name) || type === wanted) return [];
  const words = `must be ${wanted} if ${name} is specified`;
  const at = child(field, 'type');
  return [type === '' ? required(at, words) : invalid(at, type, words)];
}

function knownWord(schema: Draft, name: string, words: readonly string[], field: FieldPath): FieldError[] {
  const value = stringAt(schema, name);
  return !isSet(schema, name) || words.includes(value) ? [] : [textNotSupported(child(field, name), value, words)];
}

function atomicItemErrors(schema: Draft, field: FieldPath): FieldError[] {
  const items = optionalObject(schema, 'items');
  const words = `must be atomic as item of a list with ${LIST_TYPE}=set`;
  const name = itemNotAtomic(items);
  return name === undefined ? [] : [invalid(child(field, 'items', name), items?.[LIST_TYPE] ?? null, words)];
}

/** The field of a set's items that does not say atomic. */
function itemNotAtomic(items: Draft | undefined): string | undefined {
  if (items?.['type'] === 'array' && isSet(items, LIST_TYPE) && items[LIST_TYPE] !== 'atomic') return LIST_TYPE;
  return items?.['type'] === 'object' && items[MAP_TYPE] !== 'atomic' ? MAP_TYPE : undefined;
}

/** Whether a schema is of a kind that is let pass where it was there before. */
export const hasNonAtomicSet = (schema: Draft): boolean =>
  schema[LIST_TYPE] === 'set' && itemNotAtomic(optionalObject(schema, 'items')) !== undefined;

function listMapErrors(schema: Draft, field: FieldPath): FieldError[] {
  const keys = stringsAt(schema, MAP_KEYS);
  const items = optionalObject(schema, 'items');
  const errors: FieldError[] = [];
  if (keys.length === 0) errors.push(required(child(field, MAP_KEYS), `must not be empty if ${LIST_TYPE} is map`));
  if (!isSet(schema, 'items')) {
    return [...errors, required(child(field, 'items'), `must have a schema if ${LIST_TYPE} is map`)];
  }
  if (!items) {
    const words = `must only have a single schema if ${LIST_TYPE} is map`;
    return [...errors, invalid(child(field, 'items'), itemsAsGo(schema['items']), words)];
  }
  const type = stringAt(items, 'type');
  if (type !== 'object') {
    const words = `must be object if parent array's ${LIST_TYPE} is map`;
    return [...errors, invalid(child(field, 'items', 'type'), type, words)];
  }
  return [...errors, ...keys.flatMap((name, at) => mapKeyErrors(items, keys, name, at, field))];
}

function mapKeyErrors(items: Draft, keys: readonly string[], name: string, at: number, field: FieldPath): FieldError[] {
  const property = propertyOf(items, name);
  const type = stringAt(property, 'type');
  const errors: FieldError[] = [];
  if (!property)
    errors.push(invalid(child(field, MAP_KEYS), [...keys], 'entries must all be names of item properties'));
  if (type === 'array' || type === 'object') {
    const words = `must be a scalar type if parent array's ${LIST_TYPE} is map`;
    errors.push(invalid(child(key(child(field, 'items', 'properties'), name), 'type'), stringAt(items, 'type'), words));
  }
  if (keys.indexOf(name) < at)
    errors.push(invalid(child(field, MAP_KEYS), [...keys], 'must not contain duplicate entries'));
  return errors;
}

/** Items of sets and maps are never null, and have the keys of their map. */
export function listItemErrors(schema: Draft, field: FieldPath): FieldError[] {
  const items = optionalObject(schema, 'items');
  const listType = stringAt(schema, LIST_TYPE);
  if (!items || (listType !== 'set' && listType !== 'map')) return [];
  const errors: FieldError[] = [];
  if (items['nullable'] === true) {
    errors.push(forbidden(child(field, 'items', 'nullable'), `cannot be nullable when ${LIST_TYPE} is ${listType}`));
  }
  if (listType === 'set') return errors;
  const given = new Set(stringsAt(items, 'required'));
  return [...errors, ...stringsAt(schema, MAP_KEYS).flatMap((name) => keyPropertyErrors(items, name, given, field))];
}

function keyPropertyErrors(items: Draft, name: string, given: ReadonlySet<string>, field: FieldPath): FieldError[] {
  const property = propertyOf(items, name);
  if (!property) return [];
  const at = key(child(field, 'items', 'properties'), name);
  const words = `this property is in ${MAP_KEYS}, so it`;
  const errors: FieldError[] = [];
  if (!given.has(name) && !isSet(property, 'default')) {
    errors.push(required(child(at, 'default'), `${words} must have a default or be a required property`));
  }
  if (property['nullable'] === true) errors.push(forbidden(child(at, 'nullable'), `${words} cannot be nullable`));
  return errors;
}
