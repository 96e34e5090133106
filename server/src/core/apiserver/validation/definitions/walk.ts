// Schemas within schemas: everywhere one can stand. Mirrors SchemaHas of apiextensions-apiserver (v1.36).
import { type Draft, isDraft, objectAt, objectsAt, optionalObject } from '../../draft.ts';

/** The schema itself and all within it. */
export function schemasWithin(schema: Draft | undefined): Draft[] {
  return schema ? [schema, ...innerSchemas(schema).flatMap(schemasWithin)] : [];
}

function innerSchemas(schema: Draft): Draft[] {
  const single = ['items', 'not', 'additionalProperties', 'additionalItems'].map((name) =>
    optionalObject(schema, name),
  );
  const lists = ['items', 'allOf', 'anyOf', 'oneOf'].flatMap((name) => objectsAt(schema, name));
  const maps = ['properties', 'patternProperties', 'definitions', 'dependencies'].flatMap((name) =>
    Object.values(objectAt(schema, name)).filter(isDraft),
  );
  return [...single.filter((inner) => inner !== undefined), ...lists, ...maps];
}

export const someSchema = (schemas: readonly Draft[], holds: (schema: Draft) => boolean): boolean =>
  schemas.some((schema) => schemasWithin(schema).some(holds));
