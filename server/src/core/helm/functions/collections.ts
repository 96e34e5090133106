// sprig's functions of lists and maps (Masterminds/sprig v3.3: list.go, dict.go, defaults.go, with mergo's way of merging).
import {
  deepCopy,
  type GoMap,
  type GoValue,
  isDeepEqual,
  isList,
  isMap,
  isNothing,
  isValuesTable,
  sortedEntries,
  TemplateFault,
} from '../engine/value.ts';
import { type FunctionTable, fn, isEmpty, list, map, shown, text, toWhole, truth, variadic } from './function.ts';

const push = fn(2, ([items, item]) => [...list(items, 'push'), item]);
const prepend = fn(2, ([items, item]) => [item, ...list(items, 'prepend')]);
const first = fn(1, ([items]) => list(items, 'first')[0] ?? null);
const last = fn(1, ([items]) => list(items, 'last').at(-1) ?? null);
const rest = fn(1, ([items]) => list(items, 'rest').slice(1));
const initial = fn(1, ([items]) => list(items, 'initial').slice(0, -1));
const reverse = fn(1, ([items]) => [...list(items, 'reverse')].reverse());
const compact = fn(1, ([items]) => list(items, 'compact').filter((item) => !isEmpty(item)));
const uniq = fn(1, ([items]) => unique(list(items, 'uniq')));
const without = variadic(1, ([items, ...omitted]) => list(items, 'without').filter((item) => !holds(omitted, item)));
const has = fn(2, ([needle, items]) => !isNothing(items) && holds(list(items, 'has'), needle));
const chunk = fn(2, ([size, items]) => chunks(list(items, 'chunk'), Math.max(1, Number(toWhole(size)))));
const merge = variadic(1, ([target, ...sources]) => merged(map(target), sources.map(map), false));
const mergeOverwrite = variadic(1, ([target, ...sources]) => merged(map(target), sources.map(map), true));
const makeList = variadic(0, (args) => [...args]);
const copy = fn(1, ([value]) => deepCopy(value));
const slice = variadic(1, sliced);

export const collectionFunctions: FunctionTable = {
  list: makeList,
  tuple: makeList,
  append: push,
  push,
  mustAppend: push,
  mustPush: push,
  prepend,
  mustPrepend: prepend,
  first,
  mustFirst: first,
  last,
  mustLast: last,
  rest,
  mustRest: rest,
  initial,
  mustInitial: initial,
  reverse,
  mustReverse: reverse,
  compact,
  mustCompact: compact,
  uniq,
  mustUniq: uniq,
  without,
  mustWithout: without,
  has,
  mustHas: has,
  chunk,
  mustChunk: chunk,
  slice,
  mustSlice: slice,
  concat: variadic(0, (args) => args.flatMap((items) => [...list(items, 'concat')])),
  dict: variadic(0, (args) => dictionary(args)),
  get: fn(2, ([from, key]) => (map(from).has(text(key)) ? map(from).get(text(key)) : '')),
  set: fn(3, ([target, key, value]) => map(target).set(text(key), value ?? null)),
  unset: fn(2, ([target, key]) => removed(map(target), text(key))),
  hasKey: fn(2, ([from, key]) => map(from).has(text(key))),
  pluck: variadic(1, ([key, ...from]) =>
    from.map(map).flatMap((one) => (one.has(text(key)) ? [one.get(text(key))] : [])),
  ),
  keys: variadic(0, (args) => args.flatMap((one) => sortedEntries(map(one)).map(([key]) => key))),
  values: fn(1, ([from]) => sortedEntries(map(from)).map(([, value]) => value)),
  pick: variadic(1, ([from, ...keys]) => selected(map(from), (key) => keys.map(text).includes(key))),
  omit: variadic(1, ([from, ...keys]) => selected(map(from), (key) => !keys.map(text).includes(key))),
  merge,
  mustMerge: merge,
  mergeOverwrite,
  mustMergeOverwrite: mergeOverwrite,
  deepCopy: copy,
  mustDeepCopy: copy,
  deepEqual: fn(2, ([one, other]) => isDeepEqual(one, other)),
  dig: variadic(3, (args) => dug(args)),
  default: variadic(1, ([fallback, ...given]) => (isEmpty(given[0]) ? fallback : given[0])),
  empty: fn(1, ([value]) => isEmpty(value)),
  coalesce: variadic(0, (args) => args.find((value) => !isEmpty(value)) ?? null),
  all: variadic(0, (args) => args.every((value) => !isEmpty(value))),
  any: variadic(0, (args) => args.some((value) => !isEmpty(value))),
  ternary: fn(3, ([yes, no, choice]) => (truth(choice) ? yes : no)),
};

const holds = (items: readonly GoValue[], wanted: GoValue): boolean => items.some((item) => isDeepEqual(item, wanted));

function unique(items: readonly GoValue[]): GoValue {
  const found: GoValue[] = [];
  for (const item of items) if (!holds(found, item)) found.push(item);
  return found;
}

function chunks(items: readonly GoValue[], size: number): GoValue {
  const parts: GoValue[] = [];
  for (let at = 0; at < items.length; at += size) parts.push(items.slice(at, at + size));
  return parts.length === 0 ? [[]] : parts;
}

function sliced([items, from, to]: readonly GoValue[]): GoValue {
  const start = from === undefined ? 0 : Number(toWhole(from));
  const all = list(items, 'slice');
  if (all.length === 0) return null;
  const end = to === undefined ? all.length : Number(toWhole(to));
  if (start < 0 || end > all.length || start > end)
    throw new TemplateFault('error calling slice: reflect.Value.Slice: slice index out of bounds');
  return all.slice(start, end);
}

function dictionary(args: readonly GoValue[]): GoValue {
  const made: GoMap = new Map();
  for (let at = 0; at < args.length; at += 2)
    made.set(shown(args[at]), at + 1 < args.length ? (args[at + 1] ?? null) : '');
  return made;
}

function removed(target: GoMap, key: string): GoValue {
  target.delete(key);
  return target;
}

const selected = (from: GoMap, wanted: (key: string) => boolean): GoValue =>
  new Map([...from].filter(([key]) => wanted(key)));

function merged(target: GoMap, sources: readonly GoMap[], overwrites: boolean): GoValue {
  for (const source of sources) mergeInto(target, source, overwrites, 0);
  return target;
}

/** mergo v1.0 deepMerge, for maps of anything; what is taken over is shared with its source, as there. */
function mergeInto(target: GoMap, source: GoMap, overwrites: boolean, depth: number): void {
  if (depth > 100 || target === source) return;
  const wasEmpty = target.size === 0;
  for (const [key, value] of [...source]) {
    const before = target.get(key);
    if (isNothing(value)) {
      if (overwrites) target.set(key, null);
      continue;
    }
    if (isMap(value) && isMap(before)) mergeInto(before, value, overwrites, depth + 1);
    else if (isList(value)) target.set(key, overwrites || wasEmpty ? value : (before ?? []));
    const isKept = !isEmpty(before) && (isList(value) || (isMap(value) && isMap(before)));
    if (!isKept && (overwrites || isEmpty(before))) target.set(key, value);
  }
}

function dug(args: readonly GoValue[]): GoValue {
  const fallback = args[args.length - 2];
  let at: GoValue = args[args.length - 1];
  for (const key of args.slice(0, -2)) {
    if (!isMap(at) || isValuesTable(at))
      throw new TemplateFault('error calling dig: interface conversion: interface {} is not map[string]interface {}');
    if (!at.has(text(key))) return fallback;
    at = at.get(text(key));
  }
  return at;
}
