// Structural schemas, the `openAPIV3Schema` of a custom resource, as plain JSON: how to step from a schema to those of its
// parts. Mirrors apiextensions-apiserver pkg/apiserver/schema (v1.36). Judges nothing.
import { type Draft, isDraft, type Json, optionalObject } from '../draft.ts';

/** The fields of every object, which schemas need not name. */
export const META_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** The schema of a named property. */
export function propertyOf(schema: Draft | undefined, name: string): Draft | undefined {
  const properties = optionalObject(schema, 'properties');
  return properties && Object.hasOwn(properties, name) ? optionalObject(properties, name) : undefined;
}

/** The properties with their schemas, in the order of the schema. */
export function propertiesOf(schema: Draft | undefined): [string, Draft][] {
  return Object.entries(optionalObject(schema, 'properties') ?? {}).filter((entry): entry is [string, Draft] =>
    isDraft(entry[1]),
  );
}

/** Whether other properties than the named ones are spoken of at all: a schema, true or false. */
export const speaksOfValues = (schema: Draft): boolean =>
  schema['additionalProperties'] !== undefined && schema['additionalProperties'] !== null;

/** The schema of a map's values, if `additionalProperties` is one. */
export const valuesOf = (schema: Draft | undefined): Draft | undefined =>
  optionalObject(schema, 'additionalProperties');

export const itemsOf = (schema: Draft | undefined): Draft | undefined => optionalObject(schema, 'items');

/** The schema of the value under a key, named or not. */
export const schemaUnder = (schema: Draft | undefined, key: string): Draft | undefined =>
  propertyOf(schema, key) ?? valuesOf(schema);

export const isEmbedded = (schema: Draft | undefined): boolean => schema?.['x-kubernetes-embedded-resource'] === true;

export const keepsUnknown = (schema: Draft | undefined): boolean =>
  schema?.['x-kubernetes-preserve-unknown-fields'] === true;

/** The schema as the server reads it at the root of an object: an embedded resource. */
export const asResource = (schema: Draft | undefined): Draft => ({
  ...schema,
  'x-kubernetes-embedded-resource': true,
});

/** Go's `reflect.DeepEqual` of decoded JSON: unlike `sameJson`, null, empty and absent differ. */
export function identical(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, at) => identical(item, other[at]));
  }
  if (isDraft(one) && isDraft(other)) {
    const names = Object.keys(one);
    return (
      names.length === Object.keys(other).length &&
      names.every((name) => Object.hasOwn(other, name) && identical(one[name], other[name]))
    );
  }
  return isNumeric(one) && isNumeric(other) && Number(one) === Number(other);
}

const isNumeric = (value: Json | undefined): boolean => typeof value === 'number' || typeof value === 'bigint';
