// How an object is stored: as Go writes its structs in JSON. Structs that are no pointers appear as `{}`, zero values
// behind omitempty vanish, defaults that the schema states are filled in. Mirrors encoding/json over k8s.io/api v0.36.
import type { Definition, Field, KindInfo, Schema, TypeRef } from '../../schema/schema.ts';
import { type Draft, isDraft, type Json, jsonOf } from '../draft.ts';
import type { JsonValue } from '../types.ts';
import { nullKeepers } from './nullFields.data.ts';
import { zeroKeepers } from './zeroValues.data.ts';

/** Fills in the defaults that the types themselves declare (`+default=`). Writes to the draft. */
export function applySchemaDefaults(schema: Schema, kind: KindInfo, object: Draft): void {
  const definition = schema.definition(kind.definition);
  if (definition) eachStruct(schema, definition, object, fillDefaults);
}

/** Brings the object into the form in which it is stored. Writes to the draft. */
export function encode(schema: Schema, kind: KindInfo, object: Draft): void {
  const definition = schema.definition(kind.definition);
  if (definition) eachStruct(schema, definition, object, storeStruct);
}

/**
 * Takes away scalars that would not be stored, so that the object can be compared with a stored one; lists and maps that are
 * empty still tell themselves from those that are not set. Writes to the draft.
 */
export function dropZeroes(schema: Schema, kind: KindInfo, object: Draft): void {
  const definition = schema.definition(kind.definition);
  if (definition) eachStruct(schema, definition, object, (struct, draft) => dropZeroFields(struct, draft, true));
}

type Visit = (definition: Definition, object: Draft) => void;

function eachStruct(schema: Schema, definition: Definition, object: Draft, visit: Visit): void {
  visit(definition, object);
  for (const name of Object.keys(object)) {
    const field = definition.fields.get(name);
    const value = object[name];
    if (field && value !== undefined) descend(schema, field.type, value, visit);
  }
}

function descend(schema: Schema, type: TypeRef, value: Json, visit: Visit): void {
  // Twenty thousand strings of a ConfigMap hold no structs.
  if (!mayHoldStructs(type)) return;
  if (type.is === 'list' && Array.isArray(value)) for (const item of value) descend(schema, type.of, item, visit);
  if (type.is === 'map' && isDraft(value)) {
    for (const item of Object.values(value)) if (item !== undefined) descend(schema, type.of, item, visit);
  }
  if (type.is !== 'definition' || !isDraft(value)) return;
  const definition = schema.definition(type.name);
  if (definition && !definition.scalar) eachStruct(schema, definition, value, visit);
}

function mayHoldStructs(type: TypeRef): boolean {
  return type.is === 'list' || type.is === 'map' ? mayHoldStructs(type.of) : type.is === 'definition';
}

function fillDefaults(definition: Definition, object: Draft): void {
  for (const field of definition.fields.values()) {
    if (field.default === undefined || field.zeroDefault) continue;
    // Without a pointer, what was given as zero is the same as not given.
    const given = object[field.name];
    const unset = given === undefined || (given === '' && !zeroKeepers(definition.name).pointers.has(field.name));
    if (!unset) continue;
    object[field.name] = jsonOf(field.default as JsonValue);
  }
}

function dropZeroFields(definition: Definition, object: Draft, scalarsOnly = false): void {
  const { pointers, always, quantity } = zeroKeepers(definition.name);
  for (const [name, value] of Object.entries(object)) {
    if (scalarsOnly && typeof value === 'object' && value !== null) continue;
    const field = definition.fields.get(name);
    if (field && isUnstored(value, field.type) && !pointers.has(name)) delete object[name];
  }
  for (const name of always) {
    const field = definition.fields.get(name);
    if (field && object[name] === undefined && !isStructByValue(field)) object[name] = zeroOf(field.type);
  }
  if (quantity !== undefined && object[quantity] === undefined) object[quantity] = '0';
}

function storeStruct(definition: Definition, object: Draft): void {
  dropZeroFields(definition, object);
  const nulls = nullKeepers(definition.name);
  for (const field of definition.fields.values()) {
    if (object[field.name] !== undefined) continue;
    if (isStructByValue(field)) object[field.name] = {};
    else if (nulls.has(field.name)) object[field.name] = null;
  }
}

/** Go's zero, or an empty map: behind omitempty neither is written. */
function isUnstored(value: Json | undefined, type: TypeRef): boolean {
  if (type.is === 'map') return value === null || (isDraft(value) && Object.keys(value).length === 0);
  return isZero(value) && !isIntOrString(type);
}

function isZero(value: Json | undefined): boolean {
  if (value === '' || value === 0 || value === false || value === null) return true;
  return Array.isArray(value) && value.length === 0;
}

/** A struct in Go: its 0 is written wherever it was given. */
function isIntOrString(type: TypeRef): boolean {
  return type.is === 'definition' && type.name.endsWith('.IntOrString');
}

function isStructByValue(field: Field): boolean {
  return (
    field.zeroDefault &&
    field.type.is === 'definition' &&
    !/\.(Quantity|IntOrString|Time|MicroTime)$/.test(field.type.name)
  );
}

function zeroOf(type: TypeRef): Json {
  switch (type.is) {
    case 'string':
      return '';
    case 'boolean':
      return false;
    default:
      return 0;
  }
}
