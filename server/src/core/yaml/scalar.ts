// How Kubernetes reads one scalar: YAML 1.1 as sigs.k8s.io/yaml v1.6 has it (goyaml.v2/resolve.go), where `yes` is
// true, `0644` is 420 and `1_000` is 1000. It knows the text and tag of one scalar, not where it stands.
import type { ScalarValue } from './nodes.ts';

const words: ReadonlyMap<string, ScalarValue> = new Map<string, ScalarValue>([
  ...of(true, 'y Y yes Yes YES true True TRUE on On ON'),
  ...of(false, 'n N no No NO false False FALSE off Off OFF'),
  ...of(null, '~ null Null NULL'),
  ...of(Number.NaN, '.nan .NaN .NAN'),
  ...of(Number.POSITIVE_INFINITY, '.inf .Inf .INF +.inf +.Inf +.INF'),
  ...of(Number.NEGATIVE_INFINITY, '-.inf -.Inf -.INF'),
  ['', null],
]);

function of(value: ScalarValue, spellings: string): [string, ScalarValue][] {
  return spellings.split(' ').map((spelling) => [spelling, value]);
}

/** What an unquoted, untagged scalar means. `source` is its text without quotes, comments and surrounding blanks. */
export function readPlain(source: string): ScalarValue {
  const first = source.charCodeAt(0);
  if (first >= 0x30 && first <= 0x39) return readNumber(source) ?? source;
  if (first === 0x2b || first === 0x2d) return words.get(source) ?? readNumber(source) ?? source;
  if (first === 0x2e) return words.get(source) ?? readDotted(source) ?? source;
  if (source.length > 5) return source;
  const word = words.get(source);
  return word === undefined ? source : word;
}

/** `.5`: strconv.ParseFloat, which takes no underscores. */
function readDotted(source: string): number | undefined {
  return /^\.[0-9]+([eE][-+]?[0-9]+)?$/.test(source) ? finite(Number(source)) : undefined;
}

const decimalFloat = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const shortDecimal = /^(0|[1-9][0-9]{0,14})$/;

function readNumber(source: string): number | bigint | undefined {
  if (shortDecimal.test(source)) return Number(source);
  const digits = source.includes('_') ? source.replaceAll('_', '') : source;
  return readInteger(digits) ?? (decimalFloat.test(digits) ? finite(Number(digits)) : undefined);
}

/** A float too large for 64 bits is an error to strconv.ParseFloat, so the scalar stays a string. */
function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

const integer = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;
const leastInt64 = -(2n ** 63n);
const mostUint64 = 2n ** 64n - 1n;

/** strconv.ParseInt, then ParseUint, base 0: prefixes `0x`, `0b`, `0o` and the bare `0` of octal. */
function readInteger(digits: string): number | bigint | undefined {
  const match = integer.exec(digits);
  if (!match) return undefined;
  const [, sign, hex, binary, octal, decimal] = match;
  const magnitude = BigInt(hex ? `0x${hex}` : binary ? `0b${binary}` : octal ? `0o${octal}` : (decimal ?? '0'));
  const value = sign === '-' ? -magnitude : magnitude;
  // ParseUint takes no sign, so `+18446744073709551615` is out of range.
  const most = sign ? mostUint64 >> 1n : mostUint64;
  if (value < leastInt64 || value > most) return undefined;
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value;
}

export type ScalarKind = 'string' | 'integer' | 'float' | 'boolean' | 'null';

const coreTag = /^(?:!!|!<tag:yaml\.org,2002:)([a-z]+)>?$/;

/**
 * What a scalar means once its tag has spoken. Quoted and block scalars are strings unless a tag says otherwise.
 * Absent when the tag and the text contradict each other (`!!int abc`), which Kubernetes refuses.
 */
export function readScalar(source: string, plain: boolean, tag: string | undefined): ScalarValue | undefined {
  if (tag === undefined) return plain ? readPlain(source) : source;
  const name = coreTag.exec(tag)?.[1];
  if (name === 'int' || name === 'float' || name === 'bool' || name === 'null') {
    const value = readPlain(source);
    return fits(name, value) ? value : undefined;
  }
  return name === 'binary' ? decodeBase64(source) : source;
}

function fits(tag: 'int' | 'float' | 'bool' | 'null', value: ScalarValue): boolean {
  if (tag === 'null') return value === null;
  if (tag === 'bool') return typeof value === 'boolean';
  if (tag === 'int') return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
  return typeof value === 'number' || typeof value === 'bigint';
}

const base64Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Only text: bytes above 0x7f are taken as Latin-1, which is enough to show and to compare. */
function decodeBase64(source: string): string | undefined {
  const digits = source.replace(/[\r\n]/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(digits) || digits.length % 4 !== 0) return undefined;
  let decoded = '';
  let bits = 0;
  let held = 0;
  for (const digit of digits.replace(/=+$/, '')) {
    held = (held << 6) | base64Digits.indexOf(digit);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    decoded += String.fromCharCode((held >> bits) & 0xff);
  }
  return decoded;
}

/**
 * The key that a mapping key becomes in the JSON that Kubernetes makes of YAML (sigs.k8s.io/yaml yaml.go,
 * convertToJSONableObject): `8080:` is "8080", `yes:` is "true", `1.10:` is "1.1". Absent for null, which is refused.
 */
export function keyName(value: ScalarValue): string | undefined {
  if (typeof value === 'string') return value;
  if (value === null) return undefined;
  if (typeof value !== 'number' || Number.isInteger(value)) return String(value);
  if (Number.isNaN(value)) return '.nan';
  if (value === Number.POSITIVE_INFINITY) return '.inf';
  return value === Number.NEGATIVE_INFINITY ? '-.inf' : String(Math.fround(value) === value ? value : shortest(value));
}

/** strconv.FormatFloat(value, 'g', -1, 32): the fewest digits that round-trip through 32 bits. */
function shortest(value: number): number {
  const wanted = Math.fround(value);
  for (let digits = 1; digits < 10; digits++) {
    const candidate = Number(wanted.toPrecision(digits));
    if (Math.fround(candidate) === wanted) return candidate;
  }
  return wanted;
}
