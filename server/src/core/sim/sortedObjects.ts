// Objects in the order of etcd (namespace, then name), kept in order as they come and go. Lists that were given out stay as
// they were: the next change works on a copy. Knows nothing of what the objects are.
import type { KubeObject } from './objects.ts';

export interface SortedObjects {
  /** Puts an object in its place, or replaces the one of the same key. */
  put(object: KubeObject): void;
  remove(object: KubeObject): void;
  get(namespace: string | undefined, name: string): KubeObject | undefined;
  /** Without namespace: all. */
  list(namespace?: string): readonly KubeObject[];
  readonly size: () => number;
}

const keyIn = (namespace: string | undefined, name: string): string => `${namespace ?? ''}/${name}`;

/** More changes than that between two looks are sorted in at once. */
const fewChanges = 16;

/** `distinct`: objects of one name that are kept apart by kind or uid, where an index holds several kinds. */
export function sortedObjects(distinct: (object: KubeObject) => string = () => ''): SortedObjects {
  let keys: string[] = [];
  let objects: KubeObject[] = [];
  let given = false;
  const changed = new Set<string>();
  const byKey = new Map<string, KubeObject>();
  const namespaces = new Map<string, readonly KubeObject[]>();
  const keyOf = (object: KubeObject) => keyIn(object.metadata.namespace, object.metadata.name) + distinct(object);
  const catchUp = () => {
    if (changed.size === 0) return;
    if (changed.size > fewChanges) {
      keys = [...byKey.keys()].sort();
      objects = keys.flatMap((key) => byKey.get(key) ?? []);
    } else {
      if (given) objects = [...objects];
      for (const key of changed) place(keys, objects, key, byKey.get(key));
    }
    given = false;
    changed.clear();
    namespaces.clear();
  };
  return {
    put(object) {
      const key = keyOf(object);
      byKey.set(key, object);
      changed.add(key);
    },
    remove(object) {
      const key = keyOf(object);
      if (byKey.delete(key)) changed.add(key);
    },
    get: (namespace, name) => byKey.get(keyIn(namespace, name)),
    list(namespace) {
      catchUp();
      if (namespace === undefined) {
        given = true;
        return objects;
      }
      const known = namespaces.get(namespace);
      if (known) return known;
      const some = objects.slice(firstFrom(keys, `${namespace}/`), firstFrom(keys, `${namespace}0`));
      namespaces.set(namespace, some);
      return some;
    },
    size: () => byKey.size,
  };
}

/** Enters one object into lists in order, replaces it there, or takes it out. */
function place(keys: string[], objects: KubeObject[], key: string, object: KubeObject | undefined): void {
  const at = firstFrom(keys, key);
  const known = keys[at] === key;
  if (known && object) objects[at] = object;
  else if (object) {
    keys.splice(at, 0, key);
    objects.splice(at, 0, object);
  } else if (known) {
    keys.splice(at, 1);
    objects.splice(at, 1);
  }
}

/** The position of the first key that is not before `key`. */
function firstFrom(keys: readonly string[], key: string): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
