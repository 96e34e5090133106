// The types that a structural schema gives to `self`: fields under their escaped names, and how large a value may be, for
// the estimate of costs. Mirrors apiserver/pkg/cel/common/schemas.go, pkg/cel/{types,escaping,limits}.go (v1.36).
import type { Declarations } from './check.ts';
import { BOOL, type CelType, DYN, INT, listType, mapType, objectType, optionalType, STRING, simple } from './types.ts';

/** A structural schema as JSON. */
export type StructuralSchema = Readonly<Record<string, unknown>>;

export interface SchemaType {
  readonly type: CelType;
  readonly schema: StructuralSchema;
  /** Bytes that the smallest value takes, serialized. */
  readonly minSize: number;
  /** Most elements of a list or map, most bytes of a string. */
  readonly maxElements: number;
  /** By escaped name. */
  readonly fields?: ReadonlyMap<string, SchemaField>;
  /** Of a list's items or a map's values. */
  readonly element?: SchemaType;
}

export interface SchemaField {
  readonly name: string;
  readonly type: SchemaType;
}

const REQUEST_BYTES = 3 * 1024 * 1024;
const STRING_BYTES = REQUEST_BYTES - 2;

const isSchema = (value: unknown): value is StructuralSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const schemaAt = (schema: StructuralSchema, name: string): StructuralSchema | undefined => {
  const value = schema[name];
  return isSchema(value) ? value : undefined;
};

function numberAt(schema: StructuralSchema, name: string): number | undefined {
  const value = schema[name];
  return typeof value === 'number' || typeof value === 'bigint' ? Math.max(0, Number(value)) : undefined;
}

const isEmbedded = (schema: StructuralSchema): boolean => schema['x-kubernetes-embedded-resource'] === true;

/** The type of values of a schema, or undefined if rules cannot see them. `name` is the type's, if it is an object. */
export function schemaType(schema: StructuralSchema, resourceRoot: boolean, name = 'selfType'): SchemaType | undefined {
  if (schema['x-kubernetes-int-or-string'] === true) {
    return { schema, type: DYN, minSize: 1, maxElements: longestString(schema, STRING_BYTES) };
  }
  switch (schema['type']) {
    case 'array':
      return listOf(schema, name);
    case 'object':
      return objectOf(resourceRoot ? withObjectMeta(schema) : schema, name);
    case 'string':
      return stringOf(schema);
    case 'boolean':
      return { schema, type: BOOL, minSize: 4, maxElements: 0 };
    case 'number':
      return { schema, type: simple('double'), minSize: 1, maxElements: 0 };
    case 'integer':
      return { schema, type: INT, minSize: 1, maxElements: 0 };
    default:
      return resourceRoot ? objectOf(withObjectMeta(schema), name) : undefined;
  }
}

function listOf(schema: StructuralSchema, name: string): SchemaType | undefined {
  const items = schemaAt(schema, 'items');
  const element = items && schemaType(items, isEmbedded(items), `${name}.@idx`);
  if (!element) return undefined;
  const maxElements = numberAt(schema, 'maxItems') ?? Math.floor((REQUEST_BYTES - 2) / (element.minSize + 1));
  return { schema, type: listType(element.type), element, minSize: 2, maxElements };
}

function objectOf(schema: StructuralSchema, name: string): SchemaType | undefined {
  const values = schemaAt(schema, 'additionalProperties');
  if (values) {
    const element = schemaType(values, isEmbedded(values), `${name}.@elem`);
    if (!element) return undefined;
    const maxElements = numberAt(schema, 'maxProperties') ?? Math.floor((REQUEST_BYTES - 2) / (element.minSize + 6));
    return { schema, type: mapType(STRING, element.type), element, minSize: 2, maxElements };
  }
  const fields = new Map<string, SchemaField>();
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  let minSize = 2;
  for (const [property, inner] of Object.entries(schemaAt(schema, 'properties') ?? {})) {
    const escaped = escapeName(property);
    const type = isSchema(inner) ? schemaType(inner, isEmbedded(inner), `${name}.${escaped ?? property}`) : undefined;
    if (!type) continue;
    if (escaped !== undefined) fields.set(escaped, { name: property, type });
    if (required.includes(property) && type.schema['default'] === undefined)
      minSize += property.length + type.minSize + 4;
  }
  return { schema, type: objectType(name), fields, minSize, maxElements: 0 };
}

/** Kind, apiVersion and names are known at the root of every resource. */
function withObjectMeta(schema: StructuralSchema): StructuralSchema {
  const string = { type: 'string' };
  const properties = schemaAt(schema, 'properties') ?? {};
  const metadata = { type: 'object', properties: { name: string, generateName: string } };
  return { ...schema, type: 'object', properties: { ...properties, kind: string, apiVersion: string, metadata } };
}

const FORMATS: Readonly<Record<string, { type: CelType; minSize: number; maxElements: number }>> = {
  duration: { type: simple('duration'), minSize: 2, maxElements: 32 },
  date: { type: simple('timestamp'), minSize: 12, maxElements: 12 },
  'date-time': { type: simple('timestamp'), minSize: 22, maxElements: 44 },
};

function stringOf(schema: StructuralSchema): SchemaType {
  const format = typeof schema['format'] === 'string' ? schema['format'] : '';
  const known = Object.hasOwn(FORMATS, format) ? FORMATS[format] : undefined;
  if (known) return { schema, ...known };
  if (format === 'byte') {
    const maxElements = numberAt(schema, 'maxLength') ?? STRING_BYTES;
    return { schema, type: simple('bytes'), minSize: 2, maxElements };
  }
  const values: unknown = schema['enum'];
  const lengths = Array.isArray(values) ? values.map((value) => (typeof value === 'string' ? value.length : 0)) : [];
  const unbounded = lengths.length > 0 ? Math.max(...lengths) : STRING_BYTES;
  return { schema, type: STRING, minSize: 2, maxElements: longestString(schema, unbounded) };
}

function longestString(schema: StructuralSchema, unbounded: number): number {
  const most = numberAt(schema, 'maxLength');
  return most === undefined ? unbounded : most * 4;
}

const RESERVED: ReadonlySet<string> = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

const ESCAPES: Readonly<Record<string, string>> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};

/** The name under which expressions know a property; undefined if they cannot. */
export function escapeName(name: string): string | undefined {
  if (!/^[A-Za-z_./-][A-Za-z0-9_./-]*$/.test(name)) return undefined;
  return RESERVED.has(name) ? `__${name}__` : name.replace(/__|[-./]/g, (part) => ESCAPES[part] ?? part);
}

/** What a rule on such a schema may name. */
export function ruleDeclarations(self: SchemaType, optionalOldSelf: boolean): Declarations {
  const objects = new Map(objectsIn(self));
  const old = optionalOldSelf ? optionalType(self.type) : self.type;
  return {
    variables: new Map([
      ['self', self.type],
      ['oldSelf', old],
    ]),
    hasFunction: (name) => name !== 'jsonpatch.escapeKey',
    hasObject: (name) => objects.has(name),
    fieldType: (object, field) => fieldNamed(objects.get(object), field)?.type.type,
  };
}

/** A reserved word names its field in both forms. */
const fieldNamed = (fields: ReadonlyMap<string, SchemaField> | undefined, name: string): SchemaField | undefined =>
  fields?.get(name) ?? (RESERVED.has(name) ? fields?.get(`__${name}__`) : undefined);

function objectsIn(type: SchemaType): [string, ReadonlyMap<string, SchemaField>][] {
  const own = type.fields && type.type.kind === 'object' ? [[type.type.name, type.fields] as const] : [];
  const inner = [...(type.fields?.values() ?? [])].map((field) => field.type);
  const parts = type.element ? [...inner, type.element] : inner;
  return [...own.map(([name, fields]): [string, typeof fields] => [name, fields]), ...parts.flatMap(objectsIn)];
}
