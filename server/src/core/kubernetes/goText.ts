// How Go prints and measures strings, because the API server's messages carry its output: %q, byte lengths, integer parsing.
// Knows nothing about Kubernetes.

const ESCAPES: Readonly<Record<string, string>> = {
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '\\': '\\\\',
  '"': '\\"',
};

const UNPRINTABLE = /[\p{C}\p{Z}]/u;

/** Go's `strconv.Quote`, the form of `%q`. */
export function goQuote(value: string): string {
  if (/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/.test(value)) return `"${value}"`;
  let quoted = '"';
  for (const rune of value) quoted += quoteRune(rune);
  return `${quoted}"`;
}

function quoteRune(rune: string): string {
  const escaped = ESCAPES[rune];
  if (escaped !== undefined) return escaped;
  if (rune === ' ' || !UNPRINTABLE.test(rune)) return rune;
  const code = rune.codePointAt(0) ?? 0;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}

/** Go's `len` of a string: its bytes in UTF-8. */
export function byteLength(value: string): number {
  let length = 0;
  for (let at = 0; at < value.length; at++) {
    const unit = value.charCodeAt(at);
    if (unit < 0x80) length += 1;
    else if (unit < 0x800) length += 2;
    else if (unit >= 0xd800 && unit <= 0xdbff && at + 1 < value.length) {
      length += 4;
      at++;
    } else length += 3;
  }
  return length;
}

export type GoInteger = { readonly value: bigint } | { readonly error: string };

const INT64_MAX = 9223372036854775807n;

/** Go's `strconv.Atoi` and `ParseInt(text, 10, 64)`; `name` is the function named in the error. */
export function parseGoInteger(text: string, name: 'Atoi' | 'ParseInt' = 'Atoi'): GoInteger {
  if (!/^[+-]?[0-9]+$/.test(text)) return { error: `strconv.${name}: parsing ${goQuote(text)}: invalid syntax` };
  const value = BigInt(text.replace(/^\+/, ''));
  if (value > INT64_MAX || value < -INT64_MAX - 1n) {
    return { error: `strconv.${name}: parsing ${goQuote(text)}: value out of range` };
  }
  return { value };
}

/** Go's string order: by UTF-8 bytes, which is by code point. */
export function compareGoStrings(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length);
  for (let at = 0; at < shorter; at++) {
    const left = a.charCodeAt(at);
    const right = b.charCodeAt(at);
    if (left !== right) return codePointRank(left) - codePointRank(right);
  }
  return a.length - b.length;
}

/** Halves of code points above 0xffff come after 0xe000 … 0xffff, though their numbers are lower. */
function codePointRank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}

/** strconv's shortest `g`: with an exponent below -4 and from 6 on. */
export function goFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', exponentText = '0'] = value.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 6) return withoutExponent(value);
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function withoutExponent(value: number): string {
  const short = String(value);
  if (!short.includes('e')) return short;
  const digits = (short.split('e')[0] ?? '').replace('-', '').replace('.', '');
  const zeros = -Number(short.split('e')[1]) - 1;
  return `${value < 0 ? '-' : ''}0.${'0'.repeat(zeros)}${digits}`;
}
