// Where completion stands. What is being typed is not YAML yet, so the text is repaired first: a private-use character is
// put at the cursor, that text is parsed, and the marked scalar is looked up in the tree. Knows nothing of schemas.
import type { Span } from '../../finding.ts';
import type { MappingNode, Node, Path, PathSegment, ScalarNode, SequenceNode, YamlDocument } from '../../yaml/nodes.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { keyOf } from '../../yaml/path.ts';
import { columnOf, type Style, styleOf } from '../../yaml/style.ts';

export interface Cursor {
  /** Of the mapping that the key is in; of the value, for values. */
  readonly path: Path;
  /** `either`: a word alone on its line below a key or behind a dash, which may become a key or stay a value. */
  readonly role: 'key' | 'value' | 'either';
  /** What stands left of the cursor, without quotes. */
  readonly typed: string;
  /** What an accepted item overwrites. */
  readonly replace: Span;
  /** Keys that are in the mapping already. */
  readonly siblings: readonly string[];
  /** The mapping or list around, in the repaired tree; undefined when there is none yet. */
  readonly container: MappingNode | SequenceNode | undefined;
  /** The tree of the repaired text. */
  readonly tree: YamlDocument;
  /** The marked scalar in it. */
  readonly scalar: ScalarNode;
  readonly style: Style;
  readonly flow: boolean;
  /** Column in which the word starts: what belongs to a key is written deeper than it. */
  readonly column: number;
  /** Column of the key that the value belongs to; lists without indentation start there. */
  readonly parentColumn: number;
  readonly quote: '"' | "'" | '';
  /** The quote stands behind the word too. */
  readonly closed: boolean;
  /** The document is JSON: keys and strings want double quotes. */
  readonly json: boolean;
  /** A colon stands behind the key already. */
  readonly hasColon: boolean;
  /** Lines that are indented deeper stand below already: what the key is being typed for. */
  readonly hasBody: boolean;
  /** What has to be written before the accepted text: the blank behind `key:`, the dash of a new item. */
  readonly lead: '' | ' ' | '- ';
  /** The other reading of a blank line: as a new item of the list that ends above it. */
  readonly asItem?: Cursor;
}

const marker = '\uE000';

/** The cursor in a document; undefined in comments, in text blocks and where no key or value can be written. */
export function findCursor(text: string, offset: number): Cursor | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  const newline = text.indexOf('\n', offset);
  const behind = text.slice(offset, newline < 0 ? text.length : newline).replace(/\r$/, '');
  const cursor = cursorWith(text, offset, leadOf(before, behind));
  const isBlankLine = /^ *$/.test(before) && behind.trim() === '' && cursor?.flow !== true;
  const asItem = isBlankLine && dashAbove(text, lineStart, before.length) ? nextItem(text, offset) : undefined;
  if (!asItem) return cursor;
  return cursor ? { ...cursor, asItem } : asItem;
}

/** `containers:` and `-` need a blank before anything can follow. */
function leadOf(before: string, behind: string): '' | ' ' {
  if (behind.trim() !== '' && !/^\s*#/.test(behind)) return '';
  if (/^\s*(?:- +)*-$/.test(before)) return ' ';
  return /^\s*(?:- +)*(?:"[^"]*"|'[^']*'|[^\s"'#&*!|>%@`{}[\],-][^\s:{}[\],]*):$/.test(before) ? ' ' : '';
}

/** Whether the nearest line above that is not indented deeper than `column` starts with a dash in that column. */
function dashAbove(text: string, lineStart: number, column: number): boolean {
  for (let end = lineStart - 1; end > 0; ) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(start, end);
    const indent = line.search(/[^ \r]/);
    if (indent >= 0 && indent <= column) return indent === column && /^ *-( |\r?$)/.test(line);
    end = start - 1;
  }
  return false;
}

/** The cursor of a new item, when a list ends above the blank line and the line stands in its column. */
function nextItem(text: string, offset: number): Cursor | undefined {
  const cursor = cursorWith(text, offset, '- ');
  const list = cursor?.container;
  if (list?.type !== 'sequence' || list.flow || list.items.length < 2) return undefined;
  const dash = list.items.find((item) => item.end >= offset && item.start <= offset + 2);
  return dash && columnOf(text, offset) === columnOf(text, list.start) ? cursor : undefined;
}

function cursorWith(text: string, offset: number, lead: Cursor['lead']): Cursor | undefined {
  const repaired = `${text.slice(0, offset)}${lead}${marker}${text.slice(offset)}`;
  const tree = parseDocument(repaired);
  const at = offset + lead.length;
  const found = tree.root && locate({ node: tree.root, path: [] }, at, repaired);
  if (!found) return undefined;
  const { scalar } = found;
  const quoted = scalar.style === 'single' || scalar.style === 'double';
  const start = scalar.start + propertiesLength(repaired, scalar) + (quoted ? 1 : 0);
  const shift = lead.length + marker.length;
  const closed = quoted && isClosed(repaired, scalar);
  const end = Math.max(offset, scalar.end - shift - (closed ? 1 : 0));
  return {
    path: found.path,
    role: found.role,
    typed: repaired.slice(Math.min(start, at), at),
    replace: { start: Math.min(start, offset), end },
    siblings: found.siblings,
    container: found.container,
    tree,
    scalar,
    style: styleOf(repaired, tree.root),
    flow: found.flow,
    column: columnOf(repaired, scalar.start),
    parentColumn: found.parentColumn,
    quote: quoted ? (scalar.style === 'single' ? "'" : '"') : '',
    closed,
    json: isJson(tree.root),
    hasColon: found.hasColon,
    hasBody: !found.flow && bodyColumn(repaired, at) > columnOf(repaired, scalar.start),
    lead,
  };
}

/** Column of the next line that is not blank; -1 at the end. */
function bodyColumn(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline < 0) return -1;
  const next = /\S/g;
  next.lastIndex = newline;
  const found = next.exec(text);
  return found ? columnOf(text, found.index) : -1;
}

function isJson(root: Node | undefined): boolean {
  return root?.type === 'mapping' && root.flow && root.pairs.some((pair) => pair.key.style === 'double');
}

/** How much of the scalar's span its anchor and tag take. */
function propertiesLength(text: string, scalar: ScalarNode): number {
  if (scalar.anchor === undefined && scalar.tag === undefined) return 0;
  return /^(?:[&!]\S*\s+)*/.exec(text.slice(scalar.start, scalar.end))?.[0].length ?? 0;
}

function isClosed(text: string, scalar: ScalarNode): boolean {
  const quote = scalar.style === 'single' ? "'" : '"';
  return scalar.end - scalar.start > 1 && text.charAt(scalar.end - 1) === quote;
}

interface Located {
  readonly path: Path;
  readonly role: Cursor['role'];
  readonly scalar: ScalarNode;
  readonly siblings: readonly string[];
  readonly container: MappingNode | SequenceNode | undefined;
  readonly flow: boolean;
  readonly parentColumn: number;
  readonly hasColon: boolean;
}

interface Level {
  readonly node: Node;
  readonly path: readonly PathSegment[];
  readonly container?: MappingNode | SequenceNode;
  /** The line and column where the key or dash before the node starts. */
  readonly holder?: number;
}

/** Walks down to the scalar at `at`. */
function locate(level: Level, at: number, text: string): Located | undefined {
  const { node, path } = level;
  if (at < node.start || at >= node.end) return undefined;
  // `*` is the beginning of an alias to YAML, and of a word to the one who types it.
  if (node.type === 'alias') return scalarAt(level, asScalar(node, text), at, text);
  if (node.type === 'scalar') return scalarAt(level, node, at, text);
  if (node.type === 'mapping') return locateInMapping(level, node, at, text);
  for (const [index, item] of node.items.entries()) {
    if (!item.value || at < item.value.start || at >= item.value.end) continue;
    return locate({ node: item.value, path: [...path, index], container: node, holder: item.start }, at, text);
  }
  return undefined;
}

function asScalar({ start, end }: Node, text: string): ScalarNode {
  const source = text.slice(start, end);
  return { type: 'scalar', style: 'plain', value: source, source, start, end };
}

function locateInMapping(level: Level, node: MappingNode, at: number, text: string): Located | undefined {
  for (const pair of node.pairs) {
    if (at >= pair.key.start && at < pair.key.end) {
      const siblings = siblingKeys(node, at);
      const hasColon = /^\s*:/.test(text.slice(pair.key.end));
      const parentColumn = columnOf(text, pair.key.start);
      const shared = { path: level.path, scalar: pair.key, siblings, container: node, flow: node.flow };
      return { ...shared, role: 'key', parentColumn, hasColon };
    }
    if (!pair.value || at < pair.value.start || at >= pair.value.end) continue;
    const path = [...level.path, keyOf(pair)];
    return locate({ node: pair.value, path, container: node, holder: pair.start }, at, text);
  }
  return undefined;
}

/** Keys of the mapping but the one being typed. */
function siblingKeys(mapping: MappingNode, at: number): string[] {
  return mapping.pairs.filter((pair) => !pair.merge && (at < pair.key.start || at >= pair.key.end)).map(keyOf);
}

function scalarAt(level: Level, scalar: ScalarNode, at: number, text: string): Located | undefined {
  if (scalar.style === 'literal' || scalar.style === 'folded') return undefined;
  if (text.slice(scalar.start, at).includes('\n')) return undefined;
  const { path, container, holder } = level;
  const flow = container?.flow === true;
  const alone = holder === undefined || text.slice(holder, scalar.start).includes('\n');
  const isItem = container?.type === 'sequence';
  return {
    path,
    role: !flow && scalar.style === 'plain' && (alone || isItem) ? 'either' : 'value',
    scalar,
    siblings: [],
    container,
    flow,
    parentColumn: holder === undefined ? 0 : columnOf(text, holder),
    hasColon: false,
  };
}
