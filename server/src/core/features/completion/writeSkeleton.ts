// Keys, items and templates as text at a cursor: indentation, dashes and brackets in the style of the file, and tab
// stops where something has to be filled in.

import type { TypeRef } from '../../schema/schema.ts';
import { isPlainSafe, quote } from '../../yaml/write.ts';
import type { Cursor } from './cursor.ts';
import type { Skeleton } from './offer.ts';

/** Numbers the tab stops of one text; without snippet syntax there are none. */
export interface Writer {
  readonly snippetSyntax: boolean;
  used: boolean;
  next: number;
}

export function newWriter(snippetSyntax: boolean): Writer {
  return { snippetSyntax, used: false, next: 1 };
}

function stop(writer: Writer): string {
  if (!writer.snippetSyntax) return '';
  writer.used = true;
  return `$${writer.next++}`;
}

/** Literal text, safe from being read as a placeholder. */
function literal(writer: Writer, text: string): string {
  return writer.snippetSyntax ? text.replace(/[\\$}]/g, '\\$&') : text;
}

/** `key: `, or the key with its required fields on the lines below; in brackets where the cursor is inside some. */
export function writeKey(
  key: string,
  { type, skeleton }: { readonly type: TypeRef; readonly skeleton: Skeleton },
  cursor: Cursor,
  writer: Writer,
): string {
  const name = keyText(key, cursor);
  if (cursor.json && skeleton.is === 'scalar' && type.is === 'string')
    return `${literal(writer, name)}: "${stop(writer)}"`;
  if (cursor.flow) return `${literal(writer, name)}: ${flowText(skeleton, writer)}`;
  const lines = pairLines(name, skeleton, cursor, writer);
  return indented(lines, cursor.column, cursor);
}

function keyText(key: string, cursor: Cursor): string {
  if (cursor.json || cursor.quote === '"') return JSON.stringify(key);
  if (cursor.quote === "'") return `'${key}'`;
  return isPlainSafe(key) ? key : quote(key, cursor.style);
}

/** Lines of a pair, relative to the key's column. */
function pairLines(name: string, skeleton: Skeleton, cursor: Cursor, writer: Writer): string[] {
  const head = `${literal(writer, name)}:`;
  if (skeleton.is === 'scalar') return [`${head} ${skeleton.text === undefined ? '' : literal(writer, skeleton.text)}`];
  const step = ' '.repeat(skeleton.is === 'list' && cursor.style.indentlessLists ? 0 : cursor.style.indent);
  return [head, ...bodyLines(skeleton, cursor, writer).map((line) => step + line)];
}

function bodyLines(skeleton: Skeleton, cursor: Cursor, writer: Writer): string[] {
  switch (skeleton.is) {
    case 'scalar':
      return [skeleton.text === undefined ? stop(writer) : literal(writer, skeleton.text)];
    case 'list':
      return bodyLines(skeleton.item, cursor, writer).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
    case 'mapping':
      if (skeleton.pairs.length === 0) return [stop(writer)];
      return skeleton.pairs.flatMap(({ key, value }) => filledPair(key, value, cursor, writer));
  }
}

/** A required pair inside a skeleton: here scalars get a tab stop, since the cursor cannot wait behind each of them. */
function filledPair(key: string, value: Skeleton, cursor: Cursor, writer: Writer): string[] {
  if (value.is === 'scalar' && value.text === undefined) return [`${literal(writer, key)}: ${stop(writer)}`];
  return pairLines(key, value, cursor, writer);
}

function flowText(skeleton: Skeleton, writer: Writer): string {
  switch (skeleton.is) {
    case 'scalar':
      return skeleton.text === undefined ? '' : literal(writer, skeleton.text);
    case 'list':
      return `[${skeleton.item.is === 'scalar' ? stop(writer) : flowText(skeleton.item, writer)}]`;
    case 'mapping':
      return writer.snippetSyntax ? `{${stop(writer)}\\}` : '{}';
  }
}

/** The lines joined: all but the first start at `column`. */
function indented(lines: readonly string[], column: number, cursor: Cursor): string {
  return lines.join(cursor.style.eol + ' '.repeat(column));
}

/** A list's item with its dash; on the line below the key when the cursor stands behind the key. */
export function writeItem(skeleton: Skeleton, cursor: Cursor, writer: Writer): string {
  const lines = bodyLines({ is: 'list', item: skeleton }, cursor, writer);
  if (cursor.lead === '- ' || cursor.role === 'either') {
    const column = cursor.lead === '- ' ? cursor.column - 2 : cursor.column;
    return indented(lines, column, cursor);
  }
  const column = cursor.parentColumn + (cursor.style.indentlessLists ? 0 : cursor.style.indent);
  return indented(['', ...lines], column, cursor);
}

/** A snippet's body at the cursor, its two-space steps turned into the file's. */
export function writeTemplate(body: string, asItem: boolean, cursor: Cursor, writer: Writer): string {
  const lines = body.split('\n').map((line) => {
    const spaces = /^ */.exec(line)?.[0].length ?? 0;
    return ' '.repeat(Math.floor(spaces / 2) * cursor.style.indent + (spaces % 2)) + line.slice(spaces);
  });
  const shown = asItem ? lines.map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`)) : lines;
  const text = cursor.lead + indented(shown, cursor.column, cursor);
  if (!writer.snippetSyntax) return withoutPlaceholders(text);
  writer.used = /\$(\d|\{)/.test(text);
  return text;
}

/** Each placeholder as it would stand when accepted: the default, the first choice, or nothing. */
function withoutPlaceholders(text: string): string {
  return text
    .replace(/\$\{\d+\|([^|]*)\|\}/g, (_, choices: string) => choices.split(',')[0] ?? '')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\{\d+\}|\$\d+/g, '');
}
