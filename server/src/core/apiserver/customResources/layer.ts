// The types of a CustomResourceDefinition in the form of the built-in schema, for those who look fields up: what may be
// written, not what is valid. Built from the structural schemas of the served versions (apiextensions-apiserver
// pkg/apis/apiextensions/types_jsonschema.go, v1.36).
import type { Layer, TypeTexts } from '../../schema/extend.ts';
import type { Definition, Field, KindInfo, TypeRef } from '../../schema/schema.ts';
import { type Draft, isDraft, objectAt, optionalObject, stringAt, stringsAt } from '../draft.ts';
import type { JsonObject } from '../types.ts';
import { type CustomResource, customResourcesOf } from './definitions.ts';

const known = new WeakMap<JsonObject, Layer>();

/** Kinds, types and sentences of a definition; the same value for the same definition. */
export function layerOf(definition: JsonObject): Layer {
  const before = known.get(definition);
  if (before) return before;
  const made = makeLayer(customResourcesOf(definition));
  known.set(definition, made);
  return made;
}

interface Building {
  /** Nothing is pruned, at whatever depth. */
  readonly keepsUnknown: boolean;
  readonly definitions: Map<string, Definition>;
  readonly texts: Map<string, TypeTexts>;
}

function makeLayer(resources: readonly CustomResource[]): Layer {
  const made = { definitions: new Map<string, Definition>(), texts: new Map<string, TypeTexts>() };
  const named = resources.filter(({ kind }) => kind.group !== '' && kind.version !== '' && kind.kind !== '');
  const kinds = named.map(({ kind, schema, keepsUnknown }): KindInfo => {
    const definition = `${kind.apiVersion}.${kind.kind}`;
    const building: Building = { keepsUnknown, ...made };
    const root = definitionOf(building, definition, schema);
    made.definitions.set(definition, { ...root, typeName: kind.kind, fields: withHead(root.fields) });
    return { ...kind, definition };
  });
  return { kinds, ...made };
}

const objectMeta: TypeRef = { is: 'definition', name: 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' };
const intOrString: TypeRef = { is: 'definition', name: 'io.k8s.apimachinery.pkg.util.intstr.IntOrString' };

/** What every object has, whatever its definition says of it. */
const headTypes: readonly (readonly [string, TypeRef])[] = [
  ['apiVersion', { is: 'string' }],
  ['kind', { is: 'string' }],
  ['metadata', objectMeta],
];

function withHead(fields: ReadonlyMap<string, Field>): ReadonlyMap<string, Field> {
  const head = headTypes.map(([field, type]): [string, Field] => [field, { name: field, type, zeroDefault: false }]);
  return new Map([...head, ...[...fields].filter(([field]) => !headTypes.some(([own]) => own === field))]);
}

/** Makes the type of an object with named fields, and those of all objects in it. */
function definitionOf(building: Building, name: string, schema: Draft): Definition {
  const properties = Object.entries(objectAt(schema, 'properties')).flatMap(([field, value]) =>
    isDraft(value) ? [[field, value] as const] : [],
  );
  const fields = properties.map(([field, value]): [string, Field] => [
    field,
    fieldOf(building, `${name}.${field}`, field, value),
  ]);
  const sentences = properties.map(([field, value]) => [field, stringAt(value, 'description')] as const);
  const own = stringAt(schema, 'description');
  building.texts.set(name, {
    ...(own ? { own } : {}),
    fields: new Map(sentences.filter(([, sentence]) => sentence !== '')),
  });
  const embedded = schema['x-kubernetes-embedded-resource'] === true;
  const definition: Definition = {
    name,
    typeName: 'object',
    fields: embedded ? withHead(new Map(fields)) : new Map(fields),
    required: stringsAt(schema, 'required'),
    freeForm: building.keepsUnknown || keepsAll(schema),
    embedded,
  };
  building.definitions.set(name, definition);
  return definition;
}

function fieldOf(building: Building, path: string, name: string, schema: Draft): Field {
  const type = typeOf(building, path, schema);
  const values = stringsAt(type.is === 'list' ? objectAt(schema, 'items') : schema, 'enum');
  const keys = stringsAt(schema, 'x-kubernetes-list-map-keys');
  const listType = oneOf(schema['x-kubernetes-list-type'], ['atomic', 'map', 'set'] as const);
  const mapType = oneOf(schema['x-kubernetes-map-type'], ['atomic', 'granular'] as const);
  return {
    name,
    type,
    ...(values.length > 0 ? { enum: values } : {}),
    ...(schema['default'] === undefined ? {} : { default: schema['default'] }),
    zeroDefault: false,
    ...(listType ? { listType } : {}),
    ...(keys.length > 0 ? { listMapKeys: keys } : {}),
    ...(mapType ? { mapType } : {}),
  };
}

function typeOf(building: Building, path: string, schema: Draft): TypeRef {
  if (schema['x-kubernetes-int-or-string'] === true) return intOrString;
  const format = stringAt(schema, 'format');
  const is = oneOf(schema['type'], ['string', 'integer', 'number', 'boolean', 'array', 'object'] as const);
  if (is === undefined) return { is: 'any' };
  if (is === 'object') return objectType(building, path, schema);
  if (is === 'array') return { is: 'list', of: typeOf(building, path, objectAt(schema, 'items')) };
  return { is, ...(format ? { format } : {}) };
}

function objectType(building: Building, path: string, schema: Draft): TypeRef {
  if (optionalObject(schema, 'properties') || schema['x-kubernetes-embedded-resource'] === true) {
    definitionOf(building, path, schema);
    return { is: 'definition', name: path };
  }
  const values = schema['additionalProperties'];
  if (isDraft(values)) return { is: 'map', of: typeOf(building, path, values) };
  return values === true ? { is: 'map', of: { is: 'any' } } : { is: 'object' };
}

function keepsAll(schema: Draft): boolean {
  return schema['x-kubernetes-preserve-unknown-fields'] === true || schema['additionalProperties'] === true;
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((one) => one === value);
}
