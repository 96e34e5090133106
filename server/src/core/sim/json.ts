// Comparing plain JSON: equality, and the merge patch between two objects. Knows nothing of Kubernetes.
import { isJsonObject, type JsonObject, type JsonValue } from '../apiserver/types.ts';

/** Deep equality; an absent key equals an undefined one. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  if (Array.isArray(a) || Array.isArray(b)) return sameList(a, b);
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  for (const key in left) if (left[key] !== right[key] && !sameJson(left[key], right[key])) return false;
  for (const key in right) if (right[key] !== undefined && left[key] === undefined) return false;
  return true;
}

function sameList(a: object, b: object): boolean {
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i] && !sameJson(a[i], b[i])) return false;
  return true;
}

/** Deep equality where null, {} and [] count as absent: `equality.Semantic.DeepEqual` on decoded objects. */
export function sameMeaning(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b || (isEmpty(a) && isEmpty(b))) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((value, index) => sameMeaning(value, b[index]));
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => sameMeaning(a[key], b[key]));
}

function isEmpty(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** The RFC 7386 patch that makes `after` of `before` (lists whole); undefined when nothing changes. */
export function diffJson(before: JsonObject, after: JsonObject): JsonObject | undefined {
  if (before === after) return undefined;
  let patch: Record<string, JsonValue> | undefined;
  const note = (key: string, value: JsonValue) => {
    patch ??= {};
    patch[key] = value;
  };
  for (const key in before) if (after[key] === undefined && before[key] !== undefined) note(key, null);
  for (const key in after) {
    const [old, value] = [before[key], after[key]];
    if (value === undefined || old === value) continue;
    if (isJsonObject(old) && isJsonObject(value)) {
      const inner = diffJson(old, value);
      if (inner) note(key, inner);
    } else if (!sameJson(old, value)) note(key, value);
  }
  return patch;
}

/** Without keys whose value is undefined, at the top level. */
export function compact<T extends object>(value: T): T {
  const entries = Object.entries(value);
  return entries.some(([, v]) => v === undefined)
    ? (Object.fromEntries(entries.filter(([, v]) => v !== undefined)) as T)
    : value;
}
