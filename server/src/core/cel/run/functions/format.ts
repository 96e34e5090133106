// `'%s is %d'.format([…])`: cel-go's clauses, not Go's. Mirrors cel-go v0.26 ext/formatting.go.
import { encodeUtf8 } from '../utf8.ts';
import { CelFailure, Foreign, isList, isMap, numeric, typeName, type Value } from '../values.ts';
import { doubleText, textOf } from './texting.ts';

const CLAUSE = /%(?:%|(?:\.(\d+))?([\s\S]?))/gu;

export function formatted(pattern: string, args: readonly Value[]): string {
  let next = 0;
  const out = pattern.replace(CLAUSE, (all: string, precision: string | undefined, verb: string) => {
    if (all === '%%') return '%';
    if (next >= args.length) throw new CelFailure(`index ${next} out of range`);
    return clause(verb, args[next++] ?? null, precision === undefined ? 6 : Number(precision));
  });
  return out;
}

const failed = (words: string): never => {
  throw new CelFailure(`error during formatting: ${words}`);
};

function clause(verb: string, value: Value, precision: number): string {
  switch (verb) {
    case 's':
      return string(value, false);
    case 'd':
      return decimal(value);
    case 'f':
      return real(value, 'fixed-point', (number) => number.toFixed(precision));
    case 'e':
      return real(value, 'scientific', (number) => scientific(number, precision));
    case 'b':
      return binary(value);
    case 'x':
    case 'X':
      return hexadecimal(value, verb === 'X');
    case 'o':
      return isInteger(value) ? integer(value).toString(8) : failed(wrongType('octal', value));
    default:
      return failed(`could not parse formatting clause: unrecognized formatting clause "${verb}"`);
  }
}

const isInteger = (value: Value): boolean => typeof value === 'bigint' || typeName(value) === 'uint';
const integer = (value: Value): bigint => BigInt(numeric(value) ?? 0n);
const wrongType = (name: string, value: Value): string =>
  `${name} clause can only be used on integers, was given ${typeName(value)}`;

function decimal(value: Value): string {
  if (isInteger(value)) return String(integer(value));
  if (typeof value === 'number' && !Number.isFinite(value)) return doubleText(value).replace('+Inf', 'Infinity');
  return failed(`decimal clause can only be used on integers, was given ${typeName(value)}`);
}

function real(value: Value, name: string, write: (number: number) => string): string {
  if (typeof value === 'string' && /^-?(?:NaN|Infinity)$/.test(value)) return value;
  if (typeof value !== 'number')
    return failed(`${name} clause can only be used on doubles, was given ${typeName(value)}`);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value < 0 ? '-\u221e' : '\u221e';
  return write(value);
}

const SUPERSCRIPTS = '\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079';

/** `1.234500×10⁰³`, as golang.org/x/text writes it in English. */
function scientific(number: number, precision: number): string {
  const [mantissa = '', exponent = '0'] = number.toExponential(precision).split('e');
  const size = String(Math.abs(Number(exponent))).padStart(2, '0');
  const raised = [...size].map((digit) => SUPERSCRIPTS[Number(digit)]).join('');
  return `${mantissa}\u00d710${Number(exponent) < 0 ? '\u207b' : ''}${raised}`;
}

function binary(value: Value): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (isInteger(value)) return integer(value).toString(2);
  return failed(`only integers and bools can be formatted as binary, was given ${typeName(value)}`);
}

function hexadecimal(value: Value, upper: boolean): string {
  const bytes = typeof value === 'string' ? encodeUtf8(value) : value instanceof Uint8Array ? value : undefined;
  if (!bytes && !isInteger(value)) {
    return failed(`only integers, byte buffers, and strings can be formatted as hex, was given ${typeName(value)}`);
  }
  const digits = bytes
    ? [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
    : integer(value).toString(16);
  return upper ? digits.toUpperCase() : digits;
}

/** `%s`; strings within lists and maps are quoted, doubles there have six places. */
function string(value: Value, within: boolean): string {
  if (isList(value)) return `[${value.map((item) => string(item, true)).join(', ')}]`;
  if (isMap(value)) {
    const entries = [...value].map(([key, inner]) => `${string(key, true)}:${string(inner, true)}`);
    return `{${entries.sort().join(', ')}}`;
  }
  if (value === null) return 'null';
  if (within && typeof value === 'string') return JSON.stringify(value);
  if (within && value instanceof Uint8Array) return `b${JSON.stringify(textOf(value) ?? '')}`;
  if (within && typeof value === 'number') return real(value, 'fixed-point', (number) => number.toFixed(6));
  if (value instanceof Foreign && within) return inner(value);
  return (
    textOf(value) ??
    failed(
      `string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps, was given ${typeName(value)}`,
    )
  );
}

function inner(value: Foreign): string {
  const written = textOf(value) ?? '';
  const wrapped =
    value.content.type === 'timestamp' ? 'timestamp' : value.content.type === 'duration' ? 'duration' : '';
  return wrapped === '' ? written : `${wrapped}(${JSON.stringify(written)})`;
}
