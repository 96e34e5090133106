// Conversions between types, and size. Mirrors cel-go v0.26 common/types: `type conversion error from 'string' to 'int'`.
import { durationNanos, floorDiv, isTimestamp, timestampNanos } from '../../time.ts';
import { encodeUtf8 } from '../utf8.ts';
import {
  bool,
  CelFailure,
  duration,
  Foreign,
  isList,
  isMap,
  noSuchOverload,
  numeric,
  timestamp,
  typeName,
  typeValue,
  uint,
  type Value,
} from '../values.ts';
import type { Handlers } from './handler.ts';
import { textOf } from './texting.ts';

const SECOND = 1_000_000_000n;
/** Declared, but not there. */
const NO_INT_DURATION = "type conversion error from 'int' to 'google.protobuf.Duration'";
const MOST_INT = 2n ** 63n;

/** Only texts are tried; for other types there is no such conversion. */
function unconvertible(value: Value, to: string): never {
  if (typeof value !== 'string') return noSuchOverload();
  throw new CelFailure(`type conversion error from '${typeName(value)}' to '${to}'`);
}

export const CONVERSIONS: Handlers = {
  size: (value = null) => size(value),
  dyn: (value = null) => value,
  type: (value = null) => typeValue(typeName(value)),
  bool: (value = null) => {
    if (typeof value === 'boolean') return value;
    if (typeof value === 'string' && /^(?:1|t|T|TRUE|true|True)$/.test(value)) return true;
    if (typeof value === 'string' && /^(?:0|f|F|FALSE|false|False)$/.test(value)) return false;
    return unconvertible(value, 'bool');
  },
  bytes: (value = null) => {
    if (value instanceof Uint8Array) return value;
    return typeof value === 'string' ? encodeUtf8(value) : unconvertible(value, 'bytes');
  },
  double: (value = null) => toDouble(value),
  int: (value = null) => toInt(value),
  uint: (value = null) => uint(toUint(value)),
  string: (value = null) => textOf(value) ?? noText(value),
  duration: (value = null) => {
    if (value instanceof Foreign && value.content.type === 'duration') return value;
    if (typeof value === 'bigint') throw new CelFailure(NO_INT_DURATION);
    const nanos = typeof value === 'string' ? durationNanos(value) : undefined;
    return nanos === undefined ? unconvertible(value, 'google.protobuf.Duration') : duration(nanos);
  },
  timestamp: (value = null) => {
    if (value instanceof Foreign && value.content.type === 'timestamp') return value;
    const nanos =
      typeof value === 'bigint' ? value * SECOND : typeof value === 'string' ? timestampNanos(value) : undefined;
    if (nanos === undefined) return unconvertible(value, 'google.protobuf.Timestamp');
    if (!isTimestamp(nanos)) throw new CelFailure('timestamp overflow');
    return timestamp(nanos);
  },
  '@not_strictly_false': (value = null) => bool(value),
};

function size(value: Value): bigint {
  if (typeof value === 'string') return BigInt([...value].length);
  if (isList(value) || value instanceof Uint8Array) return BigInt(value.length);
  if (isMap(value)) return BigInt(value.size);
  throw new CelFailure('no such overload: size');
}

function noText(value: Value): never {
  if (value instanceof Uint8Array) throw new CelFailure('invalid UTF-8 in bytes, cannot convert to string');
  return noSuchOverload();
}

function toDouble(value: Value): number {
  const number = numeric(value);
  if (number !== undefined) return Number(number);
  if (typeof value !== 'string') return unconvertible(value, 'double');
  if (/^[+-]?inf(?:inity)?$/i.test(value)) return value.startsWith('-') ? -Infinity : Infinity;
  if (/^[+-]?nan$/i.test(value)) return Number.NaN;
  const readable = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value);
  return readable && Number.isFinite(Number(value)) ? Number(value) : unconvertible(value, 'double');
}

function toInt(value: Value): bigint {
  if (typeof value === 'string') {
    const parsed = /^[+-]?\d+$/.test(value) ? BigInt(value.replace(/^\+/, '')) : undefined;
    return parsed === undefined || !isInt(parsed) ? unconvertible(value, 'int') : parsed;
  }
  if (value instanceof Foreign && value.content.type === 'timestamp') return floorDiv(value.content.nanos, SECOND);
  if (value instanceof Foreign && value.content.type === 'duration') return value.content.nanos;
  const number = numeric(value);
  if (number === undefined) return unconvertible(value, 'int');
  if (typeof number === 'number' && !(Math.abs(number) < 2 ** 63)) throw new CelFailure('integer overflow');
  const whole = typeof number === 'number' ? BigInt(Math.trunc(number)) : number;
  if (!isInt(whole)) throw new CelFailure('integer overflow');
  return whole;
}

const isInt = (value: bigint): boolean => value < MOST_INT && value >= -MOST_INT;

function toUint(value: Value): bigint {
  if (typeof value === 'string') return /^\d+$/.test(value) ? BigInt(value) : unconvertible(value, 'uint');
  const number = numeric(value);
  if (number === undefined) return unconvertible(value, 'uint');
  if (typeof number === 'number' && !(number > -1 && number < 2 ** 64))
    throw new CelFailure('unsigned integer overflow');
  const whole = typeof number === 'number' ? BigInt(Math.trunc(number)) : number;
  if (whole < 0n || whole >= 2n ** 64n) throw new CelFailure('unsigned integer overflow');
  return whole;
}
