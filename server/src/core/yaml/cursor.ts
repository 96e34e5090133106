// What stands at an offset: the one place that answers it for hover, definition, rename, highlights and symbols.
// Completion repairs the text first (features/completion/cursor.ts), because it asks about what is not written yet.
import type { Node, Pair, Path, PathSegment, SequenceItem } from './nodes.ts';
import { keyOf } from './path.ts';

export interface PlaceAtOffset {
  /** Of the pair or item at the offset: on the key and on the value of `replicas: 3` alike `['spec', 'replicas']`. */
  readonly path: Path;
  /** On a key, on a scalar or alias, or between them inside a mapping or sequence (then `path` is that collection's). */
  readonly on: 'key' | 'value' | 'between';
  /** The key, the value, or the collection around. */
  readonly node: Node | undefined;
  readonly pair?: Pair;
  readonly item?: SequenceItem;
}

/** The innermost place at an offset (its end included: the cursor behind a word is on it); undefined outside the root. */
export function pathAt(root: Node | undefined, offset: number): PlaceAtOffset | undefined {
  if (!root || offset < root.start || offset > root.end) return undefined;
  return within({ node: root, path: [] }, offset);
}

interface Level {
  readonly node: Node;
  readonly path: readonly PathSegment[];
  readonly pair?: Pair;
  readonly item?: SequenceItem;
}

function within(level: Level, offset: number): PlaceAtOffset {
  const { node, path } = level;
  if (node.type === 'mapping') return withinMapping(level, node.pairs, offset);
  if (node.type === 'sequence') return withinSequence(level, node.items, offset);
  return { path, on: 'value', node, ...holder(level) };
}

function withinMapping(level: Level, pairs: readonly Pair[], offset: number): PlaceAtOffset {
  const pair = pairs[lastStartingAt(pairs, offset)];
  if (pair && offset <= pair.end) {
    const path = [...level.path, keyOf(pair)];
    if (offset <= pair.key.end) return { path, on: 'key', node: pair.key, pair };
    if (pair.value && offset >= pair.value.start) return within({ node: pair.value, path, pair }, offset);
    return { path, on: 'value', node: pair.value, pair };
  }
  return { path: level.path, on: 'between', node: level.node, ...holder(level) };
}

function withinSequence(level: Level, items: readonly SequenceItem[], offset: number): PlaceAtOffset {
  const index = lastStartingAt(items, offset);
  const item = items[index];
  if (item && offset <= item.end) {
    const path = [...level.path, index];
    if (item.value && offset >= item.value.start) return within({ node: item.value, path, item }, offset);
    return { path, on: 'value', node: item.value, item };
  }
  return { path: level.path, on: 'between', node: level.node, ...holder(level) };
}

function holder(level: Level): { pair?: Pair; item?: SequenceItem } {
  return { ...(level.pair ? { pair: level.pair } : {}), ...(level.item ? { item: level.item } : {}) };
}

/** Binary search: a mapping may have 20,000 pairs. */
function lastStartingAt(spans: readonly { readonly start: number }[], offset: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
