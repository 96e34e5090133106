// The values of CEL literals: numbers in range, strings and bytes without their quotes and escapes. Mirrors cel-go v0.26
// parser/unescape.go. Knows neither grammar nor positions: what is wrong is thrown away as a word of cel-go's.
import type { Literal } from './expression.ts';
import type { Token } from './tokens.ts';

/** The literal, or what is wrong with it. */
type LiteralResult = { readonly literal: Literal } | { readonly problem: string };

/** Of a literal token; `negative` where a minus stands before it. */
export function literalOf({ kind, text }: Token, negative: boolean): LiteralResult {
  switch (kind) {
    case 'NUM_INT':
      return intLiteral(text, negative);
    case 'NUM_UINT':
      return uintLiteral(text);
    case 'NUM_FLOAT':
      return doubleLiteral(text, negative);
    case 'STRING':
      return stringLiteral(text);
    case 'BYTES':
      return bytesLiteral(text);
    case "'null'":
      return { literal: { type: 'null', value: null } };
    default:
      return { literal: { type: 'bool', value: kind === "'true'" } };
  }
}

const MOST_INT = 2n ** 63n;

function intLiteral(text: string, negative: boolean): LiteralResult {
  const value = negative ? -BigInt(text) : BigInt(text);
  if (value >= MOST_INT || value < -MOST_INT) return { problem: 'invalid int literal' };
  return { literal: { type: 'int', value } };
}

function uintLiteral(text: string): LiteralResult {
  const value = BigInt(text.slice(0, -1));
  return value >= 2n ** 64n ? { problem: 'invalid uint literal' } : { literal: { type: 'uint', value } };
}

function doubleLiteral(text: string, negative: boolean): LiteralResult {
  const value = Number(text);
  if (!Number.isFinite(value)) return { problem: 'invalid double literal' };
  return { literal: { type: 'double', value: negative ? -value : value } };
}

function stringLiteral(text: string): LiteralResult {
  const characters = unquoted(text);
  if (characters === undefined) return { problem: 'invalid unicode code point' };
  return { literal: { type: 'string', value: characters.map((c) => String.fromCodePoint(c.code)).join('') } };
}

function bytesLiteral(text: string): LiteralResult {
  const characters = unquoted(text.slice(1)) ?? [];
  const bytes = characters.flatMap(({ code, byte }) => (byte ? [code] : utf8(code)));
  return { literal: { type: 'bytes', value: Uint8Array.from(bytes) } };
}

interface Character {
  readonly code: number;
  /** Written as one byte: `\xff`, `\377`. */
  readonly byte: boolean;
}

const ESCAPE = /\\(?:([0-3][0-7][0-7])|[xX]([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))|[\s\S]/gu;
const SHORT: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

function unquoted(text: string): Character[] | undefined {
  const raw = /^[rR]/.test(text);
  const quoted = raw ? text.slice(1) : text;
  const width = /^("""|''')/.test(quoted) && quoted.length >= 6 ? 3 : 1;
  const inner = quoted.slice(width, -width);
  const parts = raw ? [...inner].map((text) => character(text)) : [...inner.matchAll(ESCAPE)].map(unescaped);
  return parts.every((part) => part.byte || isValid(part.code)) ? parts : undefined;
}

const character = (text: string): Character => ({ code: text.codePointAt(0) ?? 0, byte: false });
const isValid = (code: number): boolean => code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);

function unescaped(found: RegExpMatchArray): Character {
  const [all, octal, hex, short, long, letter] = found;
  if (octal !== undefined) return { code: Number.parseInt(octal, 8), byte: true };
  if (hex !== undefined) return { code: Number.parseInt(hex, 16), byte: true };
  if (short !== undefined) return { code: Number.parseInt(short, 16), byte: false };
  if (long !== undefined) return { code: Number.parseInt(long, 16), byte: false };
  if (letter !== undefined) return character(SHORT[letter] ?? letter);
  return character(all);
}

/** UTF-8 of one code point. */
export function utf8(code: number): number[] {
  if (code < 0x80) return [code];
  if (code < 0x800) return [0xc0 | (code >> 6), 0x80 | (code & 63)];
  if (code < 0x10000) return [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
  return [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
}
