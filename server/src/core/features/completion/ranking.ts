// Which of the offers the workspace makes likely: what the same object has in another file, names that go with the names
// around the cursor, what other objects have at the place. It moves offers, and makes none.
import { wordAt } from '../../kubernetes/resource.ts';
import { nodeAt, resolved } from '../../yaml/path.ts';
import type { Offer } from './offer.ts';
import type { Place } from './place.ts';
import type { Use, Written } from './workspaceNames.ts';

/** Ranks of offers lie far from one another, so that within a group they keep their own order. */
const near = -40_000;
const akin = -30_000;
const usual = -20_000;
const listed = 10_000;

/** The offers, with ranks as the workspace suggests them. */
export function rankedByUse(place: Place, written: Written, offers: readonly Offer[]): readonly Offer[] {
  const keys = new Map(written.keys.map((use) => [use.name, use]));
  const values = new Map(written.values.map((use) => [use.name, use]));
  const around = namesAround(place);
  const beside = itemsBeside(place);
  const isItem = typeof place.subject.path.at(-1) === 'number';
  return offers.map((offer) => {
    const { insert, label, rank } = offer;
    switch (insert.is) {
      case 'key':
        return { ...offer, rank: rank + placeOfKey(keys.get(label)) };
      case 'value':
        if (beside.has(insert.value) && (isItem || offer.kind === 'reference'))
          return { ...offer, rank: rank + listed };
        return { ...offer, rank: rankOfValue(offer, values.get(insert.value), around) };
      default:
        return offer;
    }
  });
}

/** Keys in use come first, each group in the order in which people write them. */
function placeOfKey(use: Use | undefined): number {
  if (!use) return 0;
  return use.isNear ? near : usual;
}

/**
 * Words of a list come in the order of their use. A name that one object uses is that one's own; one that several use is
 * shared, such as a StorageClass.
 */
function rankOfValue({ kind, rank, insert }: Offer, use: Use | undefined, around: readonly string[]): number {
  if (use?.isNear) return near + rank;
  const likeness = kind === 'reference' && insert.is === 'value' ? likenessOf(insert.value, around) : 0;
  if (likeness > 0) return akin - likeness * 1000 + rank;
  if (!use || (kind === 'reference' && use.count < 2)) return rank;
  return usual - use.count * 100 + Math.min(rank, 99);
}

const mostAround = 6;

/** Names of what the cursor is in, from the inside: the volume's, the container's, the object's. */
function namesAround({ subject }: Place): readonly string[] {
  const { root, path } = subject;
  const names: string[] = [];
  for (let depth = path.length - 1; depth >= 0 && names.length < mostAround; depth--) {
    const name =
      path[depth] === 'name' && depth === path.length - 1 ? undefined : wordAt(root, [...path.slice(0, depth), 'name']);
    if (name !== undefined) names.push(name);
  }
  const own = path.join('.') === 'metadata.name' ? undefined : wordAt(root, ['metadata', 'name']);
  return own === undefined ? names : [...names, own];
}

/** 2 for the same name, 1 where one begins with the other, 0 for others. */
function likenessOf(name: string, around: readonly string[]): number {
  if (around.includes(name)) return 2;
  return around.some((other) => name.startsWith(`${other}-`) || other.startsWith(`${name}-`)) ? 1 : 0;
}

/** Deeper in an item, such as in its `valueFrom`, the same name is often meant again. */
const deepestInItem = 2;

/** What other items of the list have where the cursor is: a list names nothing twice. */
function itemsBeside({ subject, cursor }: Place): ReadonlySet<string> {
  const { root, path } = subject;
  const index = path.findLastIndex((segment) => typeof segment === 'number');
  const rest = path.slice(index + 1);
  const list = index < 0 || rest.length > deepestInItem ? undefined : resolved(nodeAt(root, path.slice(0, index)));
  if (list?.type !== 'sequence') return new Set();
  const others = list.items.map(({ value }) => resolved(nodeAt(value, rest)));
  return new Set(others.flatMap((node) => (node?.type === 'scalar' && node !== cursor.scalar ? [node.source] : [])));
}
