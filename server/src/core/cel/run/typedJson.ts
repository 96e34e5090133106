// JSON of a custom resource as values of its schema's types: numbers by the declared type, strings by their format, fields
// under their escaped names. What the schema does not know is not there. Mirrors apiserver/pkg/cel/common/values.go (v1.36).
import { decodeBase64 } from '../../kubernetes/base64.ts';
import { escapeName, type SchemaType } from '../schemaTypes.ts';
import { durationNanos, timestampNanos } from '../time.ts';
import { fromJson } from './json.ts';
import { unordered } from './listTypes.ts';
import { duration, timestamp, type Value } from './values.ts';

/** The value; a field that is null is not set. JSON that is not of the type is taken as it is. */
export function fromTypedJson(json: unknown, type: SchemaType): Value {
  if (json === null || json === undefined) return null;
  if (Array.isArray(json)) return fromArray(json, type);
  if (typeof json === 'object') return fromObject(new Map(Object.entries(json)), type);
  switch (type.type.kind) {
    case 'double':
      return typeof json === 'bigint' || typeof json === 'number' ? Number(json) : fromJson(json);
    case 'bytes':
      return typeof json === 'string' ? bytes(json) : fromJson(json);
    case 'duration':
      return typeof json === 'string' ? duration(longDuration(json)) : fromJson(json);
    case 'timestamp':
      return typeof json === 'string' ? timestamp(moment(json)) : fromJson(json);
    default:
      return fromJson(json);
  }
}

function fromArray(json: readonly unknown[], { element, schema }: SchemaType): Value {
  const items = json.map((item) => (element ? fromTypedJson(item, element) : fromJson(item)));
  const keys: unknown = schema['x-kubernetes-list-map-keys'];
  if (schema['x-kubernetes-list-type'] === 'set') return unordered(items, []);
  if (schema['x-kubernetes-list-type'] !== 'map' || !Array.isArray(keys)) return items;
  return unordered(
    items,
    keys.map((key) => escapeName(String(key)) ?? String(key)),
  );
}

function fromObject(members: ReadonlyMap<string, unknown>, type: SchemaType): Value {
  const { element, fields } = type;
  if (element) {
    const known = [...members].filter(([, value]) => value !== undefined);
    return new Map(known.map(([key, value]): [Value, Value] => [key, fromTypedJson(value, element)]));
  }
  const values = new Map<Value, Value>();
  for (const [escaped, field] of fields ?? []) {
    const member = members.get(field.name) ?? null;
    if (member === null) continue;
    const value = fromTypedJson(member, field.type);
    for (const name of new Set([escaped, ...(escaped === `__${field.name}__` ? [field.name] : [])]))
      values.set(name, value);
  }
  return values;
}

function bytes(text: string): Value {
  const decoded = decodeBase64(text);
  return 'bytes' in decoded ? Uint8Array.from(decoded.bytes) : text;
}

/** Also whole days and weeks, which go-openapi's strfmt knows. */
function longDuration(text: string): bigint {
  const long = /^(\d+)\s*(d|days?|w|weeks?)$/.exec(text);
  if (!long) return durationNanos(text) ?? 0n;
  return BigInt(long[1] ?? 0) * (long[2]?.startsWith('w') ? 7n : 1n) * 86_400_000_000_000n;
}

const moment = (text: string): bigint =>
  timestampNanos(text.length === 10 ? `${text}T00:00:00Z` : text.toUpperCase()) ?? 0n;
