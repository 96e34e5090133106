// What other objects of the kind have at the place: keys and values where no schema says which there are, and the kinds that
// the workspace has objects of.
import { typeOf } from '../../../kubernetes/kinds/catalogue.ts';
import { wordAt } from '../../../kubernetes/resource.ts';
import type { TypeRef } from '../../../schema/schema.ts';
import { text } from '../../../text.ts';
import { matchesOf, patternOf } from '../../../workspace/pattern.ts';
import type { Path } from '../../../yaml/nodes.ts';
import { keyOf } from '../../../yaml/path.ts';
import type { Offer, Skeleton } from '../offer.ts';
import { patternOfPath } from '../patternOfPath.ts';
import type { Place } from '../place.ts';
import { groupOf, type Subject } from '../subject.ts';
import { emptyString, type Written, type WrittenKey } from '../workspaceNames.ts';
import { holdsOf } from '../writtenElsewhere.ts';

const afterOthers = 800;
const detail = text('as in other objects', '其他对象中使用');

/** What other objects of the kind have where the cursor is, and other items of the lists around it. */
export function writtenAt(place: Place): Written {
  const { subject, names } = place;
  const { apiVersion, kind, root, path } = subject;
  const kindName = subject.kindName ?? kind?.kind ?? kindOfVersion(place);
  if (kindName === undefined) return { keys: [], values: [] };
  const type = typeOf(kind?.group ?? groupOf(apiVersion ?? ''), kindName);
  const { keys, values } = names.written(type, patternOfPath(path), wordAt(root, ['metadata', 'name']) ?? '');
  const others = subject.place && !subject.isGuess ? undefined : names.writtenAnywhere(type, keyAround(path));
  return {
    keys: joinedUses([...keys, ...keysBeside(place), ...(others?.keys ?? [])]),
    values: values.length > 0 || speaksForItself.has(keyAround(path)) ? values : (others?.values ?? []),
  };
}

/** Some write the kind behind other keys: until then the one that most objects of the version are of. */
function kindOfVersion({ subject, names }: Place): string | undefined {
  const { apiVersion, path } = subject;
  if (apiVersion === undefined || (path.length === 1 && path[0] === 'kind')) return undefined;
  const fitting = names.kinds().filter((used) => used.apiVersion === apiVersion);
  return fitting.sort((a, b) => b.count - a.count)[0]?.kind;
}

/** What is behind these keys differs from place to place. */
const speaksForItself: ReadonlySet<string> = new Set([
  'name',
  'value',
  'key',
  'description',
  'title',
  'default',
  'kind',
  'apiVersion',
]);

/** The last key of the path, with `[*]` where the path ends in a list of it. */
function keyAround(path: Path): string {
  const at = path.findLastIndex((segment) => typeof segment === 'string');
  return String(path[at] ?? '') + (at < path.length - 1 ? '[*]' : '');
}

/** Keys of the other items, where the cursor is in one of a list. */
function keysBeside({ subject, cursor }: Place): readonly WrittenKey[] {
  if (!subject.path.some((segment) => typeof segment === 'number')) return [];
  return matchesOf(subject.root, patternOf(patternOfPath(subject.path)))
    .filter((node) => node !== cursor.container)
    .flatMap((node) => (node.type === 'mapping' ? node.pairs.filter((pair) => pair.key !== cursor.scalar) : []))
    .map((pair) => ({ name: keyOf(pair), count: 1, isNear: false, holds: holdsOf(pair.value) }));
}

/** Each name once. */
function joinedUses(keys: readonly WrittenKey[]): readonly WrittenKey[] {
  const first = new Map<string, WrittenKey>();
  for (const key of keys) if (!first.has(key.name)) first.set(key.name, key);
  return [...first.values()];
}

const shapes: Readonly<Record<WrittenKey['holds'], { readonly type: TypeRef; readonly skeleton: Skeleton }>> = {
  scalar: { type: { is: 'any' }, skeleton: { is: 'scalar' } },
  mapping: { type: { is: 'object' }, skeleton: { is: 'mapping', pairs: [] } },
  sequence: { type: { is: 'list', of: { is: 'any' } }, skeleton: { is: 'list', item: { is: 'scalar' } } },
};

/** Keys of a mapping that the schema does not know, or leaves open. */
export function keysElsewhere(place: Place, { keys }: Written, offered: readonly Offer[]): readonly Offer[] {
  if (place.cursor.role === 'value' || place.cursor.lead === '- ') return [];
  const isOpen = isOpenAt(place.subject);
  const present = new Set([...place.cursor.siblings, ...offered.map(({ label }) => label)]);
  return keys
    .filter(({ name }) => (isOpen || isDirective(name)) && !present.has(name))
    .map(({ name, holds }, at) => ({
      label: name,
      kind: 'field',
      rank: afterOthers + at,
      detail,
      insert: { is: 'key', ...shapes[holds] },
    }));
}

/** Whether other keys than the schema's may stand there. */
function isOpenAt({ place, isGuess }: Subject): boolean {
  if (!place || isGuess || place.definition?.freeForm) return true;
  return place.type.is === 'map' || place.type.is === 'object' || place.type.is === 'any';
}

/** `$patch`: what patches say beside fields, in no schema. */
function isDirective(key: string): boolean {
  return key.startsWith('$');
}

/** More than these nobody reads. */
const mostValues = 50;

/** Values that others have, but where the schema lists all there are. */
export function valuesElsewhere(place: Place, { values }: Written, offered: readonly Offer[]): readonly Offer[] {
  if (place.cursor.role === 'key' || isClosed(place)) return [];
  const known = new Set(offered.map(({ label }) => label));
  const { type } = place.subject.place ?? {};
  const isString = type === undefined ? false : type.is === 'string';
  return values
    .filter(({ name }) => !known.has(name) && (name !== emptyString || place.cursor.quote === ''))
    .slice(0, mostValues)
    .map(({ name }, at) => ({
      label: name,
      kind: 'value',
      rank: afterOthers + at,
      detail,
      insert: { is: 'value', value: name, wantsString: isString && name !== emptyString },
    }));
}

function isClosed({ subject }: Place): boolean {
  const { type, field } = subject.place ?? {};
  if (subject.isGuess) return false;
  return type?.is === 'boolean' || field?.enum !== undefined || subject.path.length === 0;
}

/** Kinds, or their apiVersions, that objects of the workspace have and the schema lacks. */
export function typesElsewhere(
  place: Place,
  which: 'apiVersion' | 'kind',
  offered: readonly Offer[],
): readonly Offer[] {
  const known = new Set(offered.map(({ label }) => label));
  const fitting = usesOf(place, which);
  // Other versions of a group that is known come behind those that are served.
  const knownGroups = new Set([...known].map(groupOf));
  const behind = (value: string): number =>
    which === 'apiVersion' && knownGroups.has(groupOf(value)) ? afterOthers : 0;
  return [...fitting]
    .filter(([value]) => !known.has(value))
    .map(([value, count]) => ({
      label: value,
      kind: 'value',
      rank: behind(value) - count,
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
