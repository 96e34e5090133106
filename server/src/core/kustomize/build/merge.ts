// Strategic merges: a patch walked along an object, lists of mappings merged by the keys that the schema gives, items of
// the patch first. After kustomize v5.8: kyaml yaml/merge2 and yaml/walk, with lists growing at their front.
import { isPlainObject, type PlainObject, type PlainValue } from '../../yaml/plain.ts';
import { copyOf, NotBuilt, scalarText } from './object.ts';
import { isUnwritten } from './read.ts';
import type { Shape, Shapes } from './shapes.ts';

type Value = PlainValue | undefined;

/** @returns the merged object, which is `target` itself, changed; undefined where the patch deletes it */
export function strategicMerge(shapes: Shapes, target: PlainObject, patch: PlainObject): PlainObject | undefined {
  const result = walked(shapes, undefined, target, copyOf(patch));
  return isPlainObject(result) ? result : undefined;
}

function walked(shapes: Shapes, given: Shape | undefined, target: Value, patch: Value): Value {
  const shape = given ?? shapeNamed(shapes, target) ?? shapeNamed(shapes, patch);
  const kind = kindOf(target) ?? kindOf(patch);
  if (kind === undefined) return undefined;
  for (const value of [target, patch]) {
    const other = kindOf(value);
    if (other !== undefined && other !== kind)
      throw new NotBuilt(`wrong node kind: expected ${kind} but got ${other}: node contents:\n${contents(value)}`);
  }
  if (kind === 'MappingNode') return mergedMapping(shapes, shape, target, patch);
  if (kind === 'ScalarNode') return patch === undefined ? target : patch;
  return mergedList(shapes, shape, target, patch);
}

const contents = (value: Value): string => (isPlainObject(value) || Array.isArray(value) ? '' : scalarText(value));

function kindOf(value: Value): 'MappingNode' | 'SequenceNode' | 'ScalarNode' | undefined {
  if (value === undefined || value === null) return undefined;
  return Array.isArray(value) ? 'SequenceNode' : isPlainObject(value) ? 'MappingNode' : 'ScalarNode';
}

function shapeNamed(shapes: Shapes, value: Value): Shape | undefined {
  if (!isPlainObject(value)) return undefined;
  const { apiVersion, kind } = value;
  return typeof apiVersion === 'string' && typeof kind === 'string' ? shapes.of(apiVersion, kind) : undefined;
}

/** What a patch does to the thing that it stands at. */
type Directive = 'merge' | 'replace' | 'delete';

function mergedMapping(shapes: Shapes, shape: Shape | undefined, target: Value, patch: Value): Value {
  if (target !== undefined && target !== null && patch === null) return undefined;
  const directive = isPlainObject(patch) ? directiveOf(patch) : 'merge';
  if (directive === 'delete') return undefined;
  const isNew = target === undefined || target === null;
  const result = isNew || directive === 'replace' ? patch : target;
  if (!isPlainObject(result)) return undefined;
  const from = isPlainObject(patch) ? patch : {};
  for (const key of new Set([...Object.keys(result), ...Object.keys(from)])) {
    const own = Object.hasOwn(result, key) ? result[key] : undefined;
    const other = Object.hasOwn(from, key) ? from[key] : undefined;
    // A null that is written stays; nothing behind a colon goes.
    if (own === null && other === undefined && !isUnwritten(result, key)) continue;
    const merged = walked(shapes, shape?.field(key), own, other);
    if (merged === undefined || merged === null) delete result[key];
    else result[key] = merged;
  }
  return result;
}

function directiveOf(patch: PlainObject): Directive {
  const directive = patch['$patch'];
  if (directive === undefined) return 'merge';
  delete patch['$patch'];
  return directiveNamed(directive);
}

function directiveNamed(value: PlainValue): Directive {
  if (value === 'merge' || value === 'replace' || value === 'delete') return value;
  throw new NotBuilt(`unknown patch strategy '${String(value)}'`);
}

function mergedList(shapes: Shapes, shape: Shape | undefined, target: Value, patch: Value): Value {
  if (!shape?.isMerged) return patch === undefined ? target : patch;
  if (target !== undefined && target !== null && patch === null) return undefined;
  const directive = Array.isArray(patch) ? listDirectiveOf(patch) : 'merge';
  const isNew = target === undefined || target === null;
  if (!isNew && directive === 'delete') return undefined;
  const result = isNew || directive === 'replace' ? patch : target;
  if (!Array.isArray(result)) return undefined;
  const from = Array.isArray(patch) ? patch : [];
  return shape.keys.length > 0
    ? mergedByKeys(shapes, shape.items(), shape.keys, result, from)
    : [...new Set([...from, ...result])];
}

/** An item of the list that is nothing but a directive. */
function listDirectiveOf(patch: PlainValue[]): Directive {
  const at = patch.findIndex((item) => isPlainObject(item) && Object.hasOwn(item, '$patch'));
  const item = patch[at];
  if (!isPlainObject(item) || Object.keys(item).length > 1) return 'merge';
  const directive = item['$patch'] ?? null;
  for (let index = patch.length - 1; index >= 0; index--) {
    const other = patch[index];
    if (isPlainObject(other) && other['$patch'] === directive) patch.splice(index, 1);
  }
  return directiveNamed(directive);
}

type Values = readonly string[];

function mergedByKeys(
  shapes: Shapes,
  shape: Shape | undefined,
  keys: readonly string[],
  target: PlainValue[],
  patch: readonly PlainValue[],
): PlainValue[] {
  const values = alignedValues([...valuesOf(patch, keys), ...valuesOf(target, keys)], keys);
  let left: readonly PlainValue[] = target;
  let result: readonly PlainValue[] = [];
  let valid: { keys: readonly string[]; values: Values } = { keys, values: [] };
  for (const one of values) {
    valid = validOf(values, one, keys);
    const own = validOf([valid.values], valid.values, valid.keys);
    const [before, with_] = [itemWith(left, own.keys, own.values), itemWith(patch, own.keys, own.values)];
    const merged = walked(shapes, shape, before, with_);
    if (!isPlainObject(merged) || Object.keys(merged).length === 0) {
      left = withItem(left, valid.keys, valid.values, undefined);
      continue;
    }
    for (const [at, key] of valid.keys.entries()) {
      const value = valid.values[at];
      if (merged[key] === undefined && value !== undefined && value !== '') merged[key] = value;
    }
    result = withItem(result, valid.keys, valid.values, merged);
  }
  return values.length === 0 ? [...left] : [...withItems(result, left, valid.keys)];
}

/** The values of the keys of each item, without repetitions. */
function valuesOf(items: readonly PlainValue[], keys: readonly string[]): readonly Values[] {
  return items.map((item) => keys.map((key) => (isPlainObject(item) ? scalarText(item[key]) : '')));
}

/** Items that lack a key are those of another that has it, where all else is the same. */
function alignedValues(all: readonly Values[], keys: readonly string[]): readonly Values[] {
  const seen = new Set<string>();
  const unique = all.filter((values) => {
    const words = values.join('\0');
    return seen.has(words) ? false : seen.add(words);
  });
  if (keys.length < 2) return unique;
  const aligned = [...unique];
  for (const i of aligned.keys()) {
    for (const j of aligned.keys()) {
      const both = bothValues(aligned[i] ?? [], aligned[j] ?? []);
      if (both) [aligned[i], aligned[j]] = [both, both];
    }
  }
  return aligned;
}

function bothValues(a: Values, b: Values): Values | undefined {
  if (a.some((value, at) => value !== b[at] && value !== '' && b[at] !== '')) return undefined;
  return a.some((value, at) => value === b[at]) ? a.map((value, at) => value || (b[at] ?? '')) : undefined;
}

/** Only keys that some item has count; where none has any, all. */
function validOf(all: readonly Values[], values: Values, keys: readonly string[]) {
  const isUsed = keys.map((_, at) => all.some((one) => (one[at] ?? '') !== ''));
  if (!isUsed.includes(true)) return { keys, values };
  return {
    keys: keys.filter((_, at) => isUsed[at]),
    values: values.filter((value, at) => value !== '' || isUsed[at]),
  };
}

const hasValue = (item: PlainObject, key: string, value: string | undefined): boolean => {
  const own = item[key];
  if (own === undefined || own === null) return false;
  return value === undefined || value === '' || scalarText(own) === value;
};

function itemWith(items: readonly PlainValue[], keys: readonly string[], values: Values): PlainValue | undefined {
  return items.find((item) => isPlainObject(item) && keys.every((key, at) => hasValue(item, key, values[at])));
}

/** The list with the item in the place of those that have the values, else at its end; without it where there is none. */
function withItem(
  items: readonly PlainValue[],
  keys: readonly string[],
  values: Values,
  item: PlainObject | undefined,
): readonly PlainValue[] {
  const kept: PlainValue[] = [];
  let isFound = false;
  for (const one of items) {
    if (one === null || (isPlainObject(one) && Object.keys(one).length === 0)) continue;
    const isMeant = isPlainObject(one) && values.length > 0 && hasAll(one, keys, values);
    // Beside an item without its key kustomize keeps no other mapping.
    if (!isMeant && isPlainObject(one) && values.length === 0) continue;
    if (!isMeant) kept.push(one);
    else if (item) kept.push(item);
    isFound ||= isMeant;
  }
  if (item && !isFound) kept.push(item);
  return kept;
}

const hasAll = (item: PlainObject, keys: readonly string[], values: Values): boolean =>
  keys.every((key, at) => at >= values.length || hasValue(item, key, values[at]));

/** Items of a list behind those of another, each where the other has it. */
function withItems(
  into: readonly PlainValue[],
  items: readonly PlainValue[],
  keys: readonly string[],
): readonly PlainValue[] {
  let result = into;
  for (const item of items) {
    if (!isPlainObject(item)) continue;
    const values: string[] = [];
    for (const key of keys) {
      const value = item[key];
      if (value === undefined || value === null) result = [...result, item];
      else values.push(scalarText(value));
    }
    if (keys.length > 1) result = withItem(result, keys, values, undefined);
    result = withItem(result, keys, values, item);
  }
  return result;
}
