// Where a line belongs while it is typed: after Enter, behind a dash that begins an item, behind a key that fits further in or
// out. Only the blanks at its beginning change, and only where the structure leaves no choice.
import type { TextEdit } from '../finding.ts';
import type { Schema } from '../schema/schema.ts';
import { type ManifestDocument, treeOf } from '../workspace/document.ts';
import { parseDocument } from '../yaml/parse.ts';
import { type Style, styleOf } from '../yaml/style.ts';
import { findCursor } from './completion/cursor.ts';
import { findSubject } from './completion/subject.ts';

/** After these an editor asks. */
export const typedLetters = ['\n', '-', ':'] as const;

/** @param offset of the cursor, behind what was typed */
export function editsOnType(
  document: ManifestDocument,
  schema: Schema | undefined,
  offset: number,
  typed: string,
): readonly TextEdit[] {
  const line = lineAt(document.text, offset);
  const above = line && lineAbove(document.text, line.start);
  if (!line || !above || document.text.includes('\t')) return [];
  const typing: Typing = { text: document.text, schema, line, above, style: styleAround(document, line, typed) };
  const wanted = columnFor(typing, typed);
  const { start, column } = line;
  if (wanted === undefined || wanted === column) return [];
  return [{ span: { start, end: start + column }, newText: ' '.repeat(wanted) }];
}

/** A new item says nothing yet about how lists are written here. */
function styleAround(document: ManifestDocument, { start }: Line, typed: string): Style {
  if (typed !== '-') return styleOf(document.text, treeOf(document).root);
  const newline = document.text.indexOf('\n', start);
  const others = document.text.slice(0, start) + (newline < 0 ? '' : document.text.slice(newline + 1));
  return styleOf(others, parseDocument(others).root);
}

interface Line {
  readonly start: number;
  /** Of its first letter that is no blank. */
  readonly column: number;
  /** Behind the dashes at its beginning. */
  readonly keyColumn: number;
  /** What stands behind the dashes, without a comment. */
  readonly words: string;
}

interface Typing {
  readonly text: string;
  readonly schema: Schema | undefined;
  readonly line: Line;
  /** The nearest line above that is not blank. */
  readonly above: Line;
  readonly style: Style;
}

function columnFor(typing: Typing, typed: string): number | undefined {
  switch (typed) {
    case '\n':
      return typing.line.words === '' && typing.line.keyColumn === typing.line.column ? afterEnter(typing) : undefined;
    case '-':
      return typing.text.slice(typing.line.start + typing.line.column).split(/\r?\n/, 1)[0] === '-'
        ? ofDash(typing)
        : undefined;
    case ':':
      return typing.line.keyColumn === typing.line.column ? ofKey(typing) : undefined;
    default:
      return undefined;
  }
}

function lineAt(text: string, offset: number): Line | undefined {
  if (offset < 0 || offset > text.length) return undefined;
  return readLine(text, text.lastIndexOf('\n', offset - 1) + 1);
}

function readLine(text: string, start: number): Line {
  const newline = text.indexOf('\n', start);
  const content = text.slice(start, newline < 0 ? text.length : newline).replace(/\r$/, '');
  const [, blanks = '', dashes = '', rest = ''] = /^( *)((?:-(?: +|$))*)(.*)$/.exec(content) ?? [];
  const keyColumn = blanks.length + dashes.length;
  return { start, column: blanks.length, keyColumn, words: rest.replace(/(^|\s)#.*$/, '').trimEnd() };
}

function lineAbove(text: string, start: number): Line | undefined {
  for (let end = start - 1; end >= 0; ) {
    const from = text.lastIndexOf('\n', end - 1) + 1;
    if (text.slice(from, end).trim() !== '') return readLine(text, from);
    end = from - 1;
  }
  return undefined;
}

const opensBlock = /^("[^"]*"|'[^']*'|[^\s"'#{[][^#{[]*?):(\s+[&!]\S+)*$/;
const opensText = /:\s+[|>][-+\d]*$/;
const isPair = /^("[^"]*"|'[^']*'|[^\s"'#{[][^#{[]*?):(\s|$)/;

/** Below a key its value, below the first key of an item the next one; else the editor's own column is right. */
function afterEnter({ text, line, above, schema, style }: Typing): number | undefined {
  if (text.lastIndexOf('\n', line.start - 2) + 1 !== above.start && line.start > 1) return undefined;
  const deeper = above.keyColumn + style.indent;
  if (above.words === '' && above.keyColumn > above.column) return above.column + 2;
  if (opensText.test(above.words)) return deeper;
  if (opensBlock.test(above.words)) {
    if (line.column > above.keyColumn && isInText(text, line)) return undefined;
    return style.indentlessLists && isList(typeBelow(text, line, deeper, schema)) ? above.keyColumn : deeper;
  }
  return above.keyColumn > above.column && isPair.test(above.words) ? above.keyColumn : undefined;
}

function isInText(text: string, { start, column }: Line): boolean {
  return findCursor(text, start + column) === undefined;
}

/** Below a key that wants a list, as lists are written here; else in the column of the list that the line is in. */
function ofDash({ text, line, above, schema, style }: Typing): number | undefined {
  const begin = text.slice(0, line.start);
  const rest = text.slice(line.start + line.column + 1);
  if (opensBlock.test(above.words)) {
    const deeper = above.keyColumn + style.indent;
    const type = typeBelow(`${begin}${' '.repeat(line.column)}${rest}`, line, deeper, schema);
    if (type !== undefined && !isList(type)) return undefined;
    return style.indentlessLists ? above.keyColumn : deeper;
  }
  if (opensText.test(above.words)) return undefined;
  const dashes = columnsAbove(text, line.start).flatMap(({ column, keyColumn }) =>
    keyColumn > column ? [column] : [],
  );
  return dashes.includes(line.column) ? undefined : dashes.find((column) => column < line.column);
}

/** The lines above that hold the ones below them, the nearest first. */
function columnsAbove(text: string, start: number): readonly Line[] {
  const lines: Line[] = [];
  let least = Number.MAX_SAFE_INTEGER;
  for (let above = lineAbove(text, start); above && least > 0; above = lineAbove(text, above.start)) {
    if (above.words.startsWith('---')) break;
    if (above.column >= least) continue;
    least = above.column;
    lines.push(above);
  }
  return lines;
}

/** A key that the mapping in its column does not have goes to the nearest one that has it. */
function ofKey(typing: Typing): number | undefined {
  const { text, line, above, schema, style } = typing;
  const key = line.words.replace(/:.*$/, '');
  if (!schema || !/^[A-Za-z]\w*$/.test(key) || line.words !== `${key}:`) return undefined;
  const fits = (column: number) => isFieldIn(schema, text, line, column, key);
  if (fits(line.column) !== false) return undefined;
  const below = opensBlock.test(above.words) ? [above.keyColumn + style.indent] : [];
  const around = columnsAbove(text, line.start).map(({ keyColumn }) => keyColumn);
  return [...below, ...around].find((column) => column !== line.column && fits(column) === true);
}

/** Whether the mapping that the line would be in at a column has the field, and not yet; undefined where none is known. */
function isFieldIn(schema: Schema, text: string, line: Line, column: number, key: string): boolean | undefined {
  const moved = text.slice(0, line.start) + ' '.repeat(column) + text.slice(line.start + line.column);
  const cursor = findCursor(moved, line.start + column + key.length);
  const place = cursor && findSubject(cursor, schema, moved)?.place;
  if (!cursor) return false;
  if (!place?.definition) return place ? place.type.is === 'map' : undefined;
  if (place.definition.freeForm) return undefined;
  return place.definition.fields.has(key) && !cursor.siblings.includes(key);
}

type Below = ReturnType<typeof typeBelow>;

/** The type of what would stand on the line at a column; undefined where the schema knows none. */
function typeBelow(text: string, { start, column }: Line, wanted: number, schema: Schema | undefined) {
  if (!schema) return undefined;
  const moved = text.slice(0, start) + ' '.repeat(wanted) + text.slice(start + column);
  const cursor = findCursor(moved, start + wanted);
  return cursor && findSubject(cursor, schema, moved)?.place?.type;
}

function isList(type: Below): boolean {
  return type?.is === 'list';
}
