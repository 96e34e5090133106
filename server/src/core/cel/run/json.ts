// Between plain JSON and values: whole numbers are ints, others doubles, objects are maps.
import { encodeBase64 } from '../../kubernetes/base64.ts';
import { textOf } from './functions/texting.ts';
import { Foreign, isList, isMap, type Value } from './values.ts';

/** JSON without a schema. Absent members are left out. */
export function fromJson(json: unknown): Value {
  if (json === null || json === undefined) return null;
  if (typeof json === 'string' || typeof json === 'boolean' || typeof json === 'bigint') return json;
  if (typeof json === 'number') return Number.isInteger(json) ? BigInt(json) : json;
  if (Array.isArray(json)) return json.map(fromJson);
  const members = Object.entries(json).filter(([, value]) => value !== undefined);
  return new Map(members.map(([name, value]): [Value, Value] => [name, fromJson(value)]));
}

/** Plain JSON of a value; whole numbers become numbers where they are exact. */
export function toJson(value: Value): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (isList(value)) return value.map(toJson);
  if (isMap(value)) return Object.fromEntries([...value].map(([key, inner]) => [String(key), toJson(inner)]));
  if (value instanceof Uint8Array) return encodeBase64([...value]);
  if (!(value instanceof Foreign)) return value;
  if (value.content.type === 'optional') return value.content.value === undefined ? null : toJson(value.content.value);
  return value.content.type === 'uint' ? toJson(value.content.value) : (textOf(value) ?? null);
}
