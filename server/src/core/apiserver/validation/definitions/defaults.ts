// Defaults in schemas have to be what the schema asks for: of its type, without unknown fields.
// Mirrors apiextensions-apiserver pkg/apiserver/schema/defaulting/validation.go (v1.36). Defaults inside metadata are only
// held to their own schema.

import { embeddedErrors } from '../../customResources/embedded.ts';
import { causesOf } from '../../customResources/failures.ts';
import { printable } from '../../customResources/lists.ts';
import { prune } from '../../customResources/prune.ts';
import { ruleErrors } from '../../customResources/rules.ts';
import {
  asResource,
  identical,
  isEmbedded,
  itemsOf,
  META_FIELDS,
  propertiesOf,
} from '../../customResources/structural.ts';
import { validatorOf } from '../../customResources/validate.ts';
import { type Draft, type Json, jsonOf } from '../../draft.ts';
import { invalid } from '../../fieldErrors.ts';
import { child, type FieldPath, key } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';

interface At {
  readonly field: FieldPath;
  readonly insideMeta: boolean;
  readonly root: boolean;
}

/** @param pruned whether unknown fields in defaults are an error */
export function defaultErrors(schema: Draft, field: FieldPath, pruned: boolean): FieldError[] {
  return within(asResource(schema), { field, insideMeta: false, root: true }, pruned);
}

function within(schema: Draft, at: At, pruned: boolean): FieldError[] {
  const insideMeta = at.insideMeta && !isEmbedded(schema);
  const value = schema['default'];
  const set = value !== undefined && value !== null;
  const own = set ? ownErrors(schema, value, { ...at, insideMeta }, pruned) : [];
  const items = itemsOf(schema);
  const inItems = items ? within(items, { field: child(at.field, 'items'), insideMeta, root: false }, pruned) : [];
  const inProperties = propertiesOf(schema).flatMap(([name, property]) => {
    const field = key(child(at.field, 'properties'), name);
    const meta = insideMeta || (isEmbedded(schema) && META_FIELDS.has(name));
    return within(property, { field, insideMeta: meta, root: false }, pruned);
  });
  return [...own, ...inItems, ...inProperties];
}

const validate = validatorOf({ structural: true });

function ownErrors(schema: Draft, value: Json, at: At, pruned: boolean): FieldError[] {
  const field = child(at.field, 'default');
  const errors: FieldError[] = [];
  if (!at.insideMeta && pruned) {
    const rest = jsonOf(value);
    prune(rest, schema, isEmbedded(schema));
    if (!identical(rest, value)) errors.push(invalid(field, printable(value), 'must not have unknown fields'));
  }
  const wrongMeta = at.insideMeta ? [] : embeddedErrors(value, schema, field);
  if (wrongMeta.length > 0) return [...errors, ...wrongMeta];
  const wrong = causesOf(validate(schema, value, '', undefined).failures, field);
  if (wrong.length > 0) return [...errors, ...wrong];
  const root = at.root || isEmbedded(schema);
  const changed = ruleErrors(schema, value, value, field, root);
  return [...errors, ...(changed.length > 0 ? changed : ruleErrors(schema, value, undefined, field, root))];
}
