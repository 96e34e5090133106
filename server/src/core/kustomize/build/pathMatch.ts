// Fields that a path of a replacement leads to (kustomize v5.8, kyaml yaml/match.go): names, `[key=pattern]` and `*` for
// items of lists, numbers for one item; made on the way where that is asked.
import { isPlainObject, type PlainObject, type PlainValue } from '../../yaml/plain.ts';
import { NotBuilt, scalarText } from './object.ts';

/** A place that holds a value and can be given another. */
export interface Slot {
  get(): PlainValue | undefined;
  set(value: PlainValue): void;
  /** It was made for this value. */
  readonly isNew: boolean;
}

/** Fields that are missing are made, the last of the kind of the value. */
export interface Created {
  readonly value: PlainValue;
}

export function fieldsAt(value: PlainValue, parts: readonly string[], created: Created | undefined): readonly Slot[] {
  let root = value;
  const slot: Slot = { get: () => root, set: (next) => (root = next), isNew: false };
  return slotsAt(slot, parts, created);
}

function slotsAt(slot: Slot, parts: readonly string[], created: Created | undefined): readonly Slot[] {
  const [part, ...rest] = parts;
  if (part === undefined) return [slot];
  const value = slot.get() ?? null;
  if (/^\d+$/.test(part)) return slotsAt(itemAt(listIn(value), Number(part), rest, created), rest, created);
  if (part.startsWith('[') && part.endsWith(']')) return slotsOfItems(listIn(value), part.slice(1, -1), rest, created);
  if (part === '*') {
    const list = listIn(value);
    return list.flatMap((_, at) => slotsAt(slotIn(list, at), rest, created));
  }
  if (value === null) return [];
  if (!isPlainObject(value))
    throw new NotBuilt(
      `wrong node kind: expected MappingNode but got ${Array.isArray(value) ? 'SequenceNode' : 'ScalarNode'}`,
    );
  const field = fieldOf(value, part, rest, created);
  return field ? slotsAt(field, rest, created) : [];
}

function fieldOf(
  holder: PlainObject,
  key: string,
  rest: readonly string[],
  created: Created | undefined,
): Slot | undefined {
  const isNew = !Object.hasOwn(holder, key);
  if (isNew && !created) return undefined;
  if (isNew) holder[key] = madeFor(rest, created);
  const set = (value: PlainValue): void => {
    holder[key] = value;
  };
  return { get: () => holder[key], set, isNew };
}

/** What stands before the next part of a path. */
function madeFor([next]: readonly string[], created: Created | undefined): PlainValue {
  if (next === undefined) return Array.isArray(created?.value) ? [] : isPlainObject(created?.value) ? {} : '';
  return /^\d+$|^\[.*\]$/.test(next) ? [] : {};
}

function listIn(value: PlainValue): PlainValue[] {
  if (Array.isArray(value)) return value;
  if (value === null) return [];
  throw new NotBuilt(
    `wrong node kind: expected SequenceNode but got ${isPlainObject(value) ? 'MappingNode' : 'ScalarNode'}`,
  );
}

function slotIn(list: PlainValue[], at: number, isNew = false): Slot {
  const set = (value: PlainValue): void => {
    list[at] = value;
  };
  return { get: () => list[at], set, isNew };
}

function itemAt(list: PlainValue[], at: number, rest: readonly string[], created: Created | undefined): Slot {
  const isNew = created !== undefined && list.length === at;
  if (isNew) list.push(madeFor(rest, created));
  if (at >= list.length) throw new NotBuilt(`index ${at} specified but only ${list.length} elements found`);
  return slotIn(list, at, isNew);
}

function slotsOfItems(
  list: PlainValue[],
  condition: string,
  rest: readonly string[],
  created: Created | undefined,
): readonly Slot[] {
  const equals = condition.indexOf('=');
  if (equals < 0) throw new NotBuilt('list path element must contain fieldName=fieldValue for element to match');
  const [key, pattern] = [condition.slice(0, equals), condition.slice(equals + 1)];
  const expression = patternOf(pattern);
  const isMet = (item: PlainValue): boolean => {
    if (key === '') return typeof item !== 'object' && expression.test(scalarText(item));
    const value = isPlainObject(item) ? item[key] : undefined;
    return value !== undefined && expression.test(scalarText(value).trim());
  };
  const below = key === '' ? [] : rest;
  const found = [...list.keys()].filter((at) => isMet(list[at] ?? null));
  const slots = found.flatMap((at) => slotsAt(slotIn(list, at), below, created));
  if (slots.length > 0 || !created) return slots;
  list.push(key === '' ? pattern : { [key]: pattern });
  return slotsAt(slotIn(list, list.length - 1, key === ''), below, created);
}

function patternOf(pattern: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch {
    throw new NotBuilt(`error parsing regexp: \`${pattern}\``);
  }
}
