// From a path in an object to the field of the schema that describes it. Reads no document: what depends on the
// content (items of a `List`, which have a kind of their own) is asked of the caller.
import type { Definition, Field, KindInfo, Schema, TypeRef } from './schema.ts';

export interface FieldPlace {
  /** The type of the value at the path. */
  readonly type: TypeRef;
  /** The field that the path ends at or, for items and map values, ends below. */
  readonly field?: Field;
  /** The definition that `field` is one of. */
  readonly owner?: Definition;
  /** The definition of the value, when it has one. */
  readonly definition?: Definition;
}

/** What a path of a kind leads to; undefined where the schema knows no such field. The empty path is the object. */
export function fieldAt(schema: Schema, kind: KindInfo, path: readonly (string | number)[]): FieldPlace | undefined {
  return fieldFrom(schema, kind.definition, path);
}

/** As fieldAt, from a definition's name. */
export function fieldFrom(
  schema: Schema,
  definition: string,
  path: readonly (string | number)[],
): FieldPlace | undefined {
  let place: FieldPlace | undefined = placeOf(schema, { is: 'definition', name: definition });
  for (const segment of path) {
    place = place && stepInto(schema, place, segment);
    if (!place) return undefined;
  }
  return place;
}

/** One segment further: into a field, a list's item, a map's value. */
export function stepInto(schema: Schema, place: FieldPlace, segment: string | number): FieldPlace | undefined {
  const { type } = place;
  if (type.is === 'list') return typeof segment === 'number' ? placeOf(schema, type.of, place) : undefined;
  if (type.is === 'map') return typeof segment === 'string' ? placeOf(schema, type.of, place) : undefined;
  const owner = place.definition;
  const field = typeof segment === 'string' ? owner?.fields.get(segment) : undefined;
  return owner && field && placeOf(schema, field.type, { field, owner });
}

function placeOf(
  schema: Schema,
  type: TypeRef,
  holder?: { readonly field?: Field; readonly owner?: Definition },
): FieldPlace {
  const definition = type.is === 'definition' ? schema.definition(type.name) : undefined;
  return {
    type,
    ...(holder?.field ? { field: holder.field } : {}),
    ...(holder?.owner ? { owner: holder.owner } : {}),
    ...(definition ? { definition } : {}),
  };
}
