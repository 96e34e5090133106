// An object as YAML lines, the way kubectl prints it (keys in order, two spaces, list items not indented), each line with its
// path, so that what changed can be marked. Written for reading; nothing parses it again.
import type { JsonObject, JsonValue } from '../../../server/src/core/apiserver/types.ts';

export interface YamlLine {
  readonly path: string;
  readonly text: string;
  /** True when the value differs from the version before. */
  readonly changed: boolean;
}

const order = ['apiVersion', 'kind', 'metadata', 'spec', 'data', 'status'];

export function yamlLines(object: JsonObject, before?: JsonObject): readonly YamlLine[] {
  const lines: YamlLine[] = [];
  const known = new Map<string, string>();
  if (before) write(before, '', '', (path, text) => known.set(path, text));
  write(object, '', '', (path, text) => {
    lines.push({ path, text, changed: before !== undefined && known.get(path) !== text });
  });
  return lines;
}

type Line = (path: string, text: string) => void;

function write(value: JsonObject, indent: string, path: string, line: Line, first = indent): void {
  let start = first;
  for (const key of Object.keys(value).sort(byOrder(path))) {
    const child = value[key];
    if (child === undefined) continue;
    entry(child, indent, path === '' ? key : `${path}.${key}`, `${start}${scalar(key)}:`, line);
    start = indent;
  }
}

function entry(child: JsonValue, indent: string, path: string, head: string, line: Line): void {
  const short = oneLine(child);
  line(path, short === undefined ? head : `${head} ${short}`);
  if (isList(child)) for (const [i, item] of child.entries()) listItem(item, indent, `${path}[${i}]`, line);
  else if (isObject(child)) write(child, `${indent}  `, path, line);
  else if (typeof child === 'string' && child.includes('\n')) {
    const block = child.replace(/\n$/, '').split('\n');
    for (const [i, words] of block.entries()) line(`${path}#${i}`, `${indent}  ${words}`);
  }
}

/** What stands behind the key on its own line; undefined: nothing, the value follows below. */
function oneLine(value: JsonValue): string | undefined {
  if (isList(value)) return value.length === 0 ? '[]' : undefined;
  if (isObject(value)) return Object.keys(value).length === 0 ? '{}' : undefined;
  return typeof value === 'string' && value.includes('\n') ? '|' : scalar(value);
}

function listItem(item: JsonValue, indent: string, path: string, line: Line): void {
  if (isObject(item) && Object.keys(item).length > 0) write(item, `${indent}  `, path, line, `${indent}- `);
  else line(path, `${indent}- ${isObject(item) ? '{}' : isList(item) ? JSON.stringify(item) : scalar(item)}`);
}

/** Quotes what YAML would read as something other than this text. */
function scalar(value: JsonValue): string {
  if (typeof value !== 'string') return String(value);
  const plain =
    /^[A-Za-z_/][^\s#:][\w ./@%+=:-]*$|^[A-Za-z]$/.test(value) &&
    !/: |:$| #|^(true|false|null|yes|no|on|off)$/i.test(value);
  return plain || /^[\d.]+[A-Za-z][\w.]*$/.test(value) ? value : JSON.stringify(value);
}

function byOrder(path: string): (a: string, b: string) => number {
  const rank = (key: string): number => (path === '' && order.includes(key) ? order.indexOf(key) : order.length);
  return (a, b) => rank(a) - rank(b) || (a < b ? -1 : 1);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
