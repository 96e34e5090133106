// Values as Go prints them: indented JSON with keys in order, and `%v` of maps and lists in custom columns.
// Source: encoding/json MarshalIndent, fmt (Go), cli-runtime printers/json.go (v1.36).
import { isJsonObject, type JsonObject, type JsonValue } from '../../apiserver/types.ts';
import { sortedKeys } from './read.ts';

/** Keys in order, `<`, `>` and `&` escaped. @param indent blanks a level; 0 for one line */
export function goJson(value: JsonValue, indent = 4): string {
  return JSON.stringify(inOrder(value), undefined, indent).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function inOrder(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(inOrder);
  if (!isJsonObject(value)) return value;
  const entries = sortedKeys(value).map((key): [string, JsonValue] => [key, inOrder(value[key] ?? null)]);
  return Object.fromEntries(entries) as JsonObject;
}

/** `map[app:web tier:front]`, `[a b]`, `<nil>`. */
export function goValue(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '<nil>';
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => goValue(item)).join(' ')}]`;
  if (!isJsonObject(value)) return String(value);
  return `map[${sortedKeys(value)
    .map((key) => `${key}:${goValue(value[key])}`)
    .join(' ')}]`;
}
