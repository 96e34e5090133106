// Strict decoding: what becomes of a plain value when the server reads it as a kind. Unknown fields are collected, the
// first wrong type is the error, nulls disappear. Mirrors sigs.k8s.io/json after sigs.k8s.io/yaml, which sorts keys, so
// that the first error is the first in the order of names, not of the file (Kubernetes v1.36). It is done at every
// keystroke: paths are written down only where something is wrong, and lists that aliases repeat are read once.
import { decodeBase64, encodeBase64 } from '../../kubernetes/base64.ts';
import { compareGoStrings, goQuote } from '../../kubernetes/goText.ts';
import type { Definition, Field, KindInfo, Schema, TypeRef } from '../../schema/schema.ts';
import { type Draft, draftOf, type Json, jsonOf } from '../draft.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../types.ts';
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
  /** From the root to where the decoder is. */
  readonly steps: Step[];
  /** Where the root is in a larger object. */
  readonly base: string;
  /** Lists in which nothing was wrong, with what they were read as: aliases bring the same list many times. */
  readonly lists: Map<readonly JsonValue[], { readonly of: TypeRef; readonly decoded: readonly Json[] }>;
  /** The first wrong type; decoding goes on, and it is told at the end. */
  error?: string;
  /** What a type that decodes itself refused: that ends decoding, and is told instead. */
  fatal?: string;
}

/** One step down: an index, a map's key, or a field with the definition that has it. */
type Step = number | string | { readonly owner: Definition; readonly field: string };

const newRun = (schema: Schema, base: string): Run => ({ schema, strict: [], steps: [], base, lists: new Map() });

/** What it gives shares nothing with the value, which stays as it is. */
export function decode(schema: Schema, kind: KindInfo, value: JsonObject): Decoding {
  const run = newRun(schema, '');
  const definition = schema.definition(kind.definition);
  return decodingOf(run, definition ? decodeStruct(run, definition, value) : draftOf(value));
}

/** The `metadata` of an object of which no other type is known, as a custom resource's; errors name `ObjectMeta`. */
export function decodeMetadata(schema: Schema, value: JsonValue, path: string): Decoding {
  const run = newRun(schema, path);
  const definition = schema.definition('io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta');
  if (!isJsonObject(value)) typeError(run, jsonKind(value), 'v1.ObjectMeta');
  return decodingOf(run, definition && isJsonObject(value) ? decodeStruct(run, definition, value) : {});
}

function decodingOf(run: Run, object: Draft): Decoding {
  const error = run.fatal ?? run.error;
  return { object, strict: run.strict, ...(error === undefined ? {} : { error }) };
}

function decodeStruct(run: Run, definition: Definition, value: JsonObject): Draft {
  const decoded: Draft = {};
  for (const name of Object.keys(value).sort(compareGoStrings)) {
    const given = value[name];
    const field = definition.fields.get(name);
    if (!field) {
      if (definition.freeForm && given !== undefined) decoded[name] = jsonOf(given);
      else run.strict.push(`unknown field ${goQuote(pathOf(run, name))}`);
      continue;
    }
    if (given === null || given === undefined) continue;
    run.steps.push({ owner: definition, field: name });
    const result = decodeValue(run, field.type, definition.name, field, given);
    run.steps.pop();
    if (result !== undefined) decoded[name] = result;
  }
  return decoded;
}

function decodeValue(run: Run, type: TypeRef, owner: string, field: Field, value: JsonValue): Json | undefined {
  switch (type.is) {
    case 'definition':
      return decodeDefinition(run, type.name, value);
    case 'list':
      if (Array.isArray(value)) return decodeList(run, type.of, owner, field, value);
      break;
    case 'map':
      if (isJsonObject(value)) return decodeMap(run, type.of, owner, field, value);
      break;
    case 'string':
      if (typeof value === 'string') return decodeString(run, type.format, value);
      if (type.format === 'byte' && Array.isArray(value)) return decodeBytes(run, value);
      break;
    case 'boolean':
      if (typeof value === 'boolean') return value;
      break;
    case 'integer':
      return decodeInteger(run, type.format ?? 'int64', value);
    case 'number':
      if (typeof value === 'number' || typeof value === 'bigint') return value;
      break;
    case 'object':
    case 'any':
      return jsonOf(value);
  }
  return typeError(run, jsonKind(value), goType(type, owner, field));
}

/** Parts of a schema whose types read themselves: a schema or a list of them, a schema or true or false. */
const SCHEMA_OR_OTHER = /\.JSONSchemaPropsOr(Array|Bool)$/;

function decodeSchemaOrOther(outer: Run, name: string, value: JsonValue): Json | undefined {
  const { schema, steps, base, lists } = outer;
  const run: Run = { schema, strict: [], steps, base, lists };
  const decoded = decodeParts(run, name, value);
  // What such a type reads is not held to known fields.
  if (run.error !== undefined) outer.error ??= run.error;
  if (run.fatal !== undefined) outer.fatal ??= run.fatal;
  return decoded;
}

function decodeParts(run: Run, name: string, value: JsonValue): Json | undefined {
  const single = name.replace(SCHEMA_OR_OTHER, '.JSONSchemaProps');
  if (isJsonObject(value)) return decodeDefinition(run, single, value);
  if (name.endsWith('Bool')) {
    if (typeof value !== 'boolean') run.fatal ??= 'boolean or JSON schema expected';
    return typeof value === 'boolean' ? value : undefined;
  }
  return Array.isArray(value) ? value.map((item) => decodeDefinition(run, single, item) ?? {}) : undefined;
}

function decodeDefinition(run: Run, name: string, value: JsonValue): Json | undefined {
  if (name.includes('JSONSchemaPropsOr') && SCHEMA_OR_OTHER.test(name)) return decodeSchemaOrOther(run, name, value);
  const definition = run.schema.definition(name);
  if (!definition) return jsonOf(value);
  if (definition.scalar) return decodeOwn(run, name, value);
  if (definition.freeForm && definition.fields.size === 0) return jsonOf(value);
  if (!isJsonObject(value)) return typeError(run, jsonKind(value), goType({ is: 'definition', name }, '', undefined));
  return decodeStruct(run, definition, value);
}

/** Types with an UnmarshalJSON of their own. */
function decodeOwn(run: Run, name: string, value: JsonValue): Json | undefined {
  const decoded = decodeScalar(name, value);
  if ('value' in decoded) return decoded.value;
  const [found = '', wanted = ''] = 'error' in decoded ? [] : decoded.typeError.split('|');
  run.fatal ??= 'error' in decoded ? decoded.error : typeErrorText(run, found, wanted);
  return undefined;
}

function decodeList(run: Run, of: TypeRef, owner: string, field: Field, value: readonly JsonValue[]): Json[] {
  const known = run.lists.get(value);
  if (known?.of === of) return known.decoded.map((item) => jsonOf(item as JsonValue));
  const before = run.strict.length;
  const decoded: Json[] = [];
  for (const [index, item] of value.entries()) {
    if (item === null) decoded.push(zeroOf(run, of));
    else {
      run.steps.push(index);
      const read = decodeValue(run, of, owner, field, item);
      run.steps.pop();
      if (read !== undefined) decoded.push(read);
    }
  }
  // Of an unknown field each place is told; of wrong types only the first, and what follows does not count any more.
  if (run.strict.length === before) run.lists.set(value, { of, decoded });
  return decoded;
}

function decodeMap(run: Run, of: TypeRef, owner: string, field: Field, value: JsonObject): Draft {
  const decoded: Draft = {};
  for (const key of Object.keys(value).sort(compareGoStrings)) {
    const given = value[key];
    if (given === undefined) continue;
    run.steps.push(key);
    const item = given === null ? zeroOf(run, of) : decodeValue(run, of, owner, field, given);
    run.steps.pop();
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
function decodeBytes(run: Run, value: readonly JsonValue[]): string {
  const bytes = value.map((item) => (item === null ? 0 : decodeInteger(run, 'uint8', item)));
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

function decodeInteger(run: Run, format: string, value: JsonValue): Json | undefined {
  if (typeof value !== 'number' && typeof value !== 'bigint') return typeError(run, jsonKind(value), format);
  const isByte = typeof value === 'number' && value >= 0 && value < 256 && Number.isInteger(value);
  return isByte || fits(value, format) ? value : typeError(run, `number ${goNumber(value)}`, format);
}

function fits(value: number | bigint, format: string): boolean {
  const [low, high] = ranges[format] ?? ranges['int64'] ?? [0n, 0n];
  const whole = typeof value === 'bigint' || Number.isInteger(value);
  return whole && BigInt(value) >= low && BigInt(value) <= high;
}

function goNumber(value: number | bigint): string {
  return String(value).replace(/e\+?(-?)(\d)$/, 'e$10$2');
}

function typeError(run: Run, found: string, wanted: string): undefined {
  run.error ??= typeErrorText(run, found, wanted);
  return undefined;
}

/** Go's type error names the struct, and the path without indices and keys: `spec.containers.ports`. */
function typeErrorText({ steps }: Run, found: string, wanted: string): string {
  const fields = steps.filter((step) => typeof step === 'object');
  const goPath = fields.map(({ owner, field }) => embeddedPrefix(owner.name, field) + field).join('.');
  const into = goPath === '' ? 'Go value' : `Go struct field ${fields.at(-1)?.owner.typeName}.${goPath}`;
  return `json: cannot unmarshal ${found} into ${into} of type ${wanted}`;
}

/** `spec.containers[0].ports[1]`, as strict errors have it. */
function pathOf({ steps, base }: Run, last: string): string {
  let path = base;
  for (const step of [...steps, last]) {
    const name = typeof step === 'object' ? step.field : step;
    path = typeof name === 'number' ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`;
  }
  return path;
}
