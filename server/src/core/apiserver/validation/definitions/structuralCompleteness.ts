// Whether what conditions judge is described outside of them too.
// Mirrors apiextensions-apiserver pkg/apiserver/schema/complete.go (v1.36).
import { itemsOf, propertiesOf, propertyOf } from '../../customResources/structural.ts';
import { type Draft, objectsAt, optionalObject } from '../../draft.ts';
import { required } from '../../fieldErrors.ts';
import { child, type FieldPath, index, key } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';

/**
 * @param conditions the schema whose allOf, anyOf, oneOf and not are looked at
 * @param described the schema that describes the same value
 */
export function completenessErrors(
  conditions: Draft,
  described: Draft,
  describedAt: FieldPath,
  field: FieldPath,
): FieldError[] {
  const not = optionalObject(conditions, 'not');
  const ask = (inner: Draft, at: FieldPath): FieldError[] => nestedErrors(inner, described, describedAt, at);
  const listed = ['allOf', 'anyOf', 'oneOf'].flatMap((name) =>
    objectsAt(conditions, name).flatMap((inner, at) => ask(inner, index(child(field, name), at))),
  );
  return [...(not ? ask(not, child(field, 'not')) : []), ...listed];
}

function nestedErrors(
  conditions: Draft,
  described: Draft | undefined,
  describedAt: FieldPath,
  field: FieldPath,
): FieldError[] {
  if (!described) return [required(describedAt, `because it is defined in ${field}`)];
  const errors = completenessErrors(conditions, described, describedAt, field);
  const items = itemsOf(conditions);
  if (items) {
    errors.push(...nestedErrors(items, itemsOf(described), child(describedAt, 'items'), child(field, 'items')));
  }
  for (const [name, property] of propertiesOf(conditions)) {
    const [at, inner] = [key(child(describedAt, 'properties'), name), key(child(field, 'properties'), name)];
    errors.push(...nestedErrors(property, propertyOf(described, name), at, inner));
  }
  return errors;
}
