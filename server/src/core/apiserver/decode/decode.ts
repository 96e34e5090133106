// Strict decoding: what becomes of a plain value when the server reads it as a kind. Unknown fields are collected, the
// first wrong type is the error, nulls disappear. Mirrors sigs.k8s.io/json after sigs.k8s.io/yaml, which sorts keys, so
// that the first error is the first in the order of names, not of the file (Kubernetes v1.36).
import { decodeBase64, encodeBase64 } from '../../kubernetes/base64.ts';
import { compareGoStrings, goQuote } from '../../kubernetes/goText.ts';
import type { Definition, Field, KindInfo, Schema, TypeRef } from '../../schema/schema.ts';
import type { Draft, Json } from '../draft.ts';
import { isDraft } from '../draft.ts';
import { embeddedPrefix } from './embedded.data.ts';
import { goType } from './goTypes.ts';
import { decodeScalar, jsonKind } from './scalars.ts';

export interface Decoding {
  /** What the server goes on with: known fields only, no nulls, quantities and times in canonical form. */
  readonly object: Draft;
  /** `unknown field "spec.foo"`, in the order of names. */
  readonly strict: readonly string[];
  /** Go's words about the first value that could not be decoded. */
  readonly error?: string;
}

interface Run {
  readonly schema: Schema;
  readonly strict: string[];
  /** The first wrong type; decoding goes on, and it is told at the end. */
  error?: string;
  /** What a type that decodes itself refused: that ends decoding, and is told instead. */
  fatal?: string;
}

/** Where the decoder is: Go's type error names the struct, and the path without indices. */
interface Place {
  readonly struct: string;
  /** `spec.containers.ports`, as type errors have it. */
  readonly goPath: string;
  /** `spec.containers[0].ports[1]`, as strict errors have it. */
  readonly path: string;
}

export function decode(schema: Schema, kind: KindInfo, value: Draft): Decoding {
  const run: Run = { schema, strict: [] };
  const definition = schema.definition(kind.definition);
  const object = definition ? decodeStruct(run, definition, value, { struct: kind.kind, goPath: '', path: '' }) : value;
  const error = run.fatal ?? run.error;
  return { object, strict: run.strict, ...(error === undefined ? {} : { error }) };
}

/** The `metadata` of an object of which no other type is known, as a custom resource's; errors name `ObjectMeta`. */
export function decodeMetadata(schema: Schema, value: Json, path: string): Decoding {
  const run: Run = { schema, strict: [] };
  const definition = schema.definition('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta');
  if (!isDraft(value)) typeError(run, jsonKind(value), 'v1.ObjectMeta', { struct: '', goPath: '', path });
  const place = { struct: 'ObjectMeta', goPath: '', path };
  const object = definition && isDraft(value) ? decodeStruct(run, definition, value, place) : {};
  const error = run.fatal ?? run.error;
  return { object, strict: run.strict, ...(error === undefined ? {} : { error }) };
}

function decodeStruct(run: Run, definition: Definition, value: Draft, at: Place): Draft {
  const decoded: Draft = {};
  for (const name of Object.keys(value).sort(compareGoStrings)) {
    const given = value[name];
    const field = definition.fields.get(name);
    const path = at.path === '' ? name : `${at.path}.${name}`;
    if (!field) {
      if (definition.freeForm && given !== undefined) decoded[name] = given;
      else run.strict.push(`unknown field ${goQuote(path)}`);
      continue;
    }
    if (given === null || given === undefined) continue;
    const goName = embeddedPrefix(definition.name, name) + name;
    const goPath = at.goPath === '' ? goName : `${at.goPath}.${goName}`;
    const place = { struct: definition.typeName, goPath, path };
    const result = decodeValue(run, field.type, definition.name, field, given, place);
    if (result !== undefined) decoded[name] = result;
  }
  return decoded;
}

function decodeValue(run: Run, type: TypeRef, owner: string, field: Field, value: Json, at: Place): Json | undefined {
  const wrong = (): undefined => typeError(run, jsonKind(value), goType(type, owner, field), at);
  switch (type.is) {
    case 'definition':
      return decodeDefinition(run, type.name, value, at);
    case 'list':
      return Array.isArray(value) ? decodeList(run, type.of, owner, field, value, at) : wrong();
    case 'map':
      return isDraft(value) ? decodeMap(run, type.of, owner, field, value, at) : wrong();
    case 'string':
      if (typeof value === 'string') return decodeString(run, type.format, value);
      return type.format === 'byte' && Array.isArray(value) ? decodeBytes(run, value, at) : wrong();
    case 'boolean':
      return typeof value === 'boolean' ? value : wrong();
    case 'integer':
      return decodeInteger(run, type.format ?? 'int64', value, at);
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint' ? value : wrong();
    case 'object':
    case 'any':
      return value;
  }
}

/** Parts of a schema whose types read themselves: a schema or a list of them, a schema or true or false. */
const SCHEMA_OR_OTHER = /\.JSONSchemaPropsOr(Array|Bool)$/;

function decodeSchemaOrOther(outer: Run, name: string, value: Json, at: Place): Json | undefined {
  const run: Run = { schema: outer.schema, strict: [] };
  const decoded = decodeParts(run, name, value, at);
  // What such a type reads is not held to known fields.
  if (run.error !== undefined) outer.error ??= run.error;
  if (run.fatal !== undefined) outer.fatal ??= run.fatal;
  return decoded;
}

function decodeParts(run: Run, name: string, value: Json, at: Place): Json | undefined {
  const single = name.replace(SCHEMA_OR_OTHER, '.JSONSchemaProps');
  if (isDraft(value)) return decodeDefinition(run, single, value, at);
  if (name.endsWith('Bool')) {
    if (typeof value !== 'boolean') run.fatal ??= 'boolean or JSON schema expected';
    return typeof value === 'boolean' ? value : undefined;
  }
  return Array.isArray(value) ? value.map((item) => decodeDefinition(run, single, item, at) ?? {}) : undefined;
}

function decodeDefinition(run: Run, name: string, value: Json, at: Place): Json | undefined {
  if (SCHEMA_OR_OTHER.test(name)) return decodeSchemaOrOther(run, name, value, at);
  const definition = run.schema.definition(name);
  if (!definition) return value;
  if (definition.scalar) return decodeOwn(run, name, value, at);
  if (definition.freeForm && definition.fields.size === 0) return value;
  if (!isDraft(value)) return typeError(run, jsonKind(value), goType({ is: 'definition', name }, '', undefined), at);
  return decodeStruct(run, definition, value, at);
}

/** Types with an UnmarshalJSON of their own. */
function decodeOwn(run: Run, name: string, value: Json, at: Place): Json | undefined {
  const decoded = decodeScalar(name, value);
  if ('value' in decoded) return decoded.value;
  const [found = '', wanted = ''] = 'error' in decoded ? [] : decoded.typeError.split('|');
  run.fatal ??= 'error' in decoded ? decoded.error : typeErrorText(found, wanted, at);
  return undefined;
}

function decodeList(run: Run, of: TypeRef, owner: string, field: Field, value: readonly Json[], at: Place): Json[] {
  return value.flatMap((item, index) => {
    if (item === null) return [zeroOf(run, of)];
    const decoded = decodeValue(run, of, owner, field, item, { ...at, path: `${at.path}[${index}]` });
    return decoded === undefined ? [] : [decoded];
  });
}

function decodeMap(run: Run, of: TypeRef, owner: string, field: Field, value: Draft, at: Place): Draft {
  const decoded: Draft = {};
  for (const key of Object.keys(value).sort(compareGoStrings)) {
    const given = value[key];
    if (given === undefined) continue;
    const item =
      given === null
        ? zeroOf(run, of)
        : decodeValue(run, of, owner, field, given, { ...at, path: `${at.path}.${key}` });
    if (item !== undefined) decoded[key] = item;
  }
  return decoded;
}

/** What Go leaves where a list or map holds null. */
function zeroOf(run: Run, type: TypeRef): Json {
  switch (type.is) {
    case 'string':
      return '';
    case 'integer':
    case 'number':
      return 0;
    case 'boolean':
      return false;
    case 'list':
      return [];
    case 'definition':
      if (type.name.endsWith('.v1.JSON')) return null;
      return run.schema.definition(type.name)?.scalar && type.name.endsWith('.Quantity') ? '0' : {};
    default:
      return {};
  }
}

const base64 = /^[A-Za-z0-9+/\r\n]*={0,2}[\r\n]*$/;

/** `[]byte` is base64, padded, newlines allowed (`encoding/base64.StdEncoding`). */
function decodeString(run: Run, format: string | undefined, value: string): string | undefined {
  if (format !== 'byte') return value;
  const bare = value.replace(/[\r\n]/g, '');
  if (base64.test(value) && bare.length % 4 === 0) return canonical(bare);
  run.error ??= `illegal base64 data at input byte ${illegalByte(value)}`;
  return undefined;
}

/** Bits behind the last byte are not kept. */
function canonical(text: string): string {
  if (!text.endsWith('=')) return text;
  const tail = decodeBase64(text.slice(-4));
  return 'error' in tail ? text : text.slice(0, -4) + encodeBase64(tail.bytes);
}

/** `[]byte` may be a list of numbers too. */
function decodeBytes(run: Run, value: readonly Json[], at: Place): string {
  const bytes = value.map((item) => (item === null ? 0 : decodeInteger(run, 'uint8', item, at)));
  return encodeBase64(bytes.map(Number));
}

/** Where Go's decoder stops: the first character outside the alphabet, or the end of what is short. */
function illegalByte(value: string): number {
  const strange = value.search(/[^A-Za-z0-9+/=\r\n]/);
  const padding = value.indexOf('=');
  if (strange >= 0 && (padding < 0 || strange < padding)) return strange;
  const bare = value.replace(/[\r\n]/g, '').length;
  if (padding >= 0 && value.replace(/[\r\n]/g, '').indexOf('=') % 4 < 2) return padding;
  return padding >= 0 ? Math.min(value.length, padding + 1) : value.length - (bare % 4 === 0 ? 0 : bare % 4);
}

const ranges: Readonly<Record<string, readonly [bigint, bigint]>> = {
  int32: [-2147483648n, 2147483647n],
  int64: [-9223372036854775808n, 9223372036854775807n],
  uint8: [0n, 255n],
};

function decodeInteger(run: Run, format: string, value: Json, at: Place): Json | undefined {
  if (typeof value !== 'number' && typeof value !== 'bigint') return typeError(run, jsonKind(value), format, at);
  const [low, high] = ranges[format] ?? ranges['int64'] ?? [0n, 0n];
  const whole = typeof value === 'bigint' || Number.isInteger(value);
  if (!whole || BigInt(value) < low || BigInt(value) > high)
    return typeError(run, `number ${goNumber(value)}`, format, at);
  return value;
}

function goNumber(value: number | bigint): string {
  return String(value).replace(/e\+?(-?)(\d)$/, 'e$10$2');
}

function typeError(run: Run, found: string, wanted: string, at: Place): undefined {
  run.error ??= typeErrorText(found, wanted, at);
  return undefined;
}

function typeErrorText(found: string, wanted: string, at: Place): string {
  const into = at.goPath === '' ? 'Go value' : `Go struct field ${at.struct}.${at.goPath}`;
  return `json: cannot unmarshal ${found} into ${into} of type ${wanted}`;
}
