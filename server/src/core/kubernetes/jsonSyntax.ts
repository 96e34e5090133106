// What Go's JSON reader says of a text that is no JSON: the first byte that does not fit, and where it stood.
// Mirrors the scanner of encoding/json (Go 1.26). Gives no values.
import { goQuote } from './goText.ts';

interface Scan {
  /** One character a byte. */
  readonly text: string;
  at: number;
  error?: string;
}

const SPACE = /[ \t\r\n]/;
const DIGIT = /[0-9]/;
const TRUNCATED = 'unexpected end of JSON input';

/** `invalid character 'x' looking for beginning of value`; undefined for JSON. @param text one character a byte */
export function jsonSyntaxError(text: string): string | undefined {
  const scan: Scan = { text, at: 0 };
  value(scan);
  if (scan.error === undefined && peek(scan) !== '') fail(scan, 'after top-level value');
  return scan.error;
}

/** The next byte that is no space; empty at the end. */
function peek(scan: Scan): string {
  while (SPACE.test(scan.text[scan.at] ?? '')) scan.at++;
  return scan.text[scan.at] ?? '';
}

function fail(scan: Scan, where: string): void {
  const found = scan.text[scan.at];
  scan.error ??= found === undefined ? TRUNCATED : `invalid character ${quoted(found)} ${where}`;
}

function quoted(byte: string): string {
  if (byte === "'") return String.raw`'\''`;
  return byte === '"' ? `'"'` : `'${goQuote(byte).slice(1, -1)}'`;
}

function value(scan: Scan): void {
  const first = peek(scan);
  const word = ['true', 'false', 'null'].find((literal) => first !== '' && literal.startsWith(first));
  if (first === '{') members(scan, '}', member, 'after object key:value pair');
  else if (first === '[') members(scan, ']', value, 'after array element');
  else if (first === '"') string(scan);
  else if (first === '-' || DIGIT.test(first)) number(scan);
  else if (word === undefined) fail(scan, 'looking for beginning of value');
  else literal(scan, word);
}

function members(scan: Scan, close: string, item: (scan: Scan) => void, after: string): void {
  scan.at++;
  if (peek(scan) === close) {
    scan.at++;
    return;
  }
  while (scan.error === undefined) {
    item(scan);
    if (scan.error !== undefined) return;
    const next = peek(scan);
    if (next !== ',' && next !== close) fail(scan, after);
    scan.at++;
    if (next === close) return;
  }
}

function member(scan: Scan): void {
  if (peek(scan) === '"') string(scan);
  else fail(scan, 'looking for beginning of object key string');
  if (scan.error === undefined && peek(scan) !== ':') fail(scan, 'after object key');
  if (scan.error !== undefined) return;
  scan.at++;
  value(scan);
}

function string(scan: Scan): void {
  for (scan.at++; scan.error === undefined; scan.at++) {
    const next = scan.text[scan.at] ?? '';
    if (next === '"') {
      scan.at++;
      return;
    }
    if (next < ' ') fail(scan, 'in string literal');
    if (next === '\\') escapeSequence(scan);
  }
}

function escapeSequence(scan: Scan): void {
  scan.at++;
  const next = scan.text[scan.at] ?? '';
  if (next !== 'u' && !/^["\\/bfnrt]$/.test(next)) fail(scan, 'in string escape code');
  for (let left = next === 'u' ? 4 : 0; left > 0 && scan.error === undefined; left--) {
    scan.at++;
    if (!/^[0-9a-fA-F]$/.test(scan.text[scan.at] ?? '')) fail(scan, 'in \\u hexadecimal character escape');
  }
}

function literal(scan: Scan, word: string): void {
  for (const letter of word) {
    if (scan.text[scan.at] !== letter) fail(scan, `in literal ${word} (expecting '${letter}')`);
    if (scan.error !== undefined) return;
    scan.at++;
  }
}

function number(scan: Scan): void {
  if (scan.text[scan.at] === '-') scan.at++;
  if (scan.text[scan.at] === '0') scan.at++;
  else digits(scan, 'in numeric literal');
  if (scan.error === undefined && scan.text[scan.at] === '.') {
    scan.at++;
    digits(scan, 'after decimal point in numeric literal');
  }
  if (scan.error === undefined && /[eE]/.test(scan.text[scan.at] ?? '')) {
    scan.at++;
    if (/[+-]/.test(scan.text[scan.at] ?? '')) scan.at++;
    digits(scan, 'in exponent of numeric literal');
  }
}

function digits(scan: Scan, where: string): void {
  if (!DIGIT.test(scan.text[scan.at] ?? '')) fail(scan, where);
  while (DIGIT.test(scan.text[scan.at] ?? '')) scan.at++;
}
