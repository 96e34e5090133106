// Whether a schema can be read as a structural one at all: the first thing in it that cannot be.
// Mirrors NewStructural of apiextensions-apiserver pkg/apiserver/schema/convert.go (v1.36).
import { type Draft, isDraft, objectAt, objectsAt, optionalObject, stringAt } from '../../draft.ts';

const UNSUPPORTED: readonly (readonly [field: string, name: string])[] = [
  ['id', 'id'],
  ['$schema', 'schema'],
  ['$ref', '$ref'],
  ['patternProperties', 'patternProperties'],
  ['dependencies', 'dependencies'],
  ['additionalItems', 'additionalItems'],
  ['definitions', 'definitions'],
];

/** The server's words, or nothing. */
export function structuralError(schema: Draft): string | undefined {
  const unsupported = UNSUPPORTED.find(([field]) => isUsed(schema, field));
  if (unsupported) return `OpenAPIV3Schema '${unsupported[1]}' is not supported`;
  const not = optionalObject(schema, 'not');
  const nested = [...(not ? [not] : []), ...['allOf', 'anyOf', 'oneOf'].flatMap((name) => objectsAt(schema, name))];
  const within = firstError(nested);
  if (within !== undefined) return within;
  if (schema['x-kubernetes-preserve-unknown-fields'] === false) {
    return "internal error: 'x-kubernetes-preserve-unknown-fields' must be true or undefined";
  }
  const items = schema['items'];
  if (Array.isArray(items) && items.length > 0) return "OpenAPIV3Schema 'items' must be a schema, but is an array";
  const values = optionalObject(schema, 'additionalProperties');
  const properties = Object.values(objectAt(schema, 'properties')).filter(isDraft);
  return firstError([...(isDraft(items) ? [items] : []), ...properties, ...(values ? [values] : [])]);
}

function firstError(schemas: readonly Draft[]): string | undefined {
  for (const schema of schemas) {
    const error = structuralError(schema);
    if (error !== undefined) return error;
  }
  return undefined;
}

function isUsed(schema: Draft, field: string): boolean {
  const value = schema[field];
  if (field === 'additionalItems') return value !== undefined && value !== null;
  return isDraft(value) ? Object.keys(value).length > 0 : stringAt(schema, field) !== '';
}
