// What other objects of a type have at a place: where no schema knows the keys or values, and as a sign of what is usual
// here. From a few objects, so that the answer takes no longer in a larger workspace.
import { resourcesOf } from '../../kubernetes/resource.ts';
import { type ManifestDocument, treeOf } from '../../workspace/document.ts';
import type { ObjectFact } from '../../workspace/facts.ts';
import type { Entry } from '../../workspace/index.ts';
import { matchesOf, patternOf, wordOf } from '../../workspace/pattern.ts';
import { objectsNamed, objectsOfType } from '../../workspace/resolve.ts';
import { onShelf, shelfEntries } from '../../workspace/shelf.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Node } from '../../yaml/nodes.ts';
import { keyOf, resolved } from '../../yaml/path.ts';
import { emptyString, type KindInUse, type Use, type Written, type WrittenKey } from './workspaceNames.ts';

/** Reading more would take longer than a keystroke. */
const mostObjects = 40;
const mostNear = 3;
const mostCharacters = 150_000;

/** The object that asks, which is no witness. */
interface Asking {
  readonly uri: string;
  readonly name: string;
}

export function writtenElsewhere(workspace: Workspace, asking: Asking, type: string, at: string): Written {
  return gathered(witnesses(workspace, asking, type), at, (entry) => isNamed(entry, asking));
}

/** So many of each type of the group. */
const mostOfType = 15;

/** What objects of the type's group have at a key, wherever in them it stands; `key[*]` are items of lists. */
export function writtenAnywhere(workspace: Workspace, type: string, key: string): Written {
  const group = type.slice(0, type.indexOf('/') + 1);
  const entries: Entry<ObjectFact>[] = [];
  let left = mostCharacters;
  for (const [other, ofType] of shelfEntries(workspace.index.types)) {
    if (group === '' || !other.startsWith(group)) continue;
    for (const entry of some(ofType, mostOfType)) {
      left -= entry.document.text.length;
      if (left > 0) entries.push(entry);
    }
  }
  return gathered(entries, anywhere + key, () => false);
}

/** Before a key that may stand at any depth. */
const anywhere = '**.';

type Entries = readonly Entry<ObjectFact>[];

function gathered(entries: Entries, at: string, isNearOne: (entry: Entry<ObjectFact>) => boolean): Written {
  const keys = new Map<string, WrittenKey>();
  const values = new Map<string, Use>();
  for (const entry of entries) {
    const found = writtenIn(entry, at);
    const isNear = isNearOne(entry);
    for (const key of found.keys) keys.set(key.name, { ...key, ...counted(keys.get(key.name), key.name, isNear) });
    for (const name of found.values) values.set(name, counted(values.get(name), name, isNear));
  }
  return { keys: [...keys.values()].sort(byUse), values: [...values.values()].sort(byUse) };
}

/** Objects of the same name, and some others from all over the workspace: as many as are read soon. */
function witnesses(workspace: Workspace, asking: Asking, type: string): readonly Entry<ObjectFact>[] {
  const isOther = (entry: Entry<ObjectFact>): boolean => entry.uri !== asking.uri || entry.fact.name !== asking.name;
  const near = asking.name === '' ? [] : objectsNamed(workspace, type, asking.name).slice(-mostNear);
  const all = onShelf(workspace.index.tools, type) ?? objectsOfType(workspace, type);
  const others = some(all, mostObjects);
  let left = mostCharacters;
  return [...new Set([...near, ...others])].filter((entry) => {
    if (!isOther(entry) || entry.document.text.length > left) return false;
    left -= entry.document.text.length;
    return true;
  });
}

/** So many of them, evenly spread: what is alike often stands side by side. */
function some<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, at) => all[Math.floor((at * all.length) / most)]).flatMap((one) => one ?? []);
}

function isNamed({ fact }: Entry<ObjectFact>, { name }: Asking): boolean {
  return name !== '' && fact.name === name;
}

function counted(known: Use | undefined, name: string, isNear: boolean): Use {
  return { name, count: (known?.count ?? 0) + 1, isNear: isNear || known?.isNear === true };
}

function byUse(a: Use, b: Use): number {
  return Number(b.isNear) - Number(a.isNear) || b.count - a.count;
}

interface Found {
  readonly keys: readonly Pick<WrittenKey, 'name' | 'holds'>[];
  readonly values: readonly string[];
}

/** By document, so that a keystroke in one file reads no other file again. */
const known = new WeakMap<ManifestDocument, Map<string, Found>>();
const mostKnown = 40;

function writtenIn({ document, fact }: Entry<ObjectFact>, at: string): Found {
  const places = known.get(document) ?? new Map<string, Found>();
  if (places.size > mostKnown) places.clear();
  known.set(document, places);
  const key = `${fact.span.start} ${at}`;
  const found = places.get(key) ?? read(document, fact, at);
  places.set(key, found);
  return found;
}

/** What one object has there: its keys as often as they are written, each value once. */
function read(document: ManifestDocument, { span }: ObjectFact, at: string): Found {
  const resource = resourcesOf(treeOf(document).root).find(({ node }) => node.start === span.start);
  const nodes = at.startsWith(anywhere)
    ? nodesAt(resource?.node, at.slice(anywhere.length))
    : matchesOf(resource?.node, patternOf(at));
  const pairs = nodes.flatMap((node) => (node.type === 'mapping' ? node.pairs.filter(({ merge }) => !merge) : []));
  const words = nodes.flatMap((node) =>
    isEmptyString(node) ? emptyString : (wordOf(node, document.text)?.word ?? []),
  );
  return {
    keys: pairs.map((pair) => ({ name: keyOf(pair), holds: holdsOf(pair.value) })),
    values: [...new Set(words.filter((word) => !word.includes('\n')))],
  };
}

/** The values of all pairs of that key; with `[*]`, the items of those that are lists. Aliases are not followed. */
function nodesAt(node: Node | undefined, key: string): readonly Exclude<Node, { type: 'alias' }>[] {
  if (node?.type === 'sequence') return node.items.flatMap(({ value }) => nodesAt(value, key));
  if (node?.type !== 'mapping') return [];
  const [name, items] = key.endsWith('[*]') ? [key.slice(0, -3), true] : [key, false];
  return node.pairs.flatMap((pair) => {
    const value = keyOf(pair) === name ? resolved(pair.value) : undefined;
    const here = items ? (value?.type === 'sequence' ? value.items.map((item) => resolved(item.value)) : []) : [value];
    return [...here.flatMap((one) => one ?? []), ...nodesAt(pair.value, key)];
  });
}

function isEmptyString(node: Node): boolean {
  return node.type === 'scalar' && node.value === '';
}

export function holdsOf(value: Node | undefined): WrittenKey['holds'] {
  const node = resolved(value);
  return node?.type === 'mapping' || node?.type === 'sequence' ? node.type : 'scalar';
}

/** So many objects of a type tell which versions of it people write. */
const mostCounted = 20;

/**
 * Every type that objects of the workspace are of, by version.
 * @param uri the file that asks: a type that stands once, in it, is most likely the word that is being typed
 */
export function kindsInUse({ index }: Workspace, uri: string): readonly KindInUse[] {
  return [...shelfEntries(index.types), ...shelfEntries(index.tools)].flatMap(([, entries]) => {
    if (entries.length === 1 && entries[0]?.uri === uri) return [];
    const counts = new Map<string, number>();
    for (const { fact } of some(entries, mostCounted))
      counts.set(fact.apiVersion, (counts.get(fact.apiVersion) ?? 0) + 1);
    const share = entries.length / Math.min(entries.length, mostCounted);
    const { kind = '' } = entries[0]?.fact ?? {};
    return [...counts]
      .filter(([apiVersion]) => apiVersion !== '')
      .map(([apiVersion, count]) => ({ apiVersion, kind, count: Math.ceil(count * share) }));
  });
}
