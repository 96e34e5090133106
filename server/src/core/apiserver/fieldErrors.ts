// The causes of a refusal, built as the server builds them: each function gives the exact text of
// k8s.io/apimachinery pkg/util/validation/field.Error.ErrorBody (v1.36).
import { goQuote } from '../kubernetes/goText.ts';
import type { Json } from './draft.ts';
import type { FieldPath } from './fieldPath.ts';
import type { FieldError, Reason } from './types.ts';

export function invalid(field: FieldPath, value: Json | undefined, detail: string): FieldError {
  return withValue('FieldValueInvalid', field, 'Invalid value', value, detail);
}

/** `field.OmitValueType`: the value is not shown. */
export function invalidWithoutValue(field: FieldPath, detail: string): FieldError {
  return bare('FieldValueInvalid', field, 'Invalid value', detail);
}

export function typeInvalid(field: FieldPath, value: Json | undefined, detail: string): FieldError {
  return withValue('FieldValueTypeInvalid', field, 'Invalid value', value, detail);
}

export function duplicate(field: FieldPath, value: Json | undefined): FieldError {
  return withValue('FieldValueDuplicate', field, 'Duplicate value', value, '');
}

export function notFound(field: FieldPath, value: Json | undefined): FieldError {
  return withValue('FieldValueNotFound', field, 'Not found', value, '');
}

/**
 * A word of a type of its own, which prints as JSON does: most enumerations are such.
 * @param supported in the order to print; most callers sort, as `sets.List` does
 */
export function notSupported(field: FieldPath, value: Json | undefined, supported: readonly string[]): FieldError {
  const bad = `Unsupported value: ${goJson(value)}`;
  return bare('FieldValueNotSupported', field, bad, supportedWords(supported));
}

/** A plain string, which prints as Go quotes. */
export function textNotSupported(field: FieldPath, value: string, supported: readonly string[]): FieldError {
  return withValue('FieldValueNotSupported', field, 'Unsupported value', value, supportedWords(supported));
}

function supportedWords(supported: readonly string[]): string {
  return supported.length > 0 ? `supported values: ${supported.map(goQuote).join(', ')}` : '';
}

export function required(field: FieldPath, detail = ''): FieldError {
  return bare('FieldValueRequired', field, 'Required value', detail);
}

export function forbidden(field: FieldPath, detail: string): FieldError {
  return bare('FieldValueForbidden', field, 'Forbidden', detail);
}

export function tooLong(field: FieldPath, most: number, unit: 'byte' | 'character' = 'byte'): FieldError {
  return bare('FieldValueTooLong', field, 'Too long', `may not be more than ${most} ${unit}${most === 1 ? '' : 's'}`);
}

export function tooMany(field: FieldPath, actual: number, most: number): FieldError {
  return withValue(
    'FieldValueTooMany',
    field,
    'Too many',
    actual,
    `must have at most ${most} item${most === 1 ? '' : 's'}`,
  );
}

export function internalError(field: FieldPath, detail: string): FieldError {
  return bare('InternalError', field, 'Internal error', detail);
}

function bare(reason: Reason, field: FieldPath, title: string, detail: string): FieldError {
  return { reason, field, message: detail === '' ? title : `${title}: ${detail}` };
}

function withValue(
  reason: Reason,
  field: FieldPath,
  title: string,
  value: Json | undefined,
  detail: string,
): FieldError {
  return bare(reason, field, `${title}: ${goValue(value)}`, detail);
}

/** A bad value as the message shows it: quoted strings, plain numbers, anything else as Go's JSON. */
export function goValue(value: Json | undefined): string {
  return typeof value === 'string' ? goQuote(value) : goJson(value);
}

const escapes: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** `encoding/json.Marshal`: HTML characters escaped; keys stay in the order given. */
export function goJson(value: Json | undefined): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (c) => escapes[c] ?? c);
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  if (typeof value !== 'object') return String(value);
  const pairs = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{${pairs.map(([name, item]) => `${goJson(name)}:${goJson(item)}`).join(',')}}`;
}
