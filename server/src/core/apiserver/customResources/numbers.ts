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

/** Go's `%v` of a float64: from a million on, and below 0.0001, with an exponent of two digits. */
export function goFloat(value: number): string {
  const [digits = '', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return String(value);
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

/** A number held to one bound of its schema. */
interface Held {
  readonly value: number | bigint;
  readonly path: string;
  readonly bound: number;
  /** The bound as messages show it. */
  readonly shown: string;
  readonly exclusive: boolean;
}

const BOUNDS: readonly (readonly [name: string, words: string, check: (held: Held) => Failure[]])[] = [
  ['multipleOf', 'MultipleOf', multipleFailures],
  ['minimum', 'Minimum boundary', minimumFailures],
  ['maximum', 'Maximum boundary', maximumFailures],
];

/** @param type the only type of the schema, if it is `integer` or `number` */
export function validateNumber(
  schema: Draft,
  value: number | bigint,
  path: string,
  type: string,
  format: string,
): Result {
  const result = passing(1);
  addFailures(result, rangeFailures(value, type, format, 'Checked', path));
  for (const [name, words, check] of BOUNDS) {
    const bound = numberAt(schema, name);
    if (bound === undefined) continue;
    const wrong = rangeFailures(bound, type, format, words, path);
    const exclusive = schema[name === 'minimum' ? 'exclusiveMinimum' : 'exclusiveMaximum'] === true;
    addFailures(result, [
      ...wrong,
      ...check({ value, path, exclusive, ...comparable(value, bound, wrong.length === 0) }),
    ]);
  }
  return result;
}

/** For a whole number the bound loses its fraction; but both are taken as they are if the bound is none of the type. */
function comparable(value: number | bigint, bound: number, inRange: boolean): Pick<Held, 'bound' | 'shown'> {
  if (!isWhole(value) || !inRange) return { bound, shown: goFloat(bound) };
  return { bound: Math.trunc(bound), shown: String(BigInt(Math.trunc(bound))) };
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

function failure({ value, path }: Held, words: string): Failure[] {
  return [{ kind: 'value', name: path, message: `${path} in body should be ${words}`, value }];
}

function maximumFailures(held: Held): Failure[] {
  const { value, bound, shown, exclusive } = held;
  if (exclusive ? value < bound : value <= bound) return [];
  return failure(held, `less than ${exclusive ? '' : 'or equal to '}${shown}`);
}

function minimumFailures(held: Held): Failure[] {
  const { value, bound, shown, exclusive } = held;
  if (exclusive ? value > bound : value >= bound) return [];
  return failure(held, `greater than ${exclusive ? '' : 'or equal to '}${shown}`);
}

function multipleFailures(held: Held): Failure[] {
  const { path, bound, shown } = held;
  if (bound <= 0) {
    const message = `factor MultipleOf declared for ${path} must be positive: ${shown}`;
    return [{ kind: 'value', name: path, message, value: bound }];
  }
  const value = Number(held.value);
  const times = bound < 1 ? (1 / bound) * value : value / bound;
  const isMultiple = Math.abs(times - Math.round(times)) < 1e-9;
  return isMultiple ? [] : failure(held, `a multiple of ${shown}`);
}
