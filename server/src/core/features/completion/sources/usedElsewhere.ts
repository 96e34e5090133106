// What other objects of the kind have at the place: keys and values where no schema says which there are, and the kinds that
// the workspace has objects of.
import { typeOf } from '../../../kubernetes/kinds/catalogue.ts';
import type { TypeRef } from '../../../schema/schema.ts';
import { text } from '../../../text.ts';
import type { Offer, Skeleton } from '../offer.ts';
import { patternOfPath } from '../patternOfPath.ts';
import type { Place } from '../place.ts';
import { groupOf } from '../subject.ts';
import type { Written, WrittenKey } from '../workspaceNames.ts';

const afterOthers = 800;
const detail = text('as in other objects', '其他对象中使用');

function writtenAt({ subject, names }: Place): Written {
  const { kindName, apiVersion } = subject;
  if (kindName === undefined) return { keys: [], values: [] };
  return names.written(typeOf(groupOf(apiVersion ?? ''), kindName), patternOfPath(subject.path));
}

const shapes: Readonly<Record<WrittenKey['holds'], { readonly type: TypeRef; readonly skeleton: Skeleton }>> = {
  scalar: { type: { is: 'any' }, skeleton: { is: 'scalar' } },
  mapping: { type: { is: 'object' }, skeleton: { is: 'mapping', pairs: [] } },
  sequence: { type: { is: 'list', of: { is: 'any' } }, skeleton: { is: 'list', item: { is: 'scalar' } } },
};

/** Keys of a mapping that the schema does not know, or leaves open. */
export function keysElsewhere(place: Place, offered: readonly Offer[]): readonly Offer[] {
  const here = place.subject.place;
  const isOpen = !here || here.type.is === 'map' || here.type.is === 'object' || here.definition?.freeForm === true;
  if (!isOpen || place.cursor.role === 'value' || place.cursor.lead === '- ') return [];
  const present = new Set([...place.cursor.siblings, ...offered.map(({ label }) => label)]);
  return writtenAt(place)
    .keys.filter(({ name }) => !present.has(name))
    .map(({ name, holds }, at) => ({
      label: name,
      kind: 'field',
      rank: afterOthers + at,
      detail,
      insert: { is: 'key', ...shapes[holds] },
    }));
}

/** Values where nothing else is known. */
export function valuesElsewhere(place: Place, offered: readonly Offer[]): readonly Offer[] {
  if (offered.length > 0 || place.cursor.role === 'key') return [];
  const { type } = place.subject.place ?? {};
  const wantsString = type === undefined ? false : type.is === 'string';
  return writtenAt(place).values.map((value, at) => ({
    label: value,
    kind: 'value',
    rank: afterOthers + at,
    detail,
    insert: { is: 'value', value, wantsString },
  }));
}

/** Kinds, or their apiVersions, that objects of the workspace have and the schema lacks. */
export function typesElsewhere(
  place: Place,
  which: 'apiVersion' | 'kind',
  offered: readonly Offer[],
): readonly Offer[] {
  const known = new Set(offered.map(({ label }) => label));
  const fitting = usesOf(place, which);
  const wanted = which === 'kind' ? place.subject.apiVersion : place.subject.kindName;
  // Of a version that is known, the schema knows all kinds; other versions of a kind come behind those that are known.
  const behind = which === 'apiVersion' && wanted !== undefined && known.size > 0 ? afterOthers : 0;
  return [...fitting]
    .filter(([value]) => !known.has(value))
    .map(([value, count]) => ({
      label: value,
      kind: 'value',
      rank: behind - count,
      detail,
      insert: { is: 'value', value, wantsString: true },
    }));
}

/**
 * How many objects of the workspace are of each kind, or version: of those that fit what is written of the two, and where
 * nothing is written of all.
 */
export function usesOf({ subject, names }: Place, which: 'apiVersion' | 'kind'): ReadonlyMap<string, number> {
  const other = which === 'kind' ? 'apiVersion' : 'kind';
  const wanted = which === 'kind' ? subject.apiVersion : subject.kindName;
  const counts = new Map<string, number>();
  for (const used of names.kinds()) {
    if (wanted === undefined || used[other] === wanted)
      counts.set(used[which], (counts.get(used[which]) ?? 0) + used.count);
  }
  return counts;
}
