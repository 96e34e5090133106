// Reading fields of any object by path: printers look at many kinds and must survive what is absent. Knows no kind.
import { isJsonObject, type JsonObject, type JsonValue } from '../../apiserver/types.ts';

export type Key = string | number;

export function at(value: JsonValue | undefined, ...path: readonly Key[]): JsonValue | undefined {
  let found: JsonValue | undefined = value;
  for (const key of path) {
    if (Array.isArray(found)) found = typeof key === 'number' ? (found as readonly JsonValue[])[key] : undefined;
    else if (isJsonObject(found)) found = found[key];
    else return undefined;
  }
  return found ?? undefined;
}

/** The text of a scalar; '' when absent. */
export function text(value: JsonValue | undefined, ...path: readonly Key[]): string {
  const found = at(value, ...path);
  return found === undefined || typeof found === 'object' ? '' : String(found);
}

/** 0 when absent. */
export function count(value: JsonValue | undefined, ...path: readonly Key[]): number {
  return Number(at(value, ...path) ?? 0) || 0;
}

export function list(value: JsonValue | undefined, ...path: readonly Key[]): readonly JsonValue[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

export function record(value: JsonValue | undefined, ...path: readonly Key[]): JsonObject {
  const found = at(value, ...path);
  return isJsonObject(found) ? found : {};
}

export const has = (value: JsonValue | undefined, ...path: readonly Key[]): boolean => at(value, ...path) !== undefined;

/** Keys in byte order. */
export const sortedKeys = (object: JsonObject): readonly string[] =>
  Object.keys(object)
    .filter((key) => object[key] !== undefined)
    .sort(byBytes);

export const byBytes = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
