// The keys of an object in the order in which people write them (`apiVersion kind metadata spec …`), at every depth.
// Lines move as they are, with the comments above them; values do not change, and a sorted object is left alone.
import type { Definition, Schema, TypeRef } from '../../schema/schema.ts';
import { text } from '../../text.ts';
import type { MappingNode, Node, Pair } from '../../yaml/nodes.ts';
import { parseDocument } from '../../yaml/parse.ts';
import { keyOf } from '../../yaml/path.ts';
import { isPlainObject, type PlainObject, type PlainValue, toPlain } from '../../yaml/plain.ts';
import { columnOf } from '../../yaml/style.ts';
import { orderOf, rankOf } from '../completion/keys.ts';
import { onHead, type Refactoring } from './refactoring.ts';
import { differenceOf } from './steps.ts';

export const sortKeys: Refactoring = {
  id: 'sort-keys',
  menu: 'rewrite',
  offer: (place) => {
    const { resource, workspace, text: before } = place;
    if (!resource || !onHead(place) || resource.node.flow) return [];
    const kind = workspace.schema?.kind(resource.apiVersion, resource.kind);
    const definition = kind && workspace.schema?.definition(kind.definition);
    const after = sorted({ text: before, schema: workspace.schema }, resource.node, definition);
    const title = text('Sort the keys as people write them', '按惯用顺序排列键');
    const { start, end } = resource.node;
    const whole = before.slice(0, start) + after + before.slice(endOfLine(before, end));
    return whole === before || !sameValue(place.root, whole) ? [] : [{ title, edits: differenceOf(before, whole) }];
  },
};

interface Reading {
  readonly text: string;
  readonly schema: Schema | undefined;
}

/** The text of a block mapping from its first key to the end of its last line. */
function sorted(reading: Reading, node: MappingNode, definition: Definition | undefined): string {
  const chunks = chunksOf(reading, node, definition);
  const isOpen = !definition || node.pairs.some(({ merge }) => merge);
  const inOrder = isOpen ? chunks : [...chunks].sort((a, b) => a.rank - b.rank);
  return inOrder
    .map(({ lines }) => lines)
    .join('\n')
    .slice(columnOf(reading.text, node.start));
}

interface Chunk {
  /** Whole lines: comments above the pair, the pair, what stands behind it. */
  readonly lines: string;
  readonly rank: number;
}

function chunksOf(reading: Reading, node: MappingNode, definition: Definition | undefined): Chunk[] {
  const { text: whole } = reading;
  let from = node.start;
  return node.pairs.map((pair, index) => {
    const blanks = index === 0 ? ' '.repeat(columnOf(whole, node.start)) : '';
    const end = endOfLine(whole, pair.end);
    const lines = blanks + chunkText(reading, pair, from, end, definition?.fields.get(keyOf(pair))?.type);
    from = Math.min(end + 1, whole.length);
    return { lines, rank: rankIn(definition, pair, node) };
  });
}

function rankIn(definition: Definition | undefined, pair: Pair, { pairs }: MappingNode): number {
  const field = definition?.fields.get(keyOf(pair));
  const isRoot = pairs.some((other) => keyOf(other) === 'apiVersion') && pairs.some((other) => keyOf(other) === 'kind');
  return definition && field ? rankOf(definition, field, orderOf(definition, isRoot)) : Number.MAX_SAFE_INTEGER;
}

/** The lines of a pair, what it holds sorted. */
function chunkText(reading: Reading, { value }: Pair, from: number, end: number, type: TypeRef | undefined): string {
  const replaced: string[] = [];
  let at = from;
  for (const { node, definition } of mappingsIn(reading, value, type)) {
    replaced.push(reading.text.slice(at, node.start), sorted(reading, node, definition));
    at = endOfLine(reading.text, node.end);
  }
  return replaced.join('') + reading.text.slice(at, end);
}

interface Typed {
  readonly node: MappingNode;
  readonly definition: Definition | undefined;
}

/** The block mappings directly in a value: itself, or the items of a list. */
function mappingsIn(reading: Reading, value: Node | undefined, type: TypeRef | undefined): readonly Typed[] {
  if (value?.type === 'mapping' && !value.flow && value.pairs.length > 0)
    return [{ node: value, definition: definitionOf(reading, type) }];
  if (value?.type !== 'sequence' || value.flow) return [];
  return value.items.flatMap((item) => mappingsIn(reading, item.value, type?.is === 'list' ? type.of : undefined));
}

function definitionOf({ schema }: Reading, type: TypeRef | undefined): Definition | undefined {
  return type?.is === 'definition' ? schema?.definition(type.name) : undefined;
}

/** An alias that came to stand above its anchor, say, makes it another document: then nothing is offered. */
function sameValue(root: Node | undefined, after: string): boolean {
  const tree = parseDocument(after);
  return tree.problems.length === 0 && canonical(tree.root) === canonical(root);
}

function canonical(root: Node | undefined): string {
  return JSON.stringify(toPlain(root).value, (_, value: unknown) => {
    if (typeof value === 'bigint') return `${value}n`;
    if (!isPlainObject(value as PlainValue)) return value;
    return Object.fromEntries(Object.entries(value as PlainObject).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline;
}
