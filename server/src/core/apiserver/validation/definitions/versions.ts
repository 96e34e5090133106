// What a version says beside its schema: its name, a deprecation, columns, subresources, fields to select by.
// Mirrors apiextensions-apiserver pkg/apis/apiextensions/validation (v1.36).
import { byteLength } from '../../../kubernetes/goText.ts';
import { followPath } from '../../customResources/fieldPaths.ts';
import { type Draft, objectsAt, optionalObject, stringAt } from '../../draft.ts';
import { duplicate, invalid, required, tooMany } from '../../fieldErrors.ts';
import { child, type FieldPath, index } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';
import { structuralError } from './structuralError.ts';

/** What is wrong with a warning of deprecation. */
export function deprecationErrors(version: Draft, field: FieldPath): FieldError[] {
  const warning = version['deprecationWarning'];
  if (typeof warning !== 'string') return [];
  const at = child(field, 'deprecationWarning');
  if (version['deprecated'] !== true) return [invalid(at, warning, 'can only be set for deprecated versions')];
  const wrong: string[] = [];
  if (byteLength(warning) > 256) wrong.push('must be <= 256 characters long');
  if (warning === '') wrong.push('must not be an empty string');
  const place = unprintableAt(warning);
  if (place !== undefined) {
    wrong.push(`must only contain printable UTF-8 characters; non-printable character found at index ${place}`);
  }
  return wrong.map((words) => invalid(at, warning, words));
}

/** In bytes, as Go counts. */
function unprintableAt(text: string): number | undefined {
  const found = /[^\P{C}]|[^\P{Z} ]/u.exec(text);
  return found ? byteLength(text.slice(0, found.index)) : undefined;
}

const COLUMN_TYPES = ['boolean', 'date', 'integer', 'number', 'string'];
const COLUMN_FORMATS = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];

export function columnErrors(holder: Draft, field: FieldPath): FieldError[] {
  return objectsAt(holder, 'additionalPrinterColumns').flatMap((column, at) =>
    oneColumn(column, index(child(field, 'additionalPrinterColumns'), at)),
  );
}

function oneColumn(column: Draft, field: FieldPath): FieldError[] {
  const [type, format, path] = [stringAt(column, 'type'), stringAt(column, 'format'), stringAt(column, 'jsonPath')];
  const words = `must be one of ${COLUMN_TYPES.join(',')}`;
  const errors: FieldError[] = [];
  if (stringAt(column, 'name') === '') errors.push(required(child(field, 'name')));
  if (type === '') errors.push(required(child(field, 'type'), words));
  else if (!COLUMN_TYPES.includes(type)) errors.push(invalid(child(field, 'type'), type, words));
  if (format !== '' && !COLUMN_FORMATS.includes(format)) {
    errors.push(invalid(child(field, 'format'), format, `must be one of ${COLUMN_FORMATS.join(',')}`));
  }
  if (path === '') return [...errors, required(child(field, 'JSONPath'))];
  return [...errors, ...simplePathErrors(path, child(field, 'JSONPath'))];
}

function simplePathErrors(path: string, field: FieldPath): FieldError[] {
  return path.startsWith('.') ? [] : [invalid(field, path, 'must be a simple json path starting with .')];
}

export function subresourceErrors(holder: Draft, field: FieldPath): FieldError[] {
  const scale = optionalObject(optionalObject(holder, 'subresources'), 'scale');
  if (!scale) return [];
  const at = child(field, 'subresources', 'scale');
  const selector = stringAt(scale, 'labelSelectorPath');
  const paths = ['spec', 'status'].flatMap((root) => {
    const name = `${root}ReplicasPath`;
    const path = stringAt(scale, name);
    return path === '' ? [required(child(at, name))] : pathUnder(path, child(at, name), [root], `under .${root}`);
  });
  if (selector === '') return paths;
  const words = 'under either .spec or .status';
  return [...paths, ...pathUnder(selector, child(at, 'labelSelectorPath'), ['spec', 'status'], words)];
}

function pathUnder(path: string, field: FieldPath, roots: readonly string[], words: string): FieldError[] {
  const wrong = simplePathErrors(path, field);
  if (wrong.length > 0 || roots.some((root) => path.startsWith(`.${root}.`))) return wrong;
  return [invalid(field, path, `should be a json path ${words}`)];
}

const MOST_SELECTABLE = 8;
const SELECTABLE = new Set(['string', 'boolean', 'integer']);

/**
 * Fields to select by, of a version or of all.
 * @param manyAllowed whether more than eight are let pass, since there were as many before
 */
export function selectableErrors(
  holder: Draft,
  schema: Draft | undefined,
  field: FieldPath,
  manyAllowed: boolean,
): FieldError[] {
  const fields = objectsAt(holder, 'selectableFields');
  if (fields.length === 0) return [];
  const at = child(field, 'selectableFields');
  if (!schema) {
    const top = 'may only be set when validations.schema is included';
    const own = 'may only be set when `version.schema.openAPIV3Schema` is not included';
    return [invalid(at, '', field === 'spec' ? top : own)];
  }
  const broken = structuralError(schema);
  const unreadable = broken === undefined ? [] : [invalid(child(field, 'schema.openAPIV3Schema'), '', broken)];
  const seen = new Set<string>();
  const errors = fields.flatMap((one, place) =>
    oneSelectable(stringAt(one, 'jsonPath'), broken === undefined ? schema : undefined, index(at, place), seen),
  );
  const many = seen.size > MOST_SELECTABLE && !manyAllowed ? [tooMany(at, seen.size, MOST_SELECTABLE)] : [];
  return [...unreadable, ...errors, ...many];
}

function oneSelectable(path: string, schema: Draft | undefined, field: FieldPath, seen: Set<string>): FieldError[] {
  const at = child(field, 'jsonPath');
  if (path === '') return [required(at)];
  const followed = followPath(path, schema, false);
  if ('error' in followed) return [invalid(at, path, `is an invalid path: ${followed.error}`)];
  const errors: FieldError[] = [];
  if (/^metadata(?:[.[]|$)/.test(followed.path)) errors.push(invalid(at, path, 'must not point to fields in metadata'));
  if (!SELECTABLE.has(stringAt(followed.schema, 'type'))) {
    const words =
      'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.';
    errors.push(invalid(at, path, words));
  }
  if (seen.has(followed.path)) errors.push(duplicate(at, path));
  seen.add(followed.path);
  return errors;
}
