// Plain values as YAML in the style of a file: quoted only where Kubernetes would read something else without quotes.
import type { PlainObject, PlainValue } from './plain.ts';
import { readPlain } from './scalar.ts';
import type { Style } from './style.ts';

/** A scalar as it stands behind `key: `; strings that would be read as something else are quoted. */
export function writeScalar(value: PlainValue, style: Style): string {
  if (typeof value !== 'string') return writeOther(value);
  return isPlainSafe(value) ? value : quote(value, style);
}

function writeOther(value: PlainValue): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return '[]';
  return typeof value === 'object' ? '{}' : String(value);
}

/** Whether a string, written without quotes, is read as that string again, in block and in flow style. */
export function isPlainSafe(value: string): boolean {
  if (value === '' || value !== value.trim() || value === '<<') return false;
  if (/^[-?:](\s|$)|^[,[\]{}#&*!|>'"%@`]|: |:$| #|[\n\t,[\]{}]/.test(value)) return false;
  return readPlain(value) === value && !/^(---|\.\.\.)(\s|$)/.test(value);
}

/** The string in quotes of the file's style; double ones where escapes are needed. */
export function quote(value: string, style: Style): string {
  if (style.quote === "'" && !/[\n\t\\\x00-\x1f]/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return JSON.stringify(value);
}

/** The lines of a value in block style, without indentation of their own; empty collections and scalars are one line. */
export function writeLines(value: PlainValue, style: Style): string[] {
  if (Array.isArray(value)) return value.length === 0 ? ['[]'] : value.flatMap((item) => writeItem(item, style));
  if (value !== null && typeof value === 'object') return writeObject(value, style);
  return [writeScalar(value, style)];
}

function writeObject(value: PlainObject, style: Style): string[] {
  const keys = Object.keys(value);
  return keys.length === 0 ? ['{}'] : keys.flatMap((key) => writePair(key, value[key] ?? null, style));
}

/** `key: value`, or the key with its value on the lines below. */
export function writePair(key: string, value: PlainValue, style: Style): string[] {
  const name = writeScalar(key, style);
  const lines = writeLines(value, style);
  if (!isBlock(value)) return [`${name}: ${lines[0] ?? ''}`];
  const step = Array.isArray(value) && style.indentlessLists ? '' : ' '.repeat(style.indent);
  return [`${name}:`, ...lines.map((line) => step + line)];
}

/** `- item`, further lines below its first. */
export function writeItem(value: PlainValue, style: Style): string[] {
  return writeLines(value, style).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
}

function isBlock(value: PlainValue): boolean {
  return value !== null && typeof value === 'object' && Object.keys(value).length > 0;
}

/** A value on one line, as it stands inside brackets. */
export function writeFlow(value: PlainValue, style: Style): string {
  if (Array.isArray(value)) return `[${value.map((item) => writeFlow(item, style)).join(', ')}]`;
  if (value === null || typeof value !== 'object') return writeScalar(value, style);
  const pairs = Object.keys(value).map((key) => `${writeScalar(key, style)}: ${writeFlow(value[key] ?? null, style)}`);
  return `{${pairs.join(', ')}}`;
}
