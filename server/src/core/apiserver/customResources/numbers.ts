// Bounds of numbers in schemas of custom resources, in the server's words: whole numbers are compared as such.
// Mirrors kube-openapi pkg/validation/validate numberValidator and values.go (v1.36).
import { type Draft, numberAt } from '../draft.ts';
import { addFailures, type Failure, passing, type Result } from './failures.ts';

const INT32 = 2 ** 31;
const INT64 = 2 ** 63;
const MAX_FLOAT32 = (2 - 2 ** -23) * 2 ** 127;

/** Whether Go decodes the number as an int64. */
export const isWhole = (value: number | bigint): boolean =>
  typeof value === 'bigint' ? BigInt.asIntN(64, value) === value : Number.isInteger(value) && Math.abs(value) < INT64;

/** Go's `%v` of a float64: large and small numbers with an exponent of two digits. */
export function goFloat(value: number): string {
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 21 && (power < 6 || Number.isInteger(value) === false)) return String(value);
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

interface Bound {
  readonly schema: Draft;
  readonly value: number | bigint;
  readonly path: string;
}

/** @param type the only type of the schema, if it is `integer` or `number` */
export function validateNumber(
  schema: Draft,
  value: number | bigint,
  path: string,
  type: string,
  format: string,
): Result {
  const result = passing(1);
  const bound = { schema, value, path };
  const inRange = (number: number | bigint, what: string): Failure[] => rangeFailures(number, type, format, what, path);
  addFailures(result, inRange(value, 'Checked'));
  const factor = numberAt(schema, 'multipleOf');
  if (factor !== undefined) addFailures(result, [...inRange(factor, 'MultipleOf'), ...multipleFailures(bound, factor)]);
  const most = numberAt(schema, 'maximum');
  const least = numberAt(schema, 'minimum');
  const tooLow = least === undefined ? [] : [...inRange(least, 'Minimum boundary'), ...minimumFailures(bound, least)];
  const tooHigh = most === undefined ? [] : [...inRange(most, 'Maximum boundary'), ...maximumFailures(bound, most)];
  addFailures(result, [...tooLow, ...tooHigh]);
  return result;
}

function rangeFailures(value: number | bigint, type: string, format: string, what: string, path: string): Failure[] {
  if (fits(value, type, format)) return [];
  const words = format === '' ? `(default format) in ${path}` : `with format ${format} in ${path}`;
  return [{ kind: 'schema', name: path, message: `${what} value must be of type ${type} ${words}` }];
}

function fits(value: number | bigint, type: string, format: string): boolean {
  if (type === 'integer') {
    if (!isWhole(value)) return false;
    return format !== 'int32' || (Number(value) >= -INT32 && Number(value) < INT32);
  }
  return format !== 'float' || Math.abs(Number(value)) <= MAX_FLOAT32;
}

/** A bound of a whole number loses its fraction. */
const bounded = (value: number | bigint, bound: number): number => (isWhole(value) ? Math.trunc(bound) : bound);

function failure({ value, path }: Bound, words: string): Failure {
  return { kind: 'value', name: path, message: `${path} in body should be ${words}`, value };
}

function maximumFailures(at: Bound, maximum: number): Failure[] {
  const most = bounded(at.value, maximum);
  const exclusive = at.schema['exclusiveMaximum'] === true;
  if (exclusive ? at.value < most : at.value <= most) return [];
  return [failure(at, `less than ${exclusive ? '' : 'or equal to '}${goFloat(most)}`)];
}

function minimumFailures(at: Bound, minimum: number): Failure[] {
  const least = bounded(at.value, minimum);
  const exclusive = at.schema['exclusiveMinimum'] === true;
  if (exclusive ? at.value > least : at.value >= least) return [];
  return [failure(at, `greater than ${exclusive ? '' : 'or equal to '}${goFloat(least)}`)];
}

function multipleFailures(at: Bound, multipleOf: number): Failure[] {
  const factor = bounded(at.value, multipleOf);
  if (factor <= 0) {
    const message = `factor MultipleOf declared for ${at.path} must be positive: ${goFloat(factor)}`;
    return [{ kind: 'value', name: at.path, message, value: factor }];
  }
  const value = Number(at.value);
  const times = factor < 1 ? (1 / factor) * value : value / factor;
  const isMultiple = isWhole(at.value) ? value % factor === 0 : Math.abs(times - Math.round(times)) < 1e-9;
  return isMultiple ? [] : [failure(at, `a multiple of ${goFloat(factor)}`)];
}
