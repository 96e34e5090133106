// Lists whose order does not count: `x-kubernetes-list-type: set` and `map`. Mirrors apiserver/pkg/cel/common/
// valuesunstructured.go (v1.36). What equal elements are is handed in.
import type { Value } from './values.ts';

/** The keys of a list of maps; none for a set. */
type Keys = readonly string[];

const known = new WeakMap<readonly Value[], Keys>();

/** The list, known from now on as a set (no keys) or as a list of maps. */
export function unordered(items: readonly Value[], keys: Keys): readonly Value[] {
  known.set(items, keys);
  return items;
}

export type Same = (one: Value, other: Value) => boolean;

/** Equality of the list on the left with another, if its order does not count. */
export function equalUnordered(one: readonly Value[], other: readonly Value[], same: Same): boolean | undefined {
  const keys = known.get(one);
  if (!keys) return undefined;
  return one.length === other.length && other.every((item) => one.some((mine) => same(mine, item)));
}

/** The sum with another list: what is new is appended; of a list of maps, what has the same keys is replaced. */
export function mergedUnordered(
  one: readonly Value[],
  other: readonly Value[],
  same: Same,
): readonly Value[] | undefined {
  const keys = known.get(one);
  if (!keys) return undefined;
  const isMine =
    keys.length === 0 ? same : (mine: Value, item: Value) => keys.every((key) => sameKey(mine, item, key, same));
  const merged = [...one];
  for (const item of other) {
    const at = merged.findIndex((mine) => isMine(mine, item));
    if (at < 0) merged.push(item);
    else if (keys.length > 0) merged[at] = item;
  }
  return unordered(merged, keys);
}

function sameKey(one: Value, other: Value, key: string, same: Same): boolean {
  if (!(one instanceof Map) || !(other instanceof Map)) return false;
  return same(one.get(key) ?? null, other.get(key) ?? null);
}
