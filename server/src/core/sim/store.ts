// The committed objects, with the indexes that actors ask by: kind and namespace, uid, owner, events about an object.
// Knows no rules of the API server: `cluster.ts` decides what is put here.
import type { EventObject, KindOf, KubeObject } from './objects.ts';
import { controllerOf } from './objects.ts';

export interface Store {
  get<K extends string>(kind: K, namespace: string | undefined, name: string): KindOf<K> | undefined;
  list<K extends string>(kind: K, namespace?: string): readonly KindOf<K>[];
  byUid(uid: string): KubeObject | undefined;
  controlledBy<K extends string>(kind: K, uid: string): readonly KindOf<K>[];
  /** Everything with an owner reference to this uid. */
  dependentsOf(uid: string): readonly KubeObject[];
  kinds(): readonly string[];
  eventsOf(uid: string): readonly EventObject[];
  put(object: KubeObject): void;
  remove(object: KubeObject): void;
}

interface Shelf {
  readonly objects: Map<string, KubeObject>;
  /** In order; undefined after a creation or removal. */
  keys: readonly string[] | undefined;
  /** In the order of keys; undefined after any change. */
  sorted: readonly KubeObject[] | undefined;
}

const keyIn = (namespace: string | undefined, name: string): string => `${namespace ?? ''}/${name}`;
const storeKey = (object: KubeObject): string => keyIn(object.metadata.namespace, object.metadata.name);
const byKey = (a: KubeObject, b: KubeObject): number => (storeKey(a) < storeKey(b) ? -1 : 1);

export function createStore(): Store {
  const shelves = new Map<string, Shelf>();
  const uids = new Map<string, KubeObject>();
  const children = new Map<string, Set<string>>();
  const events = new Map<string, Set<string>>();
  const shelf = (kind: string): Shelf => {
    const found = shelves.get(kind) ?? { objects: new Map(), keys: [], sorted: [] };
    shelves.set(kind, found);
    return found;
  };
  const sorted = (kind: string): readonly KubeObject[] => {
    const on = shelf(kind);
    on.keys ??= [...on.objects.keys()].sort();
    on.sorted ??= on.keys.flatMap((key) => on.objects.get(key) ?? []);
    return on.sorted;
  };
  return {
    get<K extends string>(kind: K, namespace: string | undefined, name: string) {
      return shelves.get(kind)?.objects.get(keyIn(namespace, name)) as KindOf<K> | undefined;
    },
    list<K extends string>(kind: K, namespace?: string) {
      const all = sorted(kind);
      const some = namespace === undefined ? all : all.filter((object) => object.metadata.namespace === namespace);
      return some as readonly KindOf<K>[];
    },
    byUid: (uid) => uids.get(uid),
    controlledBy<K extends string>(kind: K, uid: string) {
      const found = [...(children.get(uid) ?? [])].flatMap((child) => uids.get(child) ?? []);
      const owned = found.filter((object) => object.kind === kind && controllerOf(object)?.uid === uid);
      return owned.sort(byKey) as unknown as readonly KindOf<K>[];
    },
    dependentsOf: (uid) => [...(children.get(uid) ?? [])].flatMap((child) => uids.get(child) ?? []).sort(byKey),
    kinds: () => [...shelves.keys()].filter((kind) => (shelves.get(kind)?.objects.size ?? 0) > 0).sort(),
    eventsOf(uid) {
      const found = [...(events.get(uid) ?? [])].flatMap((event) => uids.get(event) ?? []);
      return found as unknown as readonly EventObject[];
    },
    put(object) {
      const on = shelf(object.kind);
      const before = on.objects.get(storeKey(object));
      on.objects.set(storeKey(object), object);
      if (!before) on.keys = undefined;
      on.sorted = undefined;
      if (before) unlink(children, before);
      for (const owner of object.metadata.ownerReferences ?? []) link(children, owner.uid, object.metadata.uid);
      if (object.kind === 'Event') link(events, involvedUid(object), object.metadata.uid);
      uids.set(object.metadata.uid, object);
    },
    remove(object) {
      const on = shelf(object.kind);
      on.objects.delete(storeKey(object));
      on.keys = undefined;
      on.sorted = undefined;
      unlink(children, object);
      events.get(involvedUid(object) ?? '')?.delete(object.metadata.uid);
      uids.delete(object.metadata.uid);
    },
  };
}

function link(index: Map<string, Set<string>>, from: string | undefined, to: string): void {
  if (from === undefined) return;
  const set = index.get(from) ?? new Set();
  set.add(to);
  index.set(from, set);
}

function unlink(index: Map<string, Set<string>>, object: KubeObject): void {
  for (const owner of object.metadata.ownerReferences ?? []) index.get(owner.uid)?.delete(object.metadata.uid);
}

function involvedUid(object: KubeObject): string | undefined {
  return (object as Partial<EventObject>).involvedObject?.uid;
}
