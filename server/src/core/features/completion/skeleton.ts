// What is written with a key when it is accepted: the required fields below it, as deep as they go.
import type { Definition, Field, Schema, TypeRef } from '../../schema/schema.ts';
import type { Skeleton } from './offer.ts';

const deepest = 3;
const scalar: Skeleton = { is: 'scalar' };

/** The required fields of a type; an empty mapping or list where nothing is required. */
export function skeletonOf(schema: Schema, type: TypeRef, field?: Field, depth = 0): Skeleton {
  switch (type.is) {
    case 'list':
      return { is: 'list', item: skeletonOf(schema, type.of, undefined, depth) };
    case 'map':
    case 'object':
      return { is: 'mapping', pairs: [] };
    case 'definition':
      return definitionSkeleton(schema, schema.definition(type.name), depth);
    default:
      return field?.enum?.length === 1 && field.enum[0] ? { is: 'scalar', text: field.enum[0] } : scalar;
  }
}

function definitionSkeleton(schema: Schema, definition: Definition | undefined, depth: number): Skeleton {
  if (!definition || definition.scalar) return scalar;
  if (depth >= deepest) return { is: 'mapping', pairs: [] };
  const pairs = definition.required.flatMap((key) => {
    const field = definition.fields.get(key);
    return field ? [{ key, value: skeletonOf(schema, field.type, field, depth + 1) }] : [];
  });
  return { is: 'mapping', pairs };
}
