// Lists and maps as the device API bounds them: too many items are told once, and then no item is looked at.
// Mirrors validateSlice, validateSet and validateMap of pkg/apis/resource/validation (v1.36).
import type { Json } from '../../draft.ts';
import { duplicate, tooMany } from '../../fieldErrors.ts';
import { type FieldPath, index } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';

export type ItemCheck<Item> = (item: Item, field: FieldPath) => FieldError[];

/** Each item by its own check. */
export function listErrors<Item>(
  items: readonly Item[],
  most: number,
  field: FieldPath,
  check: ItemCheck<Item>,
): FieldError[] {
  if (items.length > most) return [tooMany(field, items.length, most)];
  return items.flatMap((item, at) => check(item, index(field, at)));
}

/** Each item by its own check, and no key twice. */
export function setErrors<Item>(
  items: readonly Item[],
  most: number,
  field: FieldPath,
  keyOf: (item: Item) => Json,
  check: ItemCheck<Item>,
): FieldError[] {
  if (items.length > most) return [tooMany(field, items.length, most)];
  const seen = new Set<Json>();
  const repeated = items.flatMap((item, at) => {
    const key = keyOf(item);
    if (seen.has(key)) return [duplicate(index(field, at), key)];
    seen.add(key);
    return [];
  });
  return [...listErrors(items, most, field, check), ...repeated];
}

/** A key inside a path, cut in the middle where it is long. */
export function shortenedKey(text: string, most: number): string {
  if (text.length <= most) return text;
  const remaining = most - 3;
  return `${text.slice(0, Math.floor((remaining + 1) / 2))}...${text.slice(text.length - Math.floor(remaining / 2))}`;
}
