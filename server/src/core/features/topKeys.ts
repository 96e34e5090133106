// The keys of an object at its top in Kubernetes' order: `apiVersion`, `kind`, `metadata`, what there is, `status`. Lines move as
// they are, with the comments above them.
import type { Node } from '../yaml/nodes.ts';
import { parseDocument } from '../yaml/parse.ts';
import { keyOf } from '../yaml/path.ts';
import { toPlain } from '../yaml/plain.ts';
import { columnOf } from '../yaml/style.ts';

const ranks: Readonly<Record<string, number>> = { apiVersion: 0, kind: 1, metadata: 2, status: 9 };
const rankOfOthers = 5;

/** The document's text in that order; as it is where it is no object, or would be another one. */
export function withTopKeysSorted(text: string): string {
  const { root } = parseDocument(text);
  if (root?.type !== 'mapping' || root.flow || columnOf(text, root.start) > 0) return text;
  const keys = root.pairs.map(keyOf);
  if (!keys.includes('apiVersion') || !keys.includes('kind') || root.pairs.some(({ merge }) => merge)) return text;
  let from = root.start;
  const chunks = root.pairs.map((pair, at) => {
    const next = root.pairs[at + 1];
    const end = next ? lineAfter(text, lastOffset(pair)) : text.length;
    const chunk = { lines: text.slice(from, end), rank: ranks[keyOf(pair)] ?? rankOfOthers };
    from = end;
    return chunk;
  });
  const inOrder = [...chunks].sort((a, b) => a.rank - b.rank);
  if (inOrder.every((chunk, at) => chunk === chunks[at])) return text;
  const lines = inOrder.map((chunk) => (chunk.lines.endsWith('\n') ? chunk.lines : `${chunk.lines}\n`));
  const sorted = text.slice(0, root.start) + lines.join('');
  return canonical(parseDocument(sorted).root) === canonical(root) ? sorted : text;
}

function lastOffset({ key, value }: { readonly key: Node; readonly value: Node | undefined }): number {
  return Math.max(key.end, (value?.end ?? 0) - 1);
}

function lineAfter(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline + 1;
}

function canonical(root: Node | undefined): string {
  return JSON.stringify(toPlain(root).value, (_, value: unknown) => {
    if (typeof value === 'bigint') return `${value}n`;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
