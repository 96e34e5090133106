// The values that expressions are evaluated on, and what they have in common: equality, order, names of types. An int is a
// bigint, a double a number, a map a Map; what CEL has and this language has not is a Foreign. Mirrors cel-go v0.26
// common/types.
import type { IpAddress, IpRange } from '../../kubernetes/ip.ts';
import { compareQuantities, type Quantity } from '../../kubernetes/quantity.ts';
import { equalUnordered } from './listTypes.ts';
import { compareSemvers, type Semver } from './semver.ts';
import type { Url } from './url.ts';

export type Value =
  | null
  | boolean
  | bigint
  | number
  | string
  | Uint8Array
  | Foreign
  | readonly Value[]
  | ReadonlyMap<Value, Value>;

export type Content =
  | { readonly type: 'uint'; readonly value: bigint }
  | { readonly type: 'timestamp' | 'duration'; readonly nanos: bigint }
  | { readonly type: 'optional'; readonly value?: Value }
  | { readonly type: 'quantity'; readonly quantity: Quantity }
  | { readonly type: 'ip'; readonly address: IpAddress }
  | { readonly type: 'cidr'; readonly range: IpRange }
  | { readonly type: 'url'; readonly url: Url }
  | { readonly type: 'semver'; readonly version: Semver }
  | { readonly type: 'format'; readonly name: string }
  | { readonly type: 'type'; readonly name: string }
  | { readonly type: 'authorizer' };

/** A class so that it is never taken for a list, a map or bytes. */
export class Foreign {
  constructor(readonly content: Content) {}
}

/** Ends an evaluation; `message` is what the server says behind `resulted in error: `. */
export class CelFailure extends Error {}

export const NO_OVERLOAD = 'no such overload';

export const noSuchOverload = (): never => {
  throw new CelFailure(NO_OVERLOAD);
};

export const isList = (value: Value): value is readonly Value[] => Array.isArray(value);
export const isMap = (value: Value): value is ReadonlyMap<Value, Value> => value instanceof Map;

/** The content of a value of that type, or the end of the evaluation. */
export function contentOf<T extends Content['type']>(value: Value | undefined, type: T): Content & { type: T } {
  if (value instanceof Foreign && hasType(value.content, type)) return value.content;
  return noSuchOverload();
}

export const hasType = <T extends Content['type']>(content: Content, type: T): content is Content & { type: T } =>
  content.type === type;

export const text = (value: Value | undefined): string => (typeof value === 'string' ? value : noSuchOverload());
export const int = (value: Value | undefined): bigint => (typeof value === 'bigint' ? value : noSuchOverload());
export const bool = (value: Value | undefined): boolean => (typeof value === 'boolean' ? value : noSuchOverload());
export const list = (value: Value | undefined): readonly Value[] =>
  value !== undefined && isList(value) ? value : noSuchOverload();

export const timestamp = (nanos: bigint): Foreign => new Foreign({ type: 'timestamp', nanos });
export const duration = (nanos: bigint): Foreign => new Foreign({ type: 'duration', nanos });
/** An unsigned integer, or the end of the evaluation if it is out of range. */
export function uint(value: bigint): Foreign {
  if (value < 0n || value >= 2n ** 64n) throw new CelFailure('unsigned integer overflow');
  return new Foreign({ type: 'uint', value });
}

export const typeValue = (name: string): Foreign => new Foreign({ type: 'type', name });
export const NONE = new Foreign({ type: 'optional' });
export const some = (value: Value): Foreign => new Foreign({ type: 'optional', value });

const FOREIGN_NAMES: Readonly<Record<Content['type'], string>> = {
  uint: 'uint',
  timestamp: 'google.protobuf.Timestamp',
  duration: 'google.protobuf.Duration',
  optional: 'optional_type',
  quantity: 'kubernetes.Quantity',
  ip: 'net.IP',
  cidr: 'net.CIDR',
  url: 'kubernetes.URL',
  semver: 'kubernetes.Semver',
  format: 'kubernetes.NamedFormat',
  type: 'type',
  authorizer: 'kubernetes.authorization.Authorizer',
};

/** An authorizer and every check made of it; see functions/authorizer.ts. */
export const AUTHORIZER = new Foreign({ type: 'authorizer' });

/** A map whose values are made when somebody looks at them, once. */
export function lazyMap(names: readonly string[], make: (name: string) => Value): ReadonlyMap<Value, Value> {
  return new LazyMap(names, make);
}

/** A constructed message: a map of its fields that knows its type. */
export class StructValue extends Map<Value, Value> {
  constructor(
    readonly type: string,
    fields: Iterable<readonly [Value, Value]>,
  ) {
    super(fields);
  }
}

class LazyMap extends Map<Value, Value> {
  private readonly make: (name: string) => Value;

  constructor(names: readonly string[], make: (name: string) => Value) {
    super(names.map((name): [Value, Value] => [name, null]));
    this.make = make;
  }

  override get(key: Value): Value | undefined {
    if (typeof key !== 'string' || !this.has(key)) return undefined;
    const value = super.get(key) ?? this.make(key);
    this.set(key, value);
    return value;
  }
}

/** `int`, `google.protobuf.Duration`: the name of a value's type. */
export function typeName(value: Value): string {
  if (value === null) return 'null_type';
  if (value instanceof Foreign) return FOREIGN_NAMES[value.content.type];
  if (value instanceof Uint8Array) return 'bytes';
  if (isList(value)) return 'list';
  if (value instanceof StructValue) return value.type;
  if (isMap(value)) return 'map';
  return { bigint: 'int', number: 'double', boolean: 'bool' }[String(typeof value)] ?? 'string';
}

/** Numbers of whatever type compare by value; different types are never equal. */
export function equals(one: Value, other: Value): boolean {
  const [left, right] = [numeric(one), numeric(other)];
  if (left !== undefined && right !== undefined) return left >= right && left <= right;
  if (one === null || other === null || typeof one !== 'object' || typeof other !== 'object') return one === other;
  if (one instanceof Foreign) return other instanceof Foreign && sameContent(one.content, other.content);
  if (one instanceof Uint8Array) return other instanceof Uint8Array && sameList([...one], [...other]);
  if (isList(one)) return isList(other) && (equalUnordered(one, other, equals) ?? sameList(one, other));
  return isMap(one) && isMap(other) && sameMap(one, other);
}

export function numeric(value: Value): number | bigint | undefined {
  if (value instanceof Foreign && value.content.type === 'uint') return value.content.value;
  return typeof value === 'number' || typeof value === 'bigint' ? value : undefined;
}

const sameList = (one: readonly Value[], other: readonly Value[]): boolean =>
  one.length === other.length && one.every((item, index) => equals(item, other[index] ?? null));

function sameMap(one: ReadonlyMap<Value, Value>, other: ReadonlyMap<Value, Value>): boolean {
  if (one.size !== other.size) return false;
  return [...one].every(([key, value]) => other.has(key) && equals(value, other.get(key) ?? null));
}

function sameContent(one: Content, other: Content): boolean {
  switch (one.type) {
    case 'timestamp':
    case 'duration':
      return hasType(other, one.type) && one.nanos === other.nanos;
    case 'optional':
      return hasType(other, 'optional') && sameOptional(one.value, other.value);
    case 'uint':
      return false;
    case 'quantity':
      return hasType(other, 'quantity') && compareQuantities(one.quantity, other.quantity) === 0;
    case 'semver':
      return hasType(other, 'semver') && compareSemvers(one.version, other.version) === 0;
    case 'ip':
    case 'cidr':
    case 'url':
    case 'format':
    case 'type':
    case 'authorizer':
      return JSON.stringify(one) === JSON.stringify(other);
  }
}

function sameOptional(one: Value | undefined, other: Value | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return equals(one, other);
}

/** Negative, zero or positive; ends the evaluation for values without an order. */
export function compare(one: Value, other: Value): number {
  const [left, right] = [numeric(one), numeric(other)];
  if (left !== undefined && right !== undefined) return left < right ? -1 : left > right ? 1 : 0;
  if (typeof one === 'string' && typeof other === 'string') return compareTexts(one, other);
  if (typeof one === 'boolean' && typeof other === 'boolean') return Number(one) - Number(other);
  if (one instanceof Uint8Array && other instanceof Uint8Array) return compareBytes(one, other);
  if (!(one instanceof Foreign) || !(other instanceof Foreign)) return noSuchOverload();
  if (one.content.type !== 'timestamp' && one.content.type !== 'duration') return noSuchOverload();
  const [first, second] = [one.content.nanos, contentOf(other, one.content.type).nanos];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** By code points, as Go orders UTF-8. */
function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  const [left, right] = [[...one], [...other]];
  const index = left.findIndex((character, at) => character !== right[at]);
  if (index < 0) return -1;
  return (left[index]?.codePointAt(0) ?? -1) < (right[index]?.codePointAt(0) ?? -1) ? -1 : 1;
}

function compareBytes(one: Uint8Array, other: Uint8Array): number {
  const index = one.findIndex((byte, at) => byte !== other[at]);
  if (index < 0) return one.length === other.length ? 0 : -1;
  return (one[index] ?? -1) < (other[index] ?? -1) ? -1 : 1;
}
