// Between the values of templates and YAML or JSON: numbers become float64 as encoding/json reads them, objects Maps.

import { encodeBase64, utf8Bytes } from '../../kubernetes/base64.ts';
import type { GoYamlValue } from '../../kubernetes/goYaml.ts';
import { splitDocuments } from '../../yaml/documents.ts';
import { parseAsWritten } from '../../yaml/parse.ts';
import { type PlainValue, toPlain } from '../../yaml/plain.ts';
import {
  type GoValue,
  isBytes,
  isList,
  isMap,
  isNothing,
  isStruct,
  NotRendered,
  sortedEntries,
} from '../engine/value.ts';

/** A value as YAML means it. */
export function goValueOf(plain: PlainValue | undefined): GoValue {
  if (plain === undefined || plain === null) return null;
  if (typeof plain === 'bigint') return Number(plain);
  if (typeof plain !== 'object') return plain;
  if (Array.isArray(plain)) return plain.map(goValueOf);
  return new Map(Object.keys(plain).map((key) => [key, goValueOf(plain[key])]));
}

/** What sigs.k8s.io/yaml reads: the first document. */
export function valuesOfYaml(words: string): GoValue {
  const [first] = splitDocuments(words);
  const document = parseAsWritten(first ? words.slice(first.start, first.end) : '');
  // Of a key that is there twice the last counts: Helm does not read strictly.
  const isRead = document.problems.every(({ code, severity }) => severity !== 'error' || code === 'duplicate-key');
  if (!isRead) throw new NotRendered('a text is no YAML');
  return goValueOf(toPlain(document.root).value);
}

export function valuesOfJson(words: string): GoValue {
  try {
    return goValueOf(JSON.parse(words));
  } catch {
    throw new NotRendered('a text is no JSON');
  }
}

const deepest = 200;

/** As encoding/json sees it, before it is written. */
export function plainOf(value: GoValue, depth = 0): GoYamlValue {
  if (depth > deepest) throw new NotRendered('a value is nested too deeply, or holds itself');
  if (isNothing(value)) return null;
  if (isList(value)) return value.map((item) => plainOf(item, depth + 1));
  if (isMap(value)) return Object.fromEntries([...value].map(([key, item]) => [key, plainOf(item, depth + 1)]));
  if (isBytes(value)) return encodeBase64(utf8Bytes(value.bytes));
  if (!isStruct(value)) return value;
  if (value.plain !== undefined) return plainOf(value.plain, depth + 1);
  if (value.entries) return plainOf(value.entries, depth + 1);
  throw new NotRendered(`a ${value.struct} is not written as YAML or JSON here`);
}

/** encoding/json: keys in order, `<`, `>` and `&` as escapes where HTML is thought of. */
export function jsonText(value: GoValue, indent: number, escapes: boolean): string {
  const words = written(value, indent, '', 0);
  return escapes
    ? words.replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : words;
}

function written(value: GoValue, indent: number, margin: string, depth: number): string {
  if (depth > deepest) throw new NotRendered('a value is nested too deeply, or holds itself');
  if (isNothing(value)) return 'null';
  const inner = margin + ' '.repeat(indent);
  const around = (open: string, parts: readonly string[], close: string): string => {
    if (parts.length === 0) return open + close;
    return indent === 0
      ? open + parts.join(',') + close
      : `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${margin}${close}`;
  };
  if (isList(value))
    return around(
      '[',
      value.map((item) => written(item, indent, inner, depth + 1)),
      ']',
    );
  if (isMap(value)) {
    const colon = indent === 0 ? ':' : ': ';
    const pairs = sortedEntries(value).map(
      ([key, item]) => string(key) + colon + written(item, indent, inner, depth + 1),
    );
    return around('{', pairs, '}');
  }
  if (typeof value === 'string') return string(value);
  if (typeof value === 'number') return number(value);
  if (typeof value !== 'object') return String(value);
  return written(structValue(value), indent, margin, depth + 1);
}

function structValue(value: GoValue): GoValue {
  if (isBytes(value)) return encodeBase64(utf8Bytes(value.bytes));
  if (isStruct(value) && value.plain !== undefined) return value.plain;
  if (isStruct(value) && value.entries) return value.entries;
  throw new NotRendered('a struct is not written as JSON here');
}

/** JSON.stringify escapes \b and \f as letters; Go writes their codes. */
const string = (value: string): string =>
  JSON.stringify(value).replace(/\\[bf]/g, (c) => (c === '\\b' ? '\\b' : '\\f'));

/** encoding/json writes numbers as this platform does. */
function number(value: number): string {
  if (!Number.isFinite(value)) throw new NotRendered('JSON has no such number');
  return String(value);
}
