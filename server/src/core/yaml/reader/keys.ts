// Keys of mappings: what may be one, and which stand there twice.
import type { MappingNode, Node, Pair, ScalarNode } from '../nodes.ts';
import { keyOf } from '../path.ts';
import { type Reader, report } from './reader.ts';

/** The node as a key. Kubernetes has no other keys than scalars: another node stands for the text it was written as. */
export function asKey(reader: Reader, node: Node | undefined, start: number): ScalarNode {
  if (node?.type === 'scalar') return node;
  if (node?.type === 'alias' && node.target?.type === 'scalar') {
    return { ...node.target, start: node.start, end: node.end };
  }
  const end = node?.end ?? start;
  if (node) report(reader, 'complex-key', start, end);
  const source = reader.text.slice(start, end);
  return { type: 'scalar', style: 'plain', value: node ? source : null, source, start, end };
}

/** Reports keys that are null, keys that are there twice (with both places), and merges of what is no mapping. */
export function checkMapping(reader: Reader, mapping: MappingNode): void {
  const { pairs } = mapping;
  for (const pair of pairs) {
    if (pair.merge) checkMerge(reader, pair);
    else if (pair.key.value === null) report(reader, 'null-key', pair.key.start, pair.key.end);
  }
  if (pairs.length <= 8) checkFew(reader, pairs);
  else checkMany(reader, pairs);
}

function checkFew(reader: Reader, pairs: readonly Pair[]): void {
  for (let i = 1; i < pairs.length; i++) {
    const pair = pairs[i];
    if (!pair || pair.merge) continue;
    for (let j = 0; j < i; j++) {
      const earlier = pairs[j];
      if (earlier && !earlier.merge && keyOf(earlier) === keyOf(pair)) {
        reportDuplicate(reader, earlier, pair);
        break;
      }
    }
  }
}

function checkMany(reader: Reader, pairs: readonly Pair[]): void {
  const seen = new Map<string, Pair>();
  for (const pair of pairs) {
    if (pair.merge) continue;
    const key = keyOf(pair);
    const earlier = seen.get(key);
    if (earlier) reportDuplicate(reader, earlier, pair);
    else seen.set(key, pair);
  }
}

function reportDuplicate(reader: Reader, first: Pair, second: Pair): void {
  if (second.key.value === null) return;
  const place = { start: first.key.start, end: first.key.end };
  const message = { en: 'the first one stands here', zh: '第一个在这里' };
  report(reader, 'duplicate-key', second.key.start, second.key.end, {
    shown: keyOf(second),
    related: [{ span: place, message }],
  });
}

function checkMerge(reader: Reader, pair: Pair): void {
  const value = pair.value?.type === 'alias' ? pair.value.target : pair.value;
  if (pair.value?.type === 'alias' && !value) return;
  if (value?.type === 'mapping') return;
  if (value?.type === 'sequence' && value.items.every((item) => mergeable(item.value))) return;
  report(reader, 'merge-value', pair.value?.start ?? pair.key.start, pair.value?.end ?? pair.key.end);
}

function mergeable(node: Node | undefined): boolean {
  return node?.type === 'mapping' || (node?.type === 'alias' && (!node.target || node.target.type === 'mapping'));
}
