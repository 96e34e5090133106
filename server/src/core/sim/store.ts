// The committed objects, with the indexes that actors ask by: kind and namespace, uid, owner, events about an object.
// Knows no rules of the API server: `cluster.ts` decides what is put here.
import type { EventObject, KindOf, KubeObject, OwnerReference } from './objects.ts';
import { controllerOf } from './objects.ts';
import { type Identity, type SortedObjects, sortedObjects } from './sortedObjects.ts';

export interface Store {
  get<K extends string>(kind: K, namespace: string | undefined, name: string): KindOf<K> | undefined;
  list<K extends string>(kind: K, namespace?: string): readonly KindOf<K>[];
  byUid(uid: string): KubeObject | undefined;
  controlledBy<K extends string>(kind: K, uid: string): readonly KindOf<K>[];
  /** Objects of a kind in a namespace that this uid controls, and those that nobody controls. */
  claimable<K extends string>(kind: K, namespace: string | undefined, uid: string): readonly KindOf<K>[];
  /** Everything with an owner reference to this uid. */
  dependentsOf(uid: string): readonly KubeObject[];
  kinds(): readonly string[];
  eventsOf(uid: string): readonly EventObject[];
  put(object: KubeObject): void;
  remove(object: KubeObject): void;
}

type Index = Map<string, SortedObjects>;

/** Where objects of several kinds stand together, some of one name. */
const apart: Identity = {
  id: ({ metadata }) => metadata.uid,
  key: ({ kind, metadata }) => `${metadata.name} ${kind} ${metadata.uid}`,
};

export function createStore(): Store {
  const shelves: Index = new Map();
  const uids = new Map<string, KubeObject>();
  const owned: Index = new Map();
  const controlled: Index = new Map();
  const events = new Map<string, Set<string>>();
  const asTheyAre = (members: readonly KubeObject[] = []): readonly KubeObject[] =>
    members.map((member) => uids.get(member.metadata.uid) ?? member);
  return {
    get<K extends string>(kind: K, namespace: string | undefined, name: string) {
      return shelves.get(kind)?.get(namespace, name) as KindOf<K> | undefined;
    },
    list<K extends string>(kind: K, namespace?: string) {
      return (shelves.get(kind)?.list(namespace) ?? []) as unknown as readonly KindOf<K>[];
    },
    byUid: (uid) => uids.get(uid),
    controlledBy<K extends string>(kind: K, uid: string) {
      return asTheyAre(controlled.get(controlKey(kind, uid))?.list()) as unknown as readonly KindOf<K>[];
    },
    claimable<K extends string>(kind: K, namespace: string | undefined, uid: string) {
      const free = controlled.get(controlKey(kind, ''))?.list(namespace) ?? [];
      const own = controlled.get(controlKey(kind, uid))?.list(namespace) ?? [];
      return asTheyAre(merged(own, free)) as unknown as readonly KindOf<K>[];
    },
    dependentsOf: (uid) => asTheyAre(owned.get(uid)?.list()),
    kinds: () => [...shelves.keys()].filter((kind) => (shelves.get(kind)?.size() ?? 0) > 0).sort(),
    eventsOf(uid) {
      const found = [...(events.get(uid) ?? [])].flatMap((event) => uids.get(event) ?? []);
      return found as unknown as readonly EventObject[];
    },
    put(object) {
      const { uid, namespace, name } = object.metadata;
      const shelf = at(shelves, object.kind, sortedObjects);
      const before = shelf.get(namespace, name);
      shelf.put(object);
      uids.set(uid, object);
      if (object.kind === 'Event') link(events, involvedUid(object), uid);
      else index(owned, controlled, object, before);
    },
    remove(object) {
      const { uid } = object.metadata;
      shelves.get(object.kind)?.remove(object);
      uids.delete(uid);
      if (object.kind === 'Event') events.get(involvedUid(object) ?? '')?.delete(uid);
      else index(owned, controlled, undefined, object);
    },
  };
}

const controlKey = (kind: string, uid: string | undefined): string => `${kind} ${uid ?? ''}`;
const shelfApart = (): SortedObjects => sortedObjects(apart);

const controlOf = (object: KubeObject): string => controlKey(object.kind, controllerOf(object)?.uid);
const nobody: readonly OwnerReference[] = [];

/**
 * Enters an object under its owners and its controller (the empty one where it has none), after taking out what was there. The
 * indexes say who belongs where; what has the same owners as before stays in them as it was when it came.
 */
function index(owned: Index, controlled: Index, object: KubeObject | undefined, before: KubeObject | undefined): void {
  const owners = object?.metadata.ownerReferences ?? nobody;
  const former = before?.metadata.ownerReferences ?? nobody;
  if (object && before && owners === former && object.metadata.uid === before.metadata.uid) return;
  if (before) {
    for (const { uid } of former) take(owned, uid, before);
    take(controlled, controlOf(before), before);
  }
  if (!object) return;
  for (const { uid } of owners) at(owned, uid, shelfApart).put(object);
  at(controlled, controlOf(object), shelfApart).put(object);
}

function take(from: Index, key: string, object: KubeObject): void {
  const shelf = from.get(key);
  shelf?.remove(object);
  if (shelf?.size() === 0) from.delete(key);
}

function at(index: Index, key: string, make: () => SortedObjects): SortedObjects {
  const found = index.get(key);
  if (found) return found;
  const made = make();
  index.set(key, made);
  return made;
}

/** Two lists in order as one. */
function merged(a: readonly KubeObject[], b: readonly KubeObject[]): readonly KubeObject[] {
  if (b.length === 0) return a;
  if (a.length === 0) return b;
  const out: KubeObject[] = [];
  let [i, j] = [0, 0];
  for (;;) {
    const [left, right] = [a[i], b[j]];
    if (!left) return [...out, ...b.slice(j)];
    if (!right) return [...out, ...a.slice(i)];
    if (left.metadata.name < right.metadata.name) i++;
    else j++;
    out.push(left.metadata.name < right.metadata.name ? left : right);
  }
}

function link(index: Map<string, Set<string>>, from: string | undefined, to: string): void {
  if (from === undefined) return;
  const set = index.get(from);
  if (set) set.add(to);
  else index.set(from, new Set([to]));
}

function involvedUid(object: KubeObject): string | undefined {
  return (object as Partial<EventObject>).involvedObject?.uid;
}
