// What a version has beside its schema: subresources, printer columns, fields to select by. Mirrors
// ValidateCustomResourceDefinitionSubresources, …ColumnDefinition and …SelectableFields (v1.36).
import { type Draft, isSet, objectAt, objectsAt, optionalObject, stringAt } from '../../draft.ts';
import { duplicate, invalid, required, tooMany } from '../../fieldErrors.ts';
import { child, type FieldPath, index } from '../../fieldPath.ts';
import { followPath } from '../../customResources/fieldPaths.ts';
import type { FieldError } from '../../types.ts';

export function subresourceErrors(holder: Draft, field: FieldPath): FieldError[] {
  const subresources = optionalObject(holder, 'subresources');
  if (!isSet(subresources, 'scale')) return [];
  const scale = objectAt(subresources, 'scale');
  const at = child(field, 'subresources', 'scale');
  const selector = stringAt(scale, 'labelSelectorPath');
  return [
    ...replicasPathErrors(scale, 'specReplicasPath', '.spec.', at),
    ...replicasPathErrors(scale, 'statusReplicasPath', '.status.', at),
    ...(selector === '' ? [] : selectorPathErrors(selector, child(at, 'labelSelectorPath'))),
  ];
}

function replicasPathErrors(scale: Draft, name: string, below: string, at: FieldPath): FieldError[] {
  const path = stringAt(scale, name);
  const field = child(at, name);
  if (path === '') return [required(field)];
  const errors = simplePathErrors(path, field);
  if (errors.length > 0 || path.startsWith(below)) return errors;
  return [invalid(field, path, `should be a json path under ${below.slice(0, -1)}`)];
}

function selectorPathErrors(path: string, field: FieldPath): FieldError[] {
  const errors = simplePathErrors(path, field);
  if (errors.length > 0 || path.startsWith('.spec.') || path.startsWith('.status.')) return errors;
  return [invalid(field, path, 'should be a json path under either .spec or .status')];
}

function simplePathErrors(path: string, field: FieldPath): FieldError[] {
  return path.startsWith('.') ? [] : [invalid(field, path, 'must be a simple json path starting with .')];
}

const COLUMN_TYPES = ['boolean', 'date', 'integer', 'number', 'string'];
const COLUMN_FORMATS = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];

export function columnErrors(holder: Draft, field: FieldPath): FieldError[] {
  const list = child(field, 'additionalPrinterColumns');
  return objectsAt(holder, 'additionalPrinterColumns').flatMap((column, at) => ofColumn(column, index(list, at)));
}

function ofColumn(column: Draft, field: FieldPath): FieldError[] {
  const path = stringAt(column, 'jsonPath');
  const pathField = child(field, 'JSONPath');
  return [
    ...(stringAt(column, 'name') === '' ? [required(child(field, 'name'))] : []),
    ...columnTypeErrors(stringAt(column, 'type'), child(field, 'type')),
    ...columnFormatErrors(stringAt(column, 'format'), child(field, 'format')),
    ...(path === '' ? [required(pathField)] : simplePathErrors(path, pathField)),
  ];
}

function columnTypeErrors(type: string, field: FieldPath): FieldError[] {
  const words = `must be one of ${COLUMN_TYPES.join(',')}`;
  if (type === '') return [required(field, words)];
  return COLUMN_TYPES.includes(type) ? [] : [invalid(field, type, words)];
}

function columnFormatErrors(format: string, field: FieldPath): FieldError[] {
  if (format === '' || COLUMN_FORMATS.includes(format)) return [];
  return [invalid(field, format, `must be one of ${COLUMN_FORMATS.join(',')}`)];
}

const MOST_SELECTABLE = 8;
const SELECTABLE_TYPES = ['string', 'boolean', 'integer'];
const NOT_SELECTABLE =
  'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.';

/** @param schema of the version, or of all; undefined where there is none */
export function selectableErrors(holder: Draft, schema: Draft | undefined, field: FieldPath, missing: string): FieldError[] {
  const fields = objectsAt(holder, 'selectableFields');
  const list = child(field, 'selectableFields');
  if (fields.length === 0) return [];
  if (!schema) return [invalid(list, '', missing)];
  const seen = new Set<string>();
  const errors = fields.flatMap((entry, at) =>
    ofSelectable(stringAt(entry, 'jsonPath'), schema, child(index(list, at), 'jsonPath'), seen),
  );
  return seen.size > MOST_SELECTABLE ? [...errors, tooMany(list, seen.size, MOST_SELECTABLE)] : errors;
}

function ofSelectable(path: string, schema: Draft, field: FieldPath, seen: Set<string>): FieldError[] {
  if (path === '') return [required(field)];
  const followed = followPath(path, schema, false);
  if ('error' in followed) return [invalid(field, path, `is an invalid path: ${followed.error}`)];
  const isMeta = followed.path === 'metadata' || /^metadata[.[]/.test(followed.path);
  const isKnown = seen.has(followed.path);
  seen.add(followed.path);
  return [
    ...(isMeta ? [invalid(field, path, 'must not point to fields in metadata')] : []),
    ...(SELECTABLE_TYPES.includes(stringAt(followed.schema, 'type')) ? [] : [invalid(field, path, NOT_SELECTABLE)]),
    ...(isKnown ? [duplicate(field, path)] : []),
  ];
}
