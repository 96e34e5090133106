// A value against a schema, in the order and the words of the server's validator. Knows neither metadata nor defaults.
// Mirrors kube-openapi pkg/validation/validate, with ratcheting of pkg/apiserver/validation/ratcheting.go (v1.36).
import { goPattern } from '../../cel/patterns.ts';
import { goQuote } from '../../kubernetes/goText.ts';
import { type Draft, isDraft, type Json, numberAt, stringAt, stringsAt } from '../draft.ts';
import { type Correlation, correlatedItem, correlatedKey, isUnchanged } from './correlation.ts';
import { addFailures, type Failure, failing, merge, passing, type Result } from './failures.ts';
import { isKnownFormat, isOfFormat, isSupportedFormat } from './formats.ts';
import { isWhole, validateNumber } from './numbers.ts';
import { validateCombinations } from './schemaCombinations.ts';
import { identical, itemsOf, propertiesOf, propertyOf, valuesOf } from './structural.ts';

/** How a schema is read. */
export interface Reading {
  /**
   * Defaults are held to the structural schema itself: formats count that the server else strips, and an int-or-string is of
   * any type.
   */
  readonly structural: boolean;
}

/** @param old the value before, where the two can be told to be the same: what has not changed is not found wrong */
export type Validator = (schema: Draft, value: Json, path: string, old: Correlation | undefined) => Result;

/** Validates a value and all that is in it. */
export function validatorOf(reading: Reading): Validator {
  const validate: Validator = (schema, value, path, old) => {
    const result = passing();
    const type = typeResult(schema, value, path, reading);
    if (type) merge(result, type);
    if (value === null) {
      merge(result, enumResult(schema, value, path));
      return result;
    }
    if (type) result.passed++;
    merge(result, validateCombinations(validate, schema, value, path, old));
    merge(result, ownResult(validate, schema, value, path, old, reading));
    merge(result, enumResult(schema, value, path));
    if (isDraft(value)) merge(result, objectResult(validate, schema, value, path, old));
    result.passed += isDraft(value) ? 4 : 3;
    return result;
  };
  return validate;
}

/** A field or item: what is wrong with it is let pass where it was there before. */
function validateChild(validate: Validator, schema: Draft, value: Json, path: string, old?: Correlation): Result {
  const result = validate(schema, value, path, old);
  return old && result.failures.length > 0 && isUnchanged(old) ? passing(result.passed) : result;
}

function typesOf(schema: Draft, reading: Reading): string[] {
  if (schema['x-kubernetes-int-or-string'] === true && !reading.structural) return ['integer', 'string'];
  const type = stringAt(schema, 'type');
  return type === '' ? [] : [type];
}

function formatOf(schema: Draft, types: readonly string[], reading: Reading): string {
  const format = stringAt(schema, 'format');
  const type = types.length === 1 ? (types[0] ?? '') : '';
  return reading.structural || isSupportedFormat(type, format) ? format : '';
}

/** The JSON type of a value as the validator names it, and the format of numbers. */
function shapeOf(value: Json): [string, string] {
  if (value === null) return ['null', ''];
  if (Array.isArray(value)) return ['array', ''];
  if (typeof value === 'number' || typeof value === 'bigint') {
    return isWhole(value) ? ['integer', 'int64'] : ['number', 'float64'];
  }
  return [typeof value, ''];
}

const wrongType = (path: string, wanted: string, found: string): Result =>
  failing({
    kind: 'type',
    name: path,
    message: `${path} in body must be of type ${wanted}: ${goQuote(found)}`,
    value: found,
  });

/** Nothing where the schema says neither type nor format. */
function typeResult(schema: Draft, value: Json, path: string, reading: Reading): Result | undefined {
  const types = typesOf(schema, reading);
  const format = formatOf(schema, types, reading);
  if (value === null) {
    const allowed = types.length === 0 || types.includes('null') || schema['nullable'] === true;
    return allowed ? passing(1) : wrongType(path, types.join(','), 'null');
  }
  if (types.length === 0 && format === '') return undefined;
  const [type, valueFormat] = shapeOf(value);
  const numeric = types.includes('integer') || types.includes('number');
  const fits = types.includes(type) || (type === 'integer' && types.includes('number'));
  const textual = type === 'string' || type === 'array';
  if (!textual && format !== '' && !fits && valueFormat !== format) return wrongType(path, format, valueFormat);
  if (!numeric && format !== '' && textual) return passing(1);
  return fits ? passing(1) : wrongType(path, types.join(','), type);
}

function enumResult(schema: Draft, value: Json, path: string): Result {
  const supported = Array.isArray(schema['enum']) ? schema['enum'] : [];
  if (supported.length === 0) return passing();
  if (value !== null && supported.some((item) => item !== null && identical(item, value))) return passing();
  return failing({ kind: 'enum', name: path, message: `${path} in body should be one of`, value, supported });
}

/** What only strings, numbers or lists are asked. */
function ownResult(
  validate: Validator,
  schema: Draft,
  value: Json,
  path: string,
  old: Correlation | undefined,
  reading: Reading,
): Result {
  const types = typesOf(schema, reading);
  const format = formatOf(schema, types, reading);
  if (typeof value === 'string') return stringResult(schema, value, path, format);
  if (Array.isArray(value)) return listResult(validate, schema, value, path, old);
  if (typeof value !== 'number' && typeof value !== 'bigint') return passing();
  const type = types.length === 1 && (types[0] === 'integer' || types[0] === 'number') ? types[0] : '';
  const ranged = isSupportedFormat(type, format) && type !== '' ? format : '';
  return validateNumber(schema, value, path, type, ranged);
}

function stringResult(schema: Draft, value: string, path: string, format: string): Result {
  const failure = textFailure(schema, value, path);
  const result = failure ? failing(failure) : passing(1);
  if (format === '' || !isKnownFormat(format)) return result;
  if (!isOfFormat(format, value)) {
    const message = `${path} in body must be of type ${format}: ${goQuote(value)}`;
    addFailures(result, [{ kind: 'type', name: path, message, value }]);
  }
  result.passed++;
  return result;
}

/** The first of length and pattern that is wrong. */
function textFailure(schema: Draft, value: string, path: string): Failure | undefined {
  const length = [...value].length;
  const most = numberAt(schema, 'maxLength');
  const least = numberAt(schema, 'minLength');
  const pattern = stringAt(schema, 'pattern');
  if (most !== undefined && length > most) {
    return {
      kind: 'tooLong',
      name: path,
      message: `${path} in body should be at most ${most} chars long`,
      value,
      most,
    };
  }
  if (least !== undefined && length < least) {
    return { kind: 'value', name: path, message: `${path} in body should be at least ${least} chars long`, value };
  }
  if (pattern === '' || matchesPattern(pattern, value)) return undefined;
  return { kind: 'value', name: path, message: `${path} in body should match '${pattern}'`, value };
}

/** A pattern that cannot be read here is taken for one that matches. */
export function matchesPattern(pattern: string, value: string): boolean {
  const expression = goPattern(pattern);
  if (!expression) return true;
  expression.lastIndex = 0;
  return expression.test(value);
}

function listResult(
  validate: Validator,
  schema: Draft,
  list: readonly Json[],
  path: string,
  old: Correlation | undefined,
): Result {
  const result = passing(1);
  const items = itemsOf(schema);
  if (items) {
    for (const [at, item] of list.entries()) {
      merge(result, validateChild(validate, items, item, `${path}[${at}]`, correlatedItem(old, at)));
    }
  }
  const least = numberAt(schema, 'minItems');
  const most = numberAt(schema, 'maxItems');
  const value = list.length;
  if (least !== undefined && value < least) {
    const message = `${path} in body should have at least ${least} items`;
    addFailures(result, [{ kind: 'value', name: path, message, value }]);
  }
  if (most !== undefined && value > most) {
    const message = `${path} in body should have at most ${most} items`;
    addFailures(result, [{ kind: 'tooMany', name: path, message, value, most }]);
  }
  if (
    schema['uniqueItems'] === true &&
    list.some((item, at) => list.slice(0, at).some((one) => identical(one, item)))
  ) {
    addFailures(result, [{ kind: 'value', name: path, message: `${path} in body shouldn't contain duplicates` }]);
  }
  return result;
}

function objectResult(
  validate: Validator,
  schema: Draft,
  value: Draft,
  path: string,
  old: Correlation | undefined,
): Result {
  const result = passing();
  addFailures(result, sizeFailures(schema, Object.keys(value).length, path));
  const values = valuesOf(schema);
  for (const [key, item] of Object.entries(value)) {
    if (propertyOf(schema, key) || item === undefined) continue;
    if (schema['additionalProperties'] === false) {
      const message = `${path}.${key} in body is a forbidden property`;
      addFailures(result, [{ kind: 'value', name: path, message, value: key }]);
    } else if (values) {
      merge(result, validateChild(validate, values, item, `${path}.${key}`, correlatedKey(old, key)));
    }
  }
  for (const [name, property] of propertiesOf(schema)) {
    const item = value[name];
    if (item === undefined || !Object.hasOwn(value, name)) continue;
    const before = path === '' && (name === 'kind' || name === 'apiVersion') ? undefined : correlatedKey(old, name);
    merge(result, validateChild(validate, property, item, path === '' ? name : `${path}.${name}`, before));
  }
  const missing = stringsAt(schema, 'required').filter((name) => !Object.hasOwn(value, name));
  addFailures(
    result,
    missing.map((name) => ({
      kind: 'required',
      name: `${path}.${name}`,
      message: `${path}.${name} in body is required`,
    })),
  );
  return result;
}

function sizeFailures(schema: Draft, size: number, path: string): Failure[] {
  const least = numberAt(schema, 'minProperties');
  const most = numberAt(schema, 'maxProperties');
  const failures: Failure[] = [];
  if (least !== undefined && size < least) {
    const message = `${path} in body should have at least ${least} properties`;
    failures.push({ kind: 'value', name: path, message, value: size });
  }
  if (most !== undefined && size > most) {
    const message = `${path} in body should have at most ${most} properties`;
    failures.push({ kind: 'tooMany', name: path, message, value: size, most });
  }
  return failures;
}
