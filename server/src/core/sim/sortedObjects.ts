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

/** How objects of one namespace are told apart: by the id, in the order of the key. */
export interface Identity {
  readonly id: (object: KubeObject) => string;
  readonly key: (object: KubeObject) => string;
}

const byName: Identity = { id: ({ metadata }) => metadata.name, key: ({ metadata }) => metadata.name };

/** `identity`: for indexes that hold objects of several kinds; only there `get` finds nothing by name. */
export function sortedObjects(identity: Identity = byName): SortedObjects {
  const rows = new Map<string, Row>();
  const rowOf = (namespace = ''): Row => {
    const row = rows.get(namespace) ?? createRow(identity);
    rows.set(namespace, row);
    return row;
  };
  /** All of several namespaces; undefined: something changed. */
  let whole: readonly KubeObject[] | undefined;
  let size = 0;
  return {
    put(object) {
      whole = undefined;
      if (rowOf(object.metadata.namespace).put(object)) size++;
    },
    remove(object) {
      whole = undefined;
      if (rowOf(object.metadata.namespace).remove(object)) size--;
    },
    get: (namespace, name) => rows.get(namespace ?? '')?.get(name),
    list(namespace) {
      if (namespace !== undefined) return rows.get(namespace)?.list() ?? [];
      const [only] = rows.values();
      whole ??= only && rows.size === 1 ? only.list() : inOrder(rows);
      return whole;
    },
    size: () => size,
  };
}

/** As keys of etcd stand: the slash behind a namespace counts. */
function inOrder(rows: ReadonlyMap<string, Row>): readonly KubeObject[] {
  const sorted = [...rows].map(([namespace, row]) => [`${namespace}/`, row] as const);
  return sorted.sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, row]) => row.list());
}

/** More changes than that between two looks are sorted in at once. */
const fewChanges = 16;

/** The objects of one namespace. */
interface Row {
  /** True: there was none of that id. */
  put(object: KubeObject): boolean;
  /** True: there was one. */
  remove(object: KubeObject): boolean;
  get(id: string): KubeObject | undefined;
  list(): readonly KubeObject[];
}

function createRow({ id, key }: Identity): Row {
  let keys: string[] = [];
  let objects: KubeObject[] = [];
  let given = false;
  const members = new Map<string, KubeObject>();
  /** What came, changed or went since the last look. */
  const changed = new Map<string, KubeObject>();
  const catchUp = () => {
    if (changed.size > fewChanges) {
      const all = [...members.values()].map((object) => [key(object), object] as const);
      all.sort(([a], [b]) => (a < b ? -1 : 1));
      keys = all.map(([own]) => own);
      objects = all.map(([, object]) => object);
    } else {
      if (given) objects = [...objects];
      for (const [own, object] of changed) place(keys, objects, key(object), members.get(own));
    }
    given = false;
    changed.clear();
  };
  return {
    put(object) {
      const own = id(object);
      const before = members.size;
      members.set(own, object);
      changed.set(own, object);
      return members.size > before;
    },
    remove(object) {
      const own = id(object);
      const known = members.delete(own);
      if (known) changed.set(own, object);
      return known;
    },
    get: (own) => members.get(own),
    list() {
      if (changed.size > 0) catchUp();
      given = true;
      return objects;
    },
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
