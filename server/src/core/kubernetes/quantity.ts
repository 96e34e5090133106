// Kubernetes quantities (`500m`, `1Gi`, `1e3`): parsing, exact arithmetic, canonical text, rounding.
// Mirrors k8s.io/apimachinery pkg/api/resource (v1.36): two representations are told apart there (a scaled int64 and an
// arbitrary decimal) and the difference is visible in results, so it is kept here. Does not know what a quantity is of.

export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';

export interface Quantity {
  /** The value is `unscaled × 10^-scale`. */
  readonly unscaled: bigint;
  readonly scale: number;
  /** Held as a decimal of any size, as opposed to a scaled int64. */
  readonly wide: boolean;
  readonly format: QuantityFormat;
  /** The text as written, when it is already canonical in the server's eyes. */
  readonly text?: string;
}

export type ParsedQuantity = { readonly quantity: Quantity } | { readonly error: string };

export const QUANTITY_FORMAT_ERROR =
  "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
export const QUANTITY_NUMBER_ERROR = 'unable to parse numeric part of quantity';
export const QUANTITY_SUFFIX_ERROR = "unable to parse quantity's suffix";

const INT64_MAX = 9223372036854775807n;
const NANO = 9;
const MAX_INT64_DIGITS = 18;
const SHAPE = /^([+-]?)0*([0-9]*)(?:(\.)([0-9]*))?([eEinumkKMGTP]*(?:[-+]?[0-9]*)?)$/;

const DECIMAL_SUFFIXES: ReadonlyMap<string, number> = new Map([
  ['n', -9],
  ['u', -6],
  ['m', -3],
  ['', 0],
  ['k', 3],
  ['M', 6],
  ['G', 9],
  ['T', 12],
  ['P', 15],
  ['E', 18],
]);
const BINARY_SUFFIXES: ReadonlyMap<string, number> = new Map([
  ['Ki', 10],
  ['Mi', 20],
  ['Gi', 30],
  ['Ti', 40],
  ['Pi', 50],
  ['Ei', 60],
]);
const DECIMAL_NAMES = new Map([...DECIMAL_SUFFIXES].map(([name, exponent]) => [exponent, name]));
const BINARY_NAMES = new Map([[0, ''], ...[...BINARY_SUFFIXES].map(([name, exponent]) => [exponent, name] as const)]);

export const ZERO_QUANTITY: Quantity = { unscaled: 0n, scale: 0, wide: false, format: 'DecimalSI', text: '0' };

/** `resource.ParseQuantity`: the value, or the server's words. */
export function parseQuantity(text: string): ParsedQuantity {
  if (text === '') return { error: QUANTITY_FORMAT_ERROR };
  if (text === '0') return { quantity: ZERO_QUANTITY };
  const shape = SHAPE.exec(text);
  if (!shape) return { error: QUANTITY_FORMAT_ERROR };
  const negative = shape[1] === '-';
  const whole = shape[2] || '0';
  const fraction = shape[4] ?? '';
  const suffix = readSuffix(shape[5] ?? '');
  if (!suffix) return { error: QUANTITY_SUFFIX_ERROR };
  const narrow = parseNarrow(text, negative, whole, fraction, suffix);
  if (narrow) return { quantity: narrow };
  return { quantity: parseWide(negative, whole, fraction, suffix) };
}

/** `Quantity.UnmarshalJSON` of a decoded JSON value: null is zero, a bare number is its text, lists and maps are errors. */
export function quantityFromJson(value: unknown): ParsedQuantity {
  if (value === null) return { quantity: { ...ZERO_QUANTITY } };
  // Inside JSON a line break or tab is an escape sequence, which Go's TrimSpace does not see.
  if (typeof value === 'string') return /[\n\r\t\f\v"\\]/.test(value) ? FORMAT_WRONG : parseQuantity(value.trim());
  return typeof value === 'number' || typeof value === 'bigint' ? parseQuantity(String(value)) : FORMAT_WRONG;
}

const FORMAT_WRONG: ParsedQuantity = { error: QUANTITY_FORMAT_ERROR };

/** The quantity of a JSON value, or `undefined` when it is none. */
export function quantityOf(value: unknown): Quantity | undefined {
  const parsed = quantityFromJson(value);
  return 'quantity' in parsed ? parsed.quantity : undefined;
}

interface Suffix {
  readonly base: 2 | 10;
  readonly exponent: number;
  readonly format: QuantityFormat;
}

function readSuffix(suffix: string): Suffix | undefined {
  const decimal = DECIMAL_SUFFIXES.get(suffix);
  if (decimal !== undefined) return { base: 10, exponent: decimal, format: 'DecimalSI' };
  const binary = BINARY_SUFFIXES.get(suffix);
  if (binary !== undefined) return { base: 2, exponent: binary, format: 'BinarySI' };
  const exponent = /^[eE]([-+]?[0-9]+)$/.exec(suffix)?.[1];
  if (exponent === undefined) return undefined;
  const value = BigInt(exponent.replace(/^\+/, ''));
  if (value > INT64_MAX || value < -INT64_MAX - 1n) return undefined;
  return { base: 10, exponent: Number(BigInt.asIntN(32, value)), format: 'DecimalExponent' };
}

/** Go's fast path: a scaled int64, when the digits surely fit. */
function parseNarrow(text: string, negative: boolean, whole: string, fraction: string, suffix: Suffix) {
  if (suffix.base === 2 && fraction !== '') return undefined;
  const spare =
    suffix.base === 2
      ? 15 - whole.length - Math.trunc(Math.fround((suffix.exponent * 3) / 10)) - 1
      : MAX_INT64_DIGITS - whole.length - fraction.length;
  const scale = fraction.length - (suffix.base === 10 ? suffix.exponent : 0);
  if (spare < 0 || scale > NANO) return undefined;
  const digits = whole + fraction;
  const value = BigInt(digits);
  const magnitude = suffix.base === 2 ? value << BigInt(suffix.exponent) : value;
  if (magnitude > INT64_MAX) return undefined;
  const canonical =
    suffix.base === 2 ? (value & 7n) !== 0n : scale % 3 === 0 && !digits.endsWith('000') && !digits.startsWith('0');
  const quantity = { unscaled: negative ? -magnitude : magnitude, scale, wide: false, format: suffix.format };
  return canonical ? { ...quantity, text } : quantity;
}

function parseWide(negative: boolean, whole: string, fraction: string, suffix: Suffix): Quantity {
  let unscaled = BigInt(whole + fraction);
  let scale = fraction.length;
  if (suffix.base === 10) scale -= suffix.exponent;
  else unscaled <<= BigInt(suffix.exponent);
  if (unscaled !== 0n) {
    // Whatever asks for something gets at least the smallest representable amount: rounded away from zero to nano.
    unscaled = rescale(unscaled, scale, NANO);
    scale = NANO;
  }
  if (suffix.base === 2 && unscaled > INT64_MAX * 10n ** BigInt(Math.max(scale, 0))) {
    unscaled = INT64_MAX;
    scale = 0;
  }
  const below1 = unscaled > 0n && compareScaled(unscaled, scale, 1n, 0) < 0;
  const format = suffix.base === 2 && below1 ? 'DecimalSI' : suffix.format;
  return { unscaled: negative ? -unscaled : unscaled, scale, wide: true, format };
}

/** The same value with `to` decimal places, rounded away from zero. */
function rescale(unscaled: bigint, from: number, to: number): bigint {
  if (to >= from) return unscaled * 10n ** BigInt(to - from);
  const divisor = 10n ** BigInt(from - to);
  const quotient = unscaled / divisor;
  if (quotient * divisor === unscaled) return quotient;
  return unscaled > 0n ? quotient + 1n : quotient - 1n;
}

function compareScaled(a: bigint, aScale: number, b: bigint, bScale: number): number {
  const scale = Math.max(aScale, bScale);
  const left = rescale(a, aScale, scale);
  const right = rescale(b, bScale, scale);
  return left < right ? -1 : left > right ? 1 : 0;
}

export function compareQuantities(a: Quantity, b: Quantity): number {
  return compareScaled(a.unscaled, a.scale, b.unscaled, b.scale);
}

export function quantitySign(quantity: Quantity): -1 | 0 | 1 {
  if (quantity.unscaled === 0n) return 0;
  return quantity.unscaled < 0n ? -1 : 1;
}

/** `Quantity.Add`: a zero takes the other's format. */
export function addQuantities(a: Quantity, b: Quantity): Quantity {
  const format = a.unscaled === 0n ? b.format : a.format;
  if (!a.wide && !b.wide) {
    if (b.unscaled === 0n) return { unscaled: a.unscaled, scale: a.scale, wide: false, format };
    if (a.unscaled === 0n) return { unscaled: b.unscaled, scale: b.scale, wide: false, format };
  }
  const scale = Math.max(a.scale, b.scale);
  const left = rescale(a.unscaled, a.scale, scale);
  const right = rescale(b.unscaled, b.scale, scale);
  const unscaled = left + right;
  const wide = a.wide || b.wide || [left, right, unscaled].some((value) => !fitsInt64(value));
  return { unscaled, scale, wide, format };
}

export function subtractQuantities(a: Quantity, b: Quantity): Quantity {
  return addQuantities(a, negateQuantity(b));
}

export function negateQuantity(quantity: Quantity): Quantity {
  return {
    unscaled: -quantity.unscaled,
    scale: quantity.scale,
    wide: quantity.wide,
    format: quantity.format,
  };
}

/** `Quantity.Mul` by a whole number. */
export function multiplyQuantity(quantity: Quantity, factor: bigint): Quantity {
  const unscaled = quantity.unscaled * factor;
  return { unscaled, scale: quantity.scale, wide: quantity.wide || !fitsInt64(unscaled), format: quantity.format };
}

function fitsInt64(value: bigint): boolean {
  return value <= INT64_MAX && value >= -INT64_MAX - 1n;
}

/** `Quantity.RoundUp` to `places` decimals (3 is milli), away from zero. */
export function roundQuantityUp(quantity: Quantity, places: number): Quantity {
  if (!quantity.wide && quantity.scale <= places) return quantity;
  const unscaled = rescale(quantity.unscaled, quantity.scale, places);
  return { unscaled, scale: places, wide: quantity.wide, format: quantity.format };
}

/** `Quantity.Value()`: whole units, rounded up; what does not fit an int64 goes as wrong as it does in Go. */
export function quantityValue(quantity: Quantity): bigint {
  return scaledValue(quantity, 0);
}

/** `Quantity.MilliValue()`. */
export function quantityMilliValue(quantity: Quantity): bigint {
  return scaledValue(quantity, 3);
}

function scaledValue(quantity: Quantity, places: number): bigint {
  const { unscaled, scale, wide } = quantity;
  if (!wide) {
    const value = rescale(unscaled, scale, places);
    return fitsInt64(value) ? value : 0n;
  }
  if (scale <= places) return BigInt.asIntN(64, unscaled * 10n ** BigInt(places - scale));
  const divisor = 10n ** BigInt(scale - places);
  const rest = unscaled % divisor;
  // Go divides big negative numbers downward and small ones toward zero, then adds one to both.
  const narrow = unscaled < INT64_MAX && scale - places < 19;
  const quotient = unscaled / divisor - (!narrow && rest < 0n ? 1n : 0n);
  return BigInt.asIntN(64, rest === 0n ? quotient : quotient + 1n);
}

/** The value as a plain number, for shares and percentages; not exact. */
export function quantityNumber(quantity: Quantity): number {
  return Number(quantity.unscaled) / 10 ** quantity.scale;
}

/** `Quantity.String()`: the canonical text. */
export function quantityText(quantity: Quantity): string {
  if (quantity.text !== undefined) return quantity.text;
  if (quantity.unscaled === 0n) return '0';
  if (quantity.format !== 'BinarySI') return decimalText(quantity, quantity.format);
  const small = compareScaled(abs(quantity.unscaled), quantity.scale, 1024n, 0) < 0;
  const whole = rescale(quantity.unscaled, quantity.scale, 0);
  const exact = compareScaled(whole, 0, quantity.unscaled, quantity.scale) === 0;
  if (small || !exact) return decimalText(quantity, 'DecimalSI');
  return binaryText(whole);
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function decimalText(quantity: Quantity, format: QuantityFormat): string {
  let amount = quantity.unscaled;
  let exponent = -quantity.scale;
  while (amount % 10n === 0n) {
    amount /= 10n;
    exponent++;
  }
  while (exponent % 3 !== 0) {
    amount *= 10n;
    exponent--;
  }
  if (format === 'DecimalExponent') return exponent === 0 ? `${amount}` : `${amount}e${exponent}`;
  return `${amount}${DECIMAL_NAMES.get(exponent) ?? ''}`;
}

function binaryText(whole: bigint): string {
  let amount = whole;
  let exponent = 0;
  while (amount % 1024n === 0n) {
    amount /= 1024n;
    exponent += 10;
  }
  return `${amount}${BINARY_NAMES.get(exponent) ?? ''}`;
}

/** The plain decimal notation of `inf.Dec`, trailing zeros as held. */
export function quantityDecimalText(quantity: Quantity): string {
  const { unscaled, scale } = quantity;
  if (scale <= 0) return unscaled === 0n ? '0' : `${unscaled}${'0'.repeat(-scale)}`;
  const digits = abs(unscaled)
    .toString()
    .padStart(scale + 1, '0');
  const at = digits.length - scale;
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, at)}.${digits.slice(at)}`;
}
