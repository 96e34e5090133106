// `*` and the anchors that stand above it.
import { text } from '../../../text.ts';
import type { Node } from '../../../yaml/nodes.ts';
import type { Offer } from '../offer.ts';
import type { Place } from '../place.ts';

/** Aliases of the anchors before the cursor, once an asterisk is typed. */
export function aliasOffers({ cursor }: Place): readonly Offer[] {
  if (!cursor.typed.startsWith('*')) return [];
  const names = new Set<string>();
  collect(cursor.tree.root, cursor.scalar.start, names);
  return [...names].reverse().map((name) => ({
    label: `*${name}`,
    kind: 'reference',
    rank: 0,
    detail: text('anchor of this document', '本文档中的锚点'),
    insert: { is: 'value', value: `*${name}`, wantsString: false },
  }));
}

function collect(node: Node | undefined, before: number, names: Set<string>): void {
  if (!node || node.start >= before) return;
  if (node.anchor !== undefined && node.end <= before) names.add(node.anchor);
  if (node.type === 'mapping') for (const pair of node.pairs) collect(pair.value, before, names);
  if (node.type === 'sequence') for (const item of node.items) collect(item.value, before, names);
}
