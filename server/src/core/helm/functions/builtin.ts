// text/template's own functions (text/template/funcs.go, Go 1.26), but for `and` and `or`, which choose what they
// evaluate and so belong to the evaluator.
import { utf8Bytes, utf8Text } from '../../kubernetes/base64.ts';
import { byteLength } from '../../kubernetes/goText.ts';
import { sprint, sprintf } from '../engine/format.ts';
import {
  type GoValue,
  isBytes,
  isList,
  isMap,
  isNothing,
  isStruct,
  isTrue,
  kindOf,
  NotRendered,
  TemplateFault,
  typeName,
} from '../engine/value.ts';
import { type FunctionTable, fn, text, variadic } from './function.ts';

const notKnown = (name: string) =>
  variadic(0, () => {
    throw new NotRendered(`the function "${name}" is not rendered here`);
  });

export const builtinFunctions: FunctionTable = {
  not: fn(1, ([value]) => !isTrue(value)),
  len: fn(1, ([value]) => BigInt(lengthOf(value))),
  index: variadic(1, ([item, ...keys]) => keys.reduce(indexed, checked(item))),
  print: variadic(0, (args) => sprint(args)),
  println: variadic(0, (args) => `${args.map((value) => sprint([value])).join(' ')}\n`),
  printf: variadic(1, ([format, ...args]) => sprintf(text(format), args)),
  eq: variadic(2, ([one, ...others]) => others.some((other) => isEqual(one, other))),
  ne: fn(2, ([one, other]) => !isEqual(one, other)),
  lt: fn(2, ([one, other]) => order(one, other) < 0),
  le: fn(2, ([one, other]) => order(one, other) <= 0),
  gt: fn(2, ([one, other]) => order(one, other) > 0),
  ge: fn(2, ([one, other]) => order(one, other) >= 0),
  html: variadic(0, (args) => escapeHtml(typeof args[0] === 'string' && args.length === 1 ? args[0] : sprint(args))),
  urlquery: variadic(0, (args) =>
    queryEscape(typeof args[0] === 'string' && args.length === 1 ? args[0] : sprint(args)),
  ),
  js: notKnown('js'),
  call: notKnown('call'),
};

export function lengthOf(value: GoValue): number {
  if (typeof value === 'string') return byteLength(value);
  if (isList(value)) return value.length;
  if (isMap(value)) return value.size;
  if (isBytes(value)) return byteLength(value.bytes);
  if (isStruct(value) && value.entries) return value.entries.size;
  throw new TemplateFault(`error calling len: len of ${isNothing(value) ? 'nil pointer' : `type ${typeName(value)}`}`);
}

function checked(item: GoValue): GoValue {
  if (isNothing(item)) throw new TemplateFault('error calling index: index of untyped nil');
  return item;
}

function indexed(item: GoValue, key: GoValue): GoValue {
  const fault = (words: string) => new TemplateFault(`error calling index: ${words}`);
  if (isNothing(item)) throw fault('index of nil pointer');
  const entries = isMap(item) ? item : isStruct(item) ? item.entries : undefined;
  if (entries) {
    if (typeof key !== 'string') {
      throw fault(
        isNothing(key) ? 'value is nil; should be of type string' : `value has type ${typeName(key)}; should be string`,
      );
    }
    return entries.get(key) ?? null;
  }
  if (!isList(item) && typeof item !== 'string') throw fault(`can't index item of type ${typeName(item)}`);
  if (typeof key !== 'bigint') {
    throw fault(`cannot index slice/array with ${isNothing(key) ? 'nil' : `type ${typeName(key)}`}`);
  }
  const at = Number(key);
  const length = isList(item) ? item.length : byteLength(item);
  if (at < 0 || at > length) throw fault(`index out of range: ${at}`);
  if (at === length) throw fault('reflect: slice index out of range');
  return isList(item) ? item[at] : BigInt(utf8Bytes(item)[at] ?? 0);
}

const basic = new Set(['bool', 'int', 'float64', 'string']);

function isEqual(one: GoValue, other: GoValue): boolean {
  const kinds = [kindOf(one), kindOf(other)].map((kind) => (basic.has(kind) ? kind : 'other'));
  if (kinds[0] !== kinds[1]) {
    if (isNothing(one) || isNothing(other)) return false;
    throw new TemplateFault('error calling eq: incompatible types for comparison');
  }
  if (kinds[0] !== 'other') return one === other;
  if (isNothing(one) || isNothing(other)) return isNothing(one) && isNothing(other);
  throw new TemplateFault('error calling eq: non-comparable types');
}

function order(one: GoValue, other: GoValue): number {
  const [a, b] = [kindOf(one), kindOf(other)];
  if (!basic.has(a) || !basic.has(b) || (a === b && a === 'bool')) {
    throw new TemplateFault('error calling lt: invalid type for comparison');
  }
  if (a !== b) throw new TemplateFault('error calling lt: incompatible types for comparison');
  if (typeof one === 'string' && typeof other === 'string') return one < other ? -1 : one > other ? 1 : 0;
  const [x, y] = [Number(one), Number(other)];
  return typeof one === 'bigint' && typeof other === 'bigint' ? (one < other ? -1 : one > other ? 1 : 0) : x - y;
}

function escapeHtml(value: string): string {
  const entities: Readonly<Record<string, string>> = {
    '"': '&#34;',
    "'": '&#39;',
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '\0': '\uFFFD',
  };
  return value.replace(/["'&<>\0]/g, (character) => entities[character] ?? character);
}

/** net/url.QueryEscape. */
export function queryEscape(value: string): string {
  return utf8Bytes(value)
    .map((byte) => {
      const character = String.fromCharCode(byte);
      if (/[A-Za-z0-9_.~-]/.test(character)) return character;
      return character === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

/** Go's s[from:to], by bytes. */
export function byteSlice(value: string, from: number, to: number): string {
  if (/^[\x00-\x7f]*$/.test(value)) return value.slice(from, to);
  const cut = utf8Text(utf8Bytes(value).slice(from, to));
  if (cut === undefined) throw new NotRendered('a character is cut in two');
  return cut;
}
