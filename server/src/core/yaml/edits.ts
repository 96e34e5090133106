// The text edits that put a value at a path, take one away or append one, in the file's own style, touching nothing else.
// They speak offsets of the document they are given; they do not know why a value should change.
import type { TextEdit } from '../finding.ts';
import type { MappingNode, Node, Path, PathSegment, SequenceNode } from './nodes.ts';
import { nearestPlace, placeAt, resolved } from './path.ts';
import type { PlainValue } from './plain.ts';
import { columnOf, type Style, styleOf } from './style.ts';
import { quote, writeFlow, writeItem, writeLines, writePair, writeScalar } from './write.ts';

/** A document to edit: its text, and the tree that was parsed from it. */
export interface Editable {
  readonly text: string;
  readonly root: Node | undefined;
}

/**
 * Sets the value at a path, writing the mappings on the way that are missing. Empty when the path leads through a
 * scalar or past the end of a list: then there is no place for it.
 */
export function setAt(document: Editable, path: Path, value: PlainValue): readonly TextEdit[] {
  const style = styleOf(document.text, document.root);
  const { place, depth } = nearestPlace(document.root, path);
  const missing = path.slice(depth);
  if (missing.length === 0) return replaceValue(document, path, value, style);
  const parent = resolved(place.node);
  const wrapped = missing.slice(1).reduceRight<PlainValue>((inner, segment) => wrap(segment, inner), value);
  const [first = ''] = missing;
  if (parent?.type === 'mapping') return addPair(document, parent, String(first), wrapped, style);
  if (parent?.type === 'sequence')
    return first === parent.items.length ? addItem(document, parent, wrapped, style) : [];
  if (parent && !(parent.type === 'scalar' && parent.value === null)) return [];
  return depth === 0 ? [] : replaceValue(document, path.slice(0, depth), wrap(first, wrapped), style);
}

function wrap(segment: PathSegment, value: PlainValue): PlainValue {
  return typeof segment === 'number' ? [value] : { [segment]: value };
}

/** Removes the pair or item at a path with its lines; a mapping or list that is empty then goes too. */
export function removeAt(document: Editable, path: Path): readonly TextEdit[] {
  const place = placeAt(document.root, path);
  const entry = place?.pair ?? place?.item;
  const parent = resolved(placeAt(document.root, path.slice(0, -1))?.node);
  if (!entry || !parent || path.length === 0) return [];
  const entries: readonly Extent[] =
    parent.type === 'mapping' ? parent.pairs : parent.type === 'sequence' ? parent.items : [];
  if (entries.length === 1 && path.length > 1) return removeAt(document, path.slice(0, -1));
  const flow = parent.type !== 'scalar' && parent.flow;
  const index = entries.indexOf(entry);
  const span = flow ? flowEntrySpan(document.text, entries, index) : lineSpan(document.text, entry, entries[index + 1]);
  return [{ span, newText: '' }];
}

interface Extent {
  readonly start: number;
  readonly end: number;
}

function flowEntrySpan(text: string, entries: readonly Extent[], index: number): Extent {
  const entry = entries[index] ?? { start: 0, end: 0 };
  const next = entries[index + 1];
  if (next) return { start: entry.start, end: next.start };
  const previous = entries[index - 1];
  const trailing = /^\s*,/.exec(text.slice(entry.end))?.[0].length ?? 0;
  return { start: previous?.end ?? entry.start, end: entry.end + trailing };
}

/** The lines of an entry; when its first line holds a dash or a key before it, what follows moves up there. */
function lineSpan(text: string, entry: Extent, next: Extent | undefined): Extent {
  const lineStart = text.lastIndexOf('\n', entry.start - 1) + 1;
  if (text.slice(lineStart, entry.start).trim() !== '') {
    return { start: entry.start, end: next?.start ?? entry.end };
  }
  const newline = text.indexOf('\n', entry.end);
  return { start: lineStart, end: newline < 0 ? text.length : newline + 1 };
}

/** Appends an item to the list at a path, writing the list when it is missing. */
export function appendAt(document: Editable, path: Path, item: PlainValue): readonly TextEdit[] {
  const list = resolved(placeAt(document.root, path)?.node);
  const style = styleOf(document.text, document.root);
  if (list?.type === 'sequence' && list.items.length > 0) return addItem(document, list, item, style);
  return setAt(document, path, [item]);
}

/** Gives the key at a path another name. */
export function renameKeyAt(document: Editable, path: Path, name: string): readonly TextEdit[] {
  const key = placeAt(document.root, path)?.pair?.key;
  if (!key) return [];
  const newText = writeScalar(name, styleOf(document.text, document.root));
  return [{ span: { start: key.start, end: key.end }, newText }];
}

/** Writes the scalar at a path as a quoted string with the text it has now: `yes` becomes `"yes"`. */
export function quoteAt(document: Editable, path: Path): readonly TextEdit[] {
  const node = placeAt(document.root, path)?.node;
  if (node?.type !== 'scalar') return [];
  const newText = quote(node.source, styleOf(document.text, document.root));
  return [{ span: { start: node.start, end: node.end }, newText }];
}

function replaceValue(document: Editable, path: Path, value: PlainValue, style: Style): readonly TextEdit[] {
  const { text } = document;
  const place = placeAt(document.root, path);
  const holder = place?.pair ?? place?.item;
  if (!place || !holder) return [];
  const column = columnOf(text, holder.start);
  const start = place.pair ? keyEnd(text, place.pair.key.end) : holder.start + 1;
  const end = place.node?.end ?? start;
  const from = place.node && isScalarLike(place.node, value) ? place.node.start : start;
  const newText =
    from === start
      ? ` ${valueText(value, column, style, place.pair !== undefined)}`.replace(/^ \n/, '\n')
      : writeScalar(value, style);
  return [{ span: { start: from, end }, newText: newText.replaceAll('\n', style.eol) }];
}

function isScalarLike(node: Node, value: PlainValue): boolean {
  return node.type !== 'mapping' && node.type !== 'sequence' && (value === null || typeof value !== 'object');
}

function keyEnd(text: string, from: number): number {
  const colon = text.indexOf(':', from);
  return colon < 0 ? from : colon + 1;
}

/** What stands behind `key:` or `-`: the scalar, or a line break and the lines below. */
function valueText(value: PlainValue, column: number, style: Style, underKey: boolean): string {
  if (!underKey) return writeLines(value, style).join(`\n${' '.repeat(column + 2)}`);
  const [, ...below] = writePair('x', value, style);
  const indent = `\n${' '.repeat(column)}`;
  return below.length === 0
    ? (writePair('x', value, style)[0] ?? '').slice(3)
    : below.map((line) => indent + line).join('');
}

function addPair(
  document: Editable,
  mapping: MappingNode,
  key: string,
  value: PlainValue,
  style: Style,
): readonly TextEdit[] {
  if (mapping.flow) {
    const pair = `${writeScalar(key, style)}: ${writeFlow(value, style)}`;
    return [insertInFlow(mapping, mapping.pairs, pair)];
  }
  const column = columnOf(document.text, mapping.start);
  return [insertBelow(document.text, mapping.end, writePair(key, value, style), column, style)];
}

function addItem(document: Editable, list: SequenceNode, item: PlainValue, style: Style): readonly TextEdit[] {
  if (list.flow) return [insertInFlow(list, list.items, writeFlow(item, style))];
  const column = columnOf(document.text, list.start);
  return [insertBelow(document.text, list.end, writeItem(item, style), column, style)];
}

function insertInFlow(collection: Extent, entries: readonly Extent[], entry: string): TextEdit {
  const last = entries[entries.length - 1];
  const at = last?.end ?? collection.start + 1;
  return { span: { start: at, end: at }, newText: last ? `, ${entry}` : entry };
}

/** New lines behind the line on which `offset` lies, so that a comment there stays where it is. */
function insertBelow(text: string, offset: number, lines: readonly string[], column: number, style: Style): TextEdit {
  const newline = text.indexOf('\n', offset);
  const indented = lines.map((line) => ' '.repeat(column) + line).join(style.eol);
  if (newline < 0) return { span: { start: text.length, end: text.length }, newText: style.eol + indented };
  return { span: { start: newline + 1, end: newline + 1 }, newText: indented + style.eol };
}
