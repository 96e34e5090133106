// sprig's functions of strings (Masterminds/sprig v3.3: strings.go and its relatives).
import { byteLength, goQuote } from '../../kubernetes/goText.ts';
import { goString } from '../engine/format.ts';
import { byBytes, type GoValue, isList, isNothing, TemplateFault } from '../engine/value.ts';
import { byteSlice } from './builtin.ts';
import { type FunctionTable, fn, shown, text, variadic, whole } from './function.ts';

const space =
  /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/g;

export const stringFunctions: FunctionTable = {
  trim: fn(1, ([value]) => text(value).replace(space, '')),
  upper: fn(1, ([value]) => text(value).toUpperCase()),
  lower: fn(1, ([value]) => text(value).toLowerCase()),
  title: fn(1, ([value]) =>
    text(value).replace(/(^|[^\p{L}\p{N}_'])(\p{L})/gu, (_, before, letter) => before + letter.toUpperCase()),
  ),
  untitle: fn(1, ([value]) =>
    text(value).replace(/(^|\s)(\S)/gu, (_, before, letter) => before + letter.toLowerCase()),
  ),
  trunc: fn(2, ([count, value]) => truncated(whole(count), text(value))),
  substr: fn(3, ([start, end, value]) => substring(whole(start), whole(end), text(value))),
  repeat: fn(2, ([count, value]) => text(value).repeat(bounded(whole(count), text(value)))),
  trimAll: fn(2, ([cut, value]) => trimmed(text(value), text(cut))),
  trimall: fn(2, ([cut, value]) => trimmed(text(value), text(cut))),
  trimSuffix: fn(2, ([suffix, value]) => withoutSuffix(text(value), text(suffix))),
  trimPrefix: fn(2, ([prefix, value]) => withoutPrefix(text(value), text(prefix))),
  nospace: fn(1, ([value]) => text(value).replace(/\s/gu, '')),
  initials: fn(1, ([value]) =>
    text(value)
      .split(/\s+/u)
      .map((word) => [...word][0] ?? '')
      .join(''),
  ),
  swapcase: fn(1, ([value]) =>
    [...text(value)]
      .map((letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()))
      .join(''),
  ),
  camelcase: fn(1, ([value]) =>
    wordsOf(text(value))
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
      .join(''),
  ),
  snakecase: fn(1, ([value]) => wordsOf(text(value)).join('_').toLowerCase()),
  kebabcase: fn(1, ([value]) => wordsOf(text(value)).join('-').toLowerCase()),
  contains: fn(2, ([part, value]) => text(value).includes(text(part))),
  hasPrefix: fn(2, ([part, value]) => text(value).startsWith(text(part))),
  hasSuffix: fn(2, ([part, value]) => text(value).endsWith(text(part))),
  quote: variadic(0, (args) => written(args, (value) => goQuote(shown(value)))),
  squote: variadic(0, (args) => written(args, (value) => `'${goString(value)}'`)),
  cat: variadic(0, (args) => written(args, goString)),
  indent: fn(2, ([count, value]) => indented(whole(count), text(value))),
  nindent: fn(2, ([count, value]) => `\n${indented(whole(count), text(value))}`),
  replace: fn(3, ([old, fresh, value]) => replaced(text(value), text(old), text(fresh))),
  plural: fn(3, ([one, many, count]) => (whole(count) === 1 ? text(one) : text(many))),
  toString: fn(1, ([value]) => shown(value)),
  toStrings: fn(1, ([value]) => stringsOf(value)),
  join: fn(2, ([separator, value]) => stringsOf(value).join(text(separator))),
  sortAlpha: fn(1, ([value]) => (isList(value) ? stringsOf(value).sort(byBytes) : [shown(value)])),
  split: fn(2, ([separator, value]) => numbered(splitAt(text(value), text(separator)))),
  splitn: fn(3, ([separator, count, value]) => numbered(splitAt(text(value), text(separator), whole(count)))),
  splitList: fn(2, ([separator, value]) => [...splitAt(text(value), text(separator))]),
  atoi: fn(1, ([value]) => (/^[+-]?\d+$/.test(text(value)) ? toDecimalWhole(text(value)) : 0n)),
  abbrev: fn(2, ([width, value]) => abbreviated(whole(width), text(value))),
  base: fn(1, ([value]) => baseOf(text(value))),
  dir: fn(1, ([value]) => cleanPath(text(value).slice(0, text(value).lastIndexOf('/') + 1))),
  clean: fn(1, ([value]) => cleanPath(text(value))),
  ext: fn(1, ([value]) => /\.[^./]*$/.exec(text(value))?.[0] ?? ''),
  isAbs: fn(1, ([value]) => text(value).startsWith('/')),
};

const toDecimalWhole = (words: string): bigint => BigInt(words.replace(/^\+/, ''));

function truncated(count: number, value: string): string {
  const length = byteLength(value);
  if (count < 0 && length + count > 0) return byteSlice(value, length + count, length);
  return count >= 0 && length > count ? byteSlice(value, 0, count) : value;
}

function substring(start: number, end: number, value: string): string {
  const length = byteLength(value);
  if (start < 0) return byteSlice(value, 0, end);
  if (end < 0 || end > length) return byteSlice(value, start, length);
  if (start > end) throw new TemplateFault('error calling substr: slice bounds out of range');
  return byteSlice(value, start, end);
}

const longest = 4_000_000;

function bounded(count: number, value: string): number {
  if (count < 0 || count * value.length > longest)
    throw new TemplateFault('error calling repeat: too long, or a negative count');
  return count;
}

function trimmed(value: string, cut: string): string {
  const set = new Set(cut);
  const letters = [...value];
  let from = 0;
  let to = letters.length;
  while (from < to && set.has(letters[from] ?? '')) from++;
  while (to > from && set.has(letters[to - 1] ?? '')) to--;
  return letters.slice(from, to).join('');
}

const withoutSuffix = (value: string, suffix: string): string =>
  value.endsWith(suffix) ? value.slice(0, value.length - suffix.length) : value;
const withoutPrefix = (value: string, prefix: string): string =>
  value.startsWith(prefix) ? value.slice(prefix.length) : value;

/** The words of a name, as xstrings divides it: at marks, and where small letters meet great ones. */
function wordsOf(value: string): readonly string[] {
  return value
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[\s_-]+/u)
    .filter((word) => word !== '');
}

function written(args: readonly GoValue[], write: (value: GoValue) => string): string {
  return args
    .filter((value) => !isNothing(value))
    .map(write)
    .join(' ');
}

function indented(count: number, value: string): string {
  if (count < 0 || count > 1000) throw new TemplateFault('error calling indent: strings: negative Repeat count');
  const pad = ' '.repeat(count);
  return pad + value.replaceAll('\n', `\n${pad}`);
}

/** strings.ReplaceAll: an empty part stands between all letters. */
function replaced(value: string, old: string, fresh: string): string {
  if (old !== '') return value.split(old).join(fresh);
  return fresh + [...value].map((letter) => letter + fresh).join('');
}

export function stringsOf(value: GoValue): string[] {
  if (isNothing(value)) return [];
  if (isList(value)) return value.filter((item) => !isNothing(item)).map(shown);
  return [shown(value)];
}

function splitAt(value: string, separator: string, count = -1): readonly string[] {
  if (count === 0) return [];
  const parts = separator === '' ? [...value] : value.split(separator);
  return count < 0 || parts.length <= count
    ? parts
    : [...parts.slice(0, count - 1), parts.slice(count - 1).join(separator)];
}

const numbered = (parts: readonly string[]): GoValue => new Map(parts.map((part, at) => [`_${at}`, part]));

function abbreviated(width: number, value: string): string {
  return width < 4 || byteLength(value) <= width ? value : `${value.slice(0, width - 3)}...`;
}

function baseOf(value: string): string {
  if (value === '') return '.';
  const trimmedEnd = value.replace(/\/+$/, '');
  return trimmedEnd === '' ? '/' : trimmedEnd.slice(trimmedEnd.lastIndexOf('/') + 1);
}

/** path.Clean. */
export function cleanPath(value: string): string {
  const isRooted = value.startsWith('/');
  const parts: string[] = [];
  for (const part of value.split('/')) {
    if (part === '' || part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.length > 0 && parts[parts.length - 1] !== '..') parts.pop();
    else if (!isRooted) parts.push('..');
  }
  const joined = (isRooted ? '/' : '') + parts.join('/');
  return joined === '' ? '.' : joined;
}
