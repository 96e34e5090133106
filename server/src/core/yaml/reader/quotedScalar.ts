// Scalars in single or double quotes: escapes, folded lines, and the quote that is never closed.
import type { ScalarNode } from '../nodes.ts';
import {
  backslash,
  carriageReturn,
  colon,
  hash,
  isFlowIndicator,
  isLineEnd,
  lineFeed,
  singleQuote,
  space,
  tab,
} from './chars.ts';
import { endOfLine, type Reader, report } from './reader.ts';

/** Reads the quoted scalar at reader.at. An unclosed one ends with its line, so that the lines below keep their nodes. */
export function readQuotedScalar(reader: Reader): ScalarNode {
  const { text } = reader;
  const start = reader.at;
  const single = text.charCodeAt(start) === singleQuote;
  const close = single ? closingSingle(text, start + 1) : closingDouble(text, start + 1);
  const closed = close >= 0 && !swallows(text, start, close);
  const bodyEnd = closed ? close : endOfLine(text, start);
  if (!closed) report(reader, 'unclosed-quote', start, bodyEnd);
  const end = closed ? close + 1 : bodyEnd;
  const body = text.slice(start + 1, bodyEnd);
  const source = single ? unquoteSingle(body) : unquoteDouble(reader, body, start + 1);
  const newline = text.lastIndexOf('\n', end - 1);
  if (newline > start) reader.lineStart = newline + 1;
  reader.at = end;
  return { type: 'scalar', style: single ? 'single' : 'double', value: source, source, start, end };
}

function closingSingle(text: string, from: number): number {
  let at = text.indexOf("'", from);
  while (at >= 0 && text.charCodeAt(at + 1) === singleQuote) at = text.indexOf("'", at + 2);
  return at;
}

function closingDouble(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && isEscaped(text, from, at)) at = text.indexOf('"', at + 1);
  return at;
}

function isEscaped(text: string, from: number, at: number): boolean {
  let slashes = 0;
  while (at - 1 - slashes >= from && text.charCodeAt(at - 1 - slashes) === backslash) slashes++;
  return slashes % 2 === 1;
}

/**
 * Whether the quote that closes on a later line is in truth the opening quote of that line: then text stands right
 * behind it, which no closing quote has.
 */
function swallows(text: string, start: number, close: number): boolean {
  const lineEnd = endOfLine(text, start);
  if (lineEnd >= close) return false;
  let at = close + 1;
  while (text.charCodeAt(at) === space || text.charCodeAt(at) === tab) at++;
  const code = text.charCodeAt(at);
  return !(isLineEnd(code) || code === hash || code === colon || isFlowIndicator(code));
}

function unquoteSingle(body: string): string {
  const plain = body.includes("''") ? body.replaceAll("''", "'") : body;
  return body.includes('\n') ? foldLines(plain) : plain;
}

/** Line breaks of quoted scalars: blanks around them go, one becomes a space, more become one less. */
function foldLines(body: string): string {
  return body.replace(/[ \t]*\r?\n(?:[ \t]*\r?\n)*[ \t]*/g, (gap) => {
    const breaks = gap.split('\n').length - 1;
    return breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
  });
}

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '\\': '\\',
  '/': '/',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};

const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

function unquoteDouble(reader: Reader, body: string, offset: number): string {
  if (!body.includes('\\')) return body.includes('\n') ? foldLines(body) : body;
  let result = '';
  let from = 0;
  for (let at = body.indexOf('\\'); at >= 0; at = body.indexOf('\\', from)) {
    result += foldedPart(body.slice(from, at));
    const sequence = readEscape(body, at);
    if (sequence.bad) report(reader, 'bad-escape', offset + at, offset + at + sequence.length);
    result += sequence.value;
    from = at + sequence.length;
  }
  return result + foldedPart(body.slice(from));
}

function foldedPart(part: string): string {
  return part.includes('\n') ? foldLines(part) : part;
}

function readEscape(body: string, at: number): { value: string; length: number; bad?: boolean } {
  const letter = body[at + 1] ?? '';
  const simple = escapes[letter];
  if (simple !== undefined) return { value: simple, length: 2 };
  const digits = hexLengths[letter];
  if (digits !== undefined) {
    const code = Number.parseInt(body.slice(at + 2, at + 2 + digits), 16);
    const complete = /^[0-9a-fA-F]*$/.test(body.slice(at + 2, at + 2 + digits)) && at + 2 + digits <= body.length;
    if (complete && code <= 0x10ffff) return { value: codeText(code), length: 2 + digits };
  }
  const lineBreak = escapedBreak(body, at + 1);
  if (lineBreak > 0)
    return { value: '\n'.repeat(breaksIn(body.slice(at + 1, at + 1 + lineBreak)) - 1), length: 1 + lineBreak };
  return { value: letter, length: Math.min(2, body.length - at), bad: true };
}

/** `\u` may give half of a pair, as JSON writes characters outside the first plane. */
function codeText(code: number): string {
  return code > 0xffff ? String.fromCodePoint(code) : String.fromCharCode(code);
}

/** How much an escaped line break takes: the break, empty lines, and the next line's indentation. */
function escapedBreak(body: string, from: number): number {
  const code = body.charCodeAt(from);
  if (code !== lineFeed && code !== carriageReturn) return 0;
  const gap = /\r?\n(?:[ \t]*\r?\n)*[ \t]*/y;
  gap.lastIndex = from;
  return gap.exec(body)?.[0].length ?? 0;
}

function breaksIn(gap: string): number {
  return gap.split('\n').length - 1;
}
