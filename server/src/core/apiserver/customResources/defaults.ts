// The defaults that a custom resource gets from its schema.
// Mirrors apiextensions-apiserver pkg/apiserver/schema/defaulting/algorithm.go (v1.36).
import { type Draft, isDraft, type Json, jsonOf } from '../draft.ts';
import { itemsOf, propertiesOf, propertyOf, valuesOf } from './structural.ts';

/** Writes defaults into the value, also into what defaults have brought. */
export function applyDefaults(value: Json | undefined, schema: Draft | undefined): void {
  if (!schema) return;
  if (Array.isArray(value)) defaultItems(value, itemsOf(schema));
  else if (isDraft(value)) defaultFields(value, schema);
}

function defaultFields(value: Draft, schema: Draft): void {
  for (const [name, property] of propertiesOf(schema)) {
    const preset = property['default'];
    if (preset === undefined || preset === null) continue;
    if (!Object.hasOwn(value, name) || isWrongNull(value[name], property)) value[name] = jsonOf(preset);
  }
  const values = valuesOf(schema);
  for (const key of Object.keys(value)) {
    const property = propertyOf(schema, key);
    if (!property && values && isWrongNull(value[key], values)) value[key] = jsonOf(values['default'] ?? null);
    applyDefaults(value[key], property ?? values);
  }
}

function defaultItems(value: Json[], items: Draft | undefined): void {
  for (const [at, item] of value.entries()) {
    if (items && isWrongNull(item, items)) value[at] = jsonOf(items['default'] ?? null);
    applyDefaults(value[at], items);
  }
}

const isWrongNull = (value: Json | undefined, schema: Draft): boolean => value === null && schema['nullable'] !== true;
