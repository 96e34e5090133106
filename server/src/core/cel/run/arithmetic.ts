// The operators: sums of whatever has sums, whole numbers that do not overflow in silence, order, indexes. Mirrors the traits
// of cel-go v0.26 common/types.
import { isTimestamp } from '../time.ts';
import type { Handlers } from './functions/handler.ts';
import { mergedUnordered } from './listTypes.ts';
import {
  bool,
  CelFailure,
  compare,
  duration,
  equals,
  Foreign,
  hasType,
  isList,
  isMap,
  noSuchOverload,
  numeric,
  timestamp,
  typeName,
  uint,
  type Value,
} from './values.ts';

export const OPERATORS: Handlers = {
  '!_': (value) => !bool(value),
  '-_': (value = null) => negated(value),
  '_+_': (one = null, other = null) => sum(one, other),
  '_-_': (one = null, other = null) => difference(one, other),
  '_*_': (one = null, other = null) => calculated(one, other, PRODUCT),
  '_/_': (one = null, other = null) => calculated(one, other, QUOTIENT),
  '_%_': (one = null, other = null) => calculated(one, other, REMAINDER),
  '_<_': (one = null, other = null) => ordered(one, other, (order) => order < 0),
  '_<=_': (one = null, other = null) => ordered(one, other, (order) => order <= 0),
  '_>_': (one = null, other = null) => ordered(one, other, (order) => order > 0),
  '_>=_': (one = null, other = null) => ordered(one, other, (order) => order >= 0),
  '_[_]': (from = null, index = null) => found(itemAt(from, index)),
};

const TIMES = ['google.protobuf.Duration', 'google.protobuf.Timestamp'];
const NUMBERS = ['int', 'uint', 'double'];
const ORDERED = [...NUMBERS, ...TIMES, 'bool', 'bytes', 'string'];

/** The types that have an operator at all, whatever stands on its right. */
export const OPERANDS: Readonly<Record<string, readonly string[]>> = {
  '_+_': [...NUMBERS, ...TIMES, 'bytes', 'string', 'list'],
  '_-_': [...NUMBERS, ...TIMES, 'string'],
  '_*_': [...NUMBERS, 'string'],
  '-_': [...NUMBERS, ...TIMES, 'string', 'bool', 'bytes'],
  '_/_': NUMBERS,
  '_%_': ['int', 'uint'],
  '_<_': ORDERED,
  '_<=_': ORDERED,
  '_>_': ORDERED,
  '_>=_': ORDERED,
};

const ordered = (one: Value, other: Value, holds: (order: number) => boolean): boolean =>
  Number.isNaN(one) || Number.isNaN(other) ? false : holds(compare(one, other));

interface Calculation {
  readonly doubles: ((one: number, other: number) => number) | undefined;
  readonly integers: (one: bigint, other: bigint) => bigint;
}

const SUM: Calculation = { doubles: (one, other) => one + other, integers: (one, other) => one + other };
const DIFFERENCE: Calculation = { doubles: (one, other) => one - other, integers: (one, other) => one - other };
const PRODUCT: Calculation = { doubles: (one, other) => one * other, integers: (one, other) => one * other };
const QUOTIENT: Calculation = {
  doubles: (one, other) => one / other,
  integers: (one, other) => one / notZero(other, 'division by zero'),
};
const REMAINDER: Calculation = {
  doubles: undefined,
  integers: (one, other) => one % notZero(other, 'modulus by zero'),
};

function notZero(value: bigint, words: string): bigint {
  if (value === 0n) throw new CelFailure(words);
  return value;
}

/** Both numbers of one type, and the result of that type. */
function calculated(one: Value, other: Value, { doubles, integers }: Calculation): Value {
  if (typeof one === 'number' && typeof other === 'number' && doubles) return doubles(one, other);
  if (typeof one === 'bigint' && typeof other === 'bigint') return inRange(integers(one, other));
  if (typeName(one) !== 'uint' || typeName(other) !== 'uint') return noSuchOverload();
  return uint(integers(BigInt(numeric(one) ?? 0), BigInt(numeric(other) ?? 0)));
}

function inRange(value: bigint): bigint {
  if (BigInt.asIntN(64, value) !== value) throw new CelFailure('integer overflow');
  return value;
}

function negated(value: Value): Value {
  if (typeof value === 'number') return -value;
  if (typeof value === 'bigint') return inRange(-value);
  if (value instanceof Foreign && value.content.type === 'duration') return duration(-value.content.nanos);
  return noSuchOverload();
}

function sum(one: Value, other: Value): Value {
  if (typeof one === 'string' && typeof other === 'string') return one + other;
  if (isList(one) && isList(other)) return mergedUnordered(one, other, equals) ?? [...one, ...other];
  if (one instanceof Uint8Array && other instanceof Uint8Array) return Uint8Array.from([...one, ...other]);
  return times(one, other, 1n) ?? calculated(one, other, SUM);
}

const difference = (one: Value, other: Value): Value => times(one, other, -1n) ?? calculated(one, other, DIFFERENCE);

/** Sums and differences with timestamps and durations. */
function times(one: Value, other: Value, sign: bigint): Value | undefined {
  if (!(one instanceof Foreign) || !(other instanceof Foreign)) return undefined;
  const [left, right] = [one.content, other.content];
  if (hasType(left, 'duration') && hasType(right, 'duration')) return durationInRange(left.nanos + sign * right.nanos);
  if (hasType(left, 'timestamp') && hasType(right, 'duration')) return moment(left.nanos + sign * right.nanos);
  if (sign > 0n && hasType(left, 'duration') && hasType(right, 'timestamp')) return moment(left.nanos + right.nanos);
  if (sign < 0n && hasType(left, 'timestamp') && hasType(right, 'timestamp')) {
    return durationInRange(left.nanos - right.nanos);
  }
  return undefined;
}

function moment(nanos: bigint): Value {
  if (!isTimestamp(nanos)) throw new CelFailure('timestamp overflow');
  return timestamp(nanos);
}

function durationInRange(nanos: bigint): Value {
  if (BigInt.asIntN(64, nanos) !== nanos) throw new CelFailure('duration overflow');
  return duration(nanos);
}

export type Found = { readonly value: Value } | { readonly missing: string };

/** The element of a list or map, or why there is none. Ends the evaluation where nothing can be indexed. */
export function itemAt(from: Value, index: Value): Found {
  if (isList(from)) return elementAt(from, index);
  const missing = { missing: `no such key: ${keyText(index)}` };
  if (!isMap(from)) return missing;
  const value = from.get(index) ?? [...from].find(([key]) => equals(key, index))?.[1];
  return value === undefined ? missing : { value };
}

function elementAt(items: readonly Value[], index: Value): Found {
  const at = numeric(index);
  if (at === undefined) throw new CelFailure(`unsupported index type '${typeName(index)}' in list`);
  if (!Number.isInteger(Number(at))) throw new CelFailure(`unsupported index value ${at} in list`);
  const value = items[Number(at)];
  return value === undefined ? { missing: `index out of bounds: ${at}` } : { value };
}

const keyText = (key: Value): string => (key instanceof Foreign ? typeName(key) : String(key));

/** The value, or the end of the evaluation. */
export function found(item: Found): Value {
  if ('missing' in item) throw new CelFailure(item.missing);
  return item.value;
}
