// Functions of lists and sets: Kubernetes' own and cel-go's lists (version 3) and sets libraries. Mirrors
// apiserver/pkg/cel/library/lists.go (v1.36) and cel-go v0.26 ext/lists.go, ext/sets.go.
import {
  CelFailure,
  compare,
  contentOf,
  duration,
  equals,
  int,
  isList,
  isMap,
  list,
  NONE,
  noSuchOverload,
  some,
  typeName,
  uint,
  type Value,
} from '../values.ts';
import type { Handlers } from './handler.ts';

export const LIST_FUNCTIONS: Handlers = {
  sum: (self) => sum(list(self)),
  min: (self) => extreme(list(self), 'min', 1),
  max: (self) => extreme(list(self), 'max', -1),
  isSorted: (self) => list(self).every((item, at, all) => at === 0 || compare(all[at - 1] ?? null, item) <= 0),
  sort: (self) => list(self).toSorted(compare),
  '@sortByAssociatedKeys': (self, keys) => {
    const by = list(keys);
    const order = list(self).map((item, at) => ({ item, key: by[at] ?? null }));
    return order.toSorted((one, other) => compare(one.key, other.key)).map(({ item }) => item);
  },
  distinct: (self) => distinct(list(self)),
  flatten: (self, depth) => flattened(list(self), depth === undefined ? 1n : int(depth)),
  reverse: (self) => list(self).toReversed(),
  slice: (self, from, to) => slice(list(self), int(from), int(to)),
  first: (self) => optionalItem(list(self), 0),
  last: (self) => optionalItem(list(self), -1),
  'lists.range': (length) => Array.from({ length: Math.max(0, Number(int(length))) }, (_, at) => BigInt(at)),
  'sets.contains': (all, part) => includesAll(list(all), list(part)),
  'sets.equivalent': (one, other) => includesAll(list(one), list(other)) && includesAll(list(other), list(one)),
  'sets.intersects': (one, other) => list(other).some((item) => includes(list(one), item)),
  'optional.unwrap': (self) => unwrapped(list(self)),
  unwrapOpt: (self) => unwrapped(list(self)),
  'cel.@mapInsert': (into, key, value) => inserted(into ?? null, key ?? null, value),
  '@in': (item = null, within = null) => {
    if (isMap(within)) return within.has(item) || [...within.keys()].some((key) => equals(key, item));
    return isList(within) ? includes(within, item) : noSuchOverload();
  },
  '_==_': (one = null, other = null) => equals(one, other),
  '_!=_': (one = null, other = null) => !equals(one, other),
};

const includes = (all: readonly Value[], item: Value): boolean => all.some((other) => equals(other, item));
const includesAll = (all: readonly Value[], part: readonly Value[]): boolean =>
  part.every((item) => includes(all, item));

function sum(items: readonly Value[]): Value {
  const [first = 0n] = items;
  if (typeof first === 'number') return items.reduce<number>((total, item) => total + Number(item), 0);
  if (typeName(first) === 'uint')
    return uint(items.reduce<bigint>((total, item) => total + contentOf(item, 'uint').value, 0n));
  if (typeof first === 'bigint') return inInt(items.reduce<bigint>((total, item) => total + int(item), 0n));
  return duration(items.reduce<bigint>((total, item) => total + contentOf(item, 'duration').nanos, 0n));
}

function inInt(value: bigint): bigint {
  if (BigInt.asIntN(64, value) !== value) throw new CelFailure('integer overflow');
  return value;
}

function extreme(items: readonly Value[], name: string, sign: number): Value {
  const [first, ...rest] = items;
  if (first === undefined) throw new CelFailure(`${name} called on empty list`);
  return rest.reduce<Value>((best, item) => (compare(best, item) * sign > 0 ? item : best), first);
}

function distinct(items: readonly Value[]): Value[] {
  const kept: Value[] = [];
  for (const item of items) if (!includes(kept, item)) kept.push(item);
  return kept;
}

function flattened(items: readonly Value[], depth: bigint): Value[] {
  if (depth < 0n) throw new CelFailure('level must be non-negative');
  return items.flatMap((item) => (isList(item) && depth > 0n ? flattened(item, depth - 1n) : [item]));
}

function slice(items: readonly Value[], from: bigint, to: bigint): readonly Value[] {
  if (from < 0n || to < 0n) throw new CelFailure(`cannot slice(${from}, ${to}), negative indexes not supported`);
  if (from > to)
    throw new CelFailure(`cannot slice(${from}, ${to}), start index must be less than or equal to end index`);
  if (to > BigInt(items.length)) throw new CelFailure(`cannot slice(${from}, ${to}), list is length ${items.length}`);
  return items.slice(Number(from), Number(to));
}

function optionalItem(items: readonly Value[], at: number): Value {
  const item = items.at(at);
  return item === undefined ? NONE : some(item);
}

const unwrapped = (items: readonly Value[]): Value[] =>
  items.flatMap((item) => {
    const { value } = contentOf(item, 'optional');
    return value === undefined ? [] : [value];
  });

/** One key, or all of another map. */
function inserted(into: Value, key: Value, value: Value | undefined): Value {
  if (!isMap(into)) return noSuchOverload();
  const added = value === undefined ? (isMap(key) ? [...key] : noSuchOverload()) : [[key, value] as const];
  const all = new Map(into);
  for (const [name, item] of added) {
    if (all.has(name)) throw new CelFailure(`insert failed: key ${String(name)} already exists`);
    all.set(name, item);
  }
  return all;
}
