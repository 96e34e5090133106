// Functions of strings: cel-go's standard ones, its strings library (version 2), and Kubernetes' find and findAll. Positions
// count code points. Mirrors cel-go v0.26 ext/strings.go and apiserver/pkg/cel/library/regex.go (v1.36).
import { goQuote } from '../../../kubernetes/goText.ts';
import { allMatches, goPattern } from '../../patterns.ts';
import { CelFailure, equals, int, isList, list, text, type Value } from '../values.ts';
import { formatted } from './format.ts';
import type { Handlers } from './handler.ts';

export const TEXT_FUNCTIONS: Handlers = {
  startsWith: (self, prefix) => text(self).startsWith(text(prefix)),
  endsWith: (self, suffix) => text(self).endsWith(text(suffix)),
  contains: (self, part) => text(self).includes(text(part)),
  matches: (self, pattern) => compiled(pattern, '').test(text(self)),
  find: (self, pattern) => compiled(pattern, 'Illegal regex: ').exec(text(self))?.[0] ?? '',
  findAll: (self, pattern, most) => {
    const found = allMatches(compiled(pattern, 'Illegal regex: '), text(self));
    return most === undefined || int(most) < 0n ? found : found.slice(0, Number(int(most)));
  },
  lowerAscii: (self) => text(self).replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
  upperAscii: (self) => text(self).replace(/[a-z]/g, (letter) => letter.toUpperCase()),
  trim: (self) => text(self).replace(/^[\s\u0085]+|[\s\u0085]+$/gu, ''),
  charAt: (self, at) => {
    const characters = [...text(self)];
    return characters[inRange(int(at), characters.length)] ?? '';
  },
  indexOf: (self, part, from) => (isList(self) ? indexIn(self, part) : indexOf(text(self), text(part), from)),
  lastIndexOf: (self, part, from) =>
    isList(self) ? lastIndexIn(self, part) : lastIndexOf(text(self), text(part), from),
  substring: (self, from, to) => {
    const characters = [...text(self)];
    const end = to === undefined ? characters.length : inRange(int(to), characters.length);
    const start = inRange(int(from), characters.length);
    if (start > end) throw new CelFailure(`invalid substring range. start: ${start}, end: ${end}`);
    return characters.slice(start, end).join('');
  },
  replace: (self, old, by, most) => replaced(text(self), text(old), text(by), most === undefined ? -1n : int(most)),
  split: (self, separator, most) => split(text(self), text(separator), most === undefined ? -1n : int(most)),
  join: (self, separator) =>
    list(self)
      .map(text)
      .join(separator === undefined ? '' : text(separator)),
  'strings.quote': (value) => goQuote(text(value)),
  format: (self, args) => formatted(text(self), list(args)),
  'jsonpatch.escapeKey': (key) => text(key).replaceAll('~', '~0').replaceAll('/', '~1'),
};

function compiled(pattern: Value | undefined, prefix: string): RegExp {
  const regexp = goPattern(text(pattern));
  if (!regexp) throw new CelFailure(`${prefix}${patternError(text(pattern))}`);
  return regexp;
}

/** What Go says of a pattern that it cannot read. */
export const patternError = (pattern: string): string => `error parsing regexp: ${whatIsWrong(pattern)}`;

function whatIsWrong(pattern: string): string {
  const open = pattern.replace(/\\[\s\S]/g, '').match(/\(/g)?.length ?? 0;
  const close = pattern.replace(/\\[\s\S]/g, '').match(/\)/g)?.length ?? 0;
  if (open > close) return `missing closing ): \`${pattern}\``;
  if (close > open) return `unexpected ): \`${pattern}\``;
  return `invalid or unsupported Perl syntax: \`${pattern}\``;
}

function inRange(index: bigint, length: number): number {
  if (index < 0n || index > BigInt(length)) throw new CelFailure(`index out of range: ${index}`);
  return Number(index);
}

/** Behind the end nothing is found. */
const startOf = (from: bigint): number => (from < 0n ? inRange(from, 0) : Number(from));

const indexIn = (items: readonly Value[], wanted: Value | undefined): bigint =>
  BigInt(items.findIndex((item) => equals(item, wanted ?? null)));

const lastIndexIn = (items: readonly Value[], wanted: Value | undefined): bigint =>
  BigInt(items.findLastIndex((item) => equals(item, wanted ?? null)));

function indexOf(self: string, part: string, from: Value | undefined): bigint {
  const characters = [...self];
  const start = from === undefined ? 0 : startOf(int(from));
  const wanted = [...part];
  for (let at = start; at + wanted.length <= characters.length; at++) {
    if (wanted.every((character, ahead) => characters[at + ahead] === character)) return BigInt(at);
  }
  return -1n;
}

function lastIndexOf(self: string, part: string, from: Value | undefined): bigint {
  const characters = [...self];
  const wanted = [...part];
  const start = from === undefined ? characters.length : startOf(int(from));
  if (from !== undefined && start >= characters.length) return -1n;
  for (let at = Math.min(start, characters.length - wanted.length); at >= 0; at--) {
    if (wanted.every((character, ahead) => characters[at + ahead] === character)) return BigInt(at);
  }
  return -1n;
}

/** Go's strings.Replace; a negative count replaces all. */
function replaced(self: string, old: string, by: string, most: bigint): string {
  const parts = old === '' ? ['', ...[...self], ''] : self.split(old);
  const gaps = parts.length - 1;
  const count = most < 0n ? gaps : Math.min(gaps, Number(most));
  return parts.slice(1).reduce((all, part, index) => all + (index < count ? by : old) + part, parts[0] ?? '');
}

/** Go's strings.SplitN; a negative count splits at all. */
function split(self: string, separator: string, most: bigint): string[] {
  const parts = separator === '' ? [...self] : self.split(separator);
  if (most < 0n || BigInt(parts.length) <= most) return parts;
  if (most === 0n) return [];
  const kept = Number(most) - 1;
  return [...parts.slice(0, kept), parts.slice(kept).join(separator)];
}
