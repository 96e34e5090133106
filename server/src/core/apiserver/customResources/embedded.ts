// Objects within custom resources (`x-kubernetes-embedded-resource`): their metadata read as any object's, and judged.
// Mirrors apiextensions-apiserver pkg/apiserver/schema/objectmeta (v1.36).

import { dns1035LabelErrors } from '../../kubernetes/names.ts';
import type { Schema } from '../../schema/schema.ts';
import { decodeMetadata } from '../decode/decode.ts';
import { type Draft, isDraft, type Json, stringAt } from '../draft.ts';
import { invalid, required } from '../fieldErrors.ts';
import { child, type FieldPath, index, key } from '../fieldPath.ts';
import { validateGeneralObjectMeta } from '../objectMeta.ts';
import { pathSegmentName } from '../objectNames.ts';
import type { FieldError } from '../types.ts';
import { printable } from './lists.ts';
import { isEmbedded, itemsOf, propertyOf, schemaUnder } from './structural.ts';

export interface Coercion {
  /** Unknown fields of metadata, as strict decoding names them. */
  readonly strict: readonly string[];
  readonly error?: FieldError;
}

/** Reads the metadata of embedded objects as the server's type; writes to the value. The first wrong type ends it. */
export function coerceEmbedded(
  schema: Schema,
  value: Json | undefined,
  of: Draft | undefined,
  field: FieldPath,
): Coercion {
  if (!of) return { strict: [] };
  const strict: string[] = [];
  if (isDraft(value) && isEmbedded(of)) {
    const own = coerceObject(schema, value, field);
    if (own.error) return own;
    strict.push(...own.strict);
  }
  for (const [part, inner, at] of partsOf(value, of, field)) {
    const within = coerceEmbedded(schema, part, inner, at);
    if (within.error) return within;
    strict.push(...within.strict);
  }
  return { strict };
}

type Part = readonly [value: Json | undefined, schema: Draft | undefined, field: FieldPath];

function partsOf(value: Json | undefined, schema: Draft, field: FieldPath): Part[] {
  if (Array.isArray(value)) return value.map((item, at) => [item, itemsOf(schema), index(field, at)]);
  if (!isDraft(value)) return [];
  return Object.entries(value).map(([name, item]) => [
    item,
    schemaUnder(schema, name),
    propertyOf(schema, name) ? child(field, name) : key(field, name),
  ]);
}

function coerceObject(schema: Schema, value: Draft, field: FieldPath): Coercion {
  for (const name of ['apiVersion', 'kind']) {
    const given = value[name];
    if (given !== undefined && typeof given !== 'string') {
      return { strict: [], error: invalid(child(field, name), printable(given), 'must be a string') };
    }
  }
  const metadata = value['metadata'];
  if (metadata === undefined || metadata === null) return { strict: [] };
  const decoded = decodeMetadata(schema, metadata, child(field, 'metadata'));
  if (decoded.error !== undefined) {
    return { strict: [], error: invalid(child(field, 'metadata'), printable(metadata), decoded.error) };
  }
  value['metadata'] = withoutEmpty(decoded.object);
  return { strict: decoded.strict };
}

/** Go's `omitempty` on metadata. */
export function withoutEmpty(metadata: Draft): Draft {
  const kept = Object.entries(metadata).filter(([, value]) => {
    if (value === undefined || value === null || value === '' || value === 0) return false;
    if (Array.isArray(value)) return value.length > 0;
    return !isDraft(value) || Object.keys(value).length > 0;
  });
  return Object.fromEntries(kept);
}

/** What is wrong with embedded objects: no kind, wrong names, wrong labels. */
export function embeddedErrors(value: Json | undefined, schema: Draft | undefined, field: FieldPath): FieldError[] {
  if (!schema) return [];
  const own = isDraft(value) && isEmbedded(schema) ? objectErrors(value, field) : [];
  const within = partsOf(value, schema, field).flatMap(([part, inner, at]) => embeddedErrors(part, inner, at));
  return [...own, ...within];
}

function objectErrors(value: Draft, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  for (const name of ['apiVersion', 'kind']) {
    if (!Object.hasOwn(value, name)) errors.push(required(child(field, name)));
    else if (typeof value[name] !== 'string') {
      errors.push(invalid(child(field, name), printable(value[name]), 'must be a string'));
    } else if (value[name] === '') errors.push(invalid(child(field, name), '', 'must not be empty'));
  }
  return [...errors, ...apiVersionErrors(value, field), ...kindErrors(value, field), ...metaErrors(value, field)];
}

function apiVersionErrors(value: Draft, field: FieldPath): FieldError[] {
  const apiVersion = stringAt(value, 'apiVersion');
  if (apiVersion.split('/').length <= 2) return [];
  return [invalid(child(field, 'apiVersion'), apiVersion, `unexpected GroupVersion string: ${apiVersion}`)];
}

function kindErrors(value: Draft, field: FieldPath): FieldError[] {
  const kind = stringAt(value, 'kind');
  const wrong = kind === '' ? [] : dns1035LabelErrors(kind.toLowerCase());
  if (wrong.length === 0) return [];
  const words = `may have mixed case, but should otherwise match: ${wrong.join(',')}`;
  return [invalid(child(field, 'kind'), kind, words)];
}

/** A name is not asked for. */
function metaErrors(value: Draft, field: FieldPath): FieldError[] {
  const metadata = value['metadata'];
  if (!isDraft(metadata)) return [];
  const named = { metadata: { ...metadata, name: stringAt(metadata, 'name') || 'fakename' } };
  const namespaced = stringAt(metadata, 'namespace') !== '';
  return validateGeneralObjectMeta(named, namespaced, pathSegmentName, child(field, 'metadata'));
}
