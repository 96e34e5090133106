// Where a field that stands at the wrong level belongs: `containers` of a Deployment's spec in `template.spec`.
import type { Definition, Schema } from '../../schema/schema.ts';

const deepest = 3;

/** The fields that lead from a type to the nearest one, at most three deeper, that has a field of that name. */
export function placeBelow(schema: Schema, owner: Definition, name: string): readonly string[] | undefined {
  let level: readonly (readonly [definition: Definition, path: readonly string[]])[] = [[owner, []]];
  for (let depth = 0; depth < deepest; depth++) {
    const next: [Definition, readonly string[]][] = [];
    for (const [definition, path] of level) {
      for (const field of definition.fields.values()) {
        if (field.type.is !== 'definition' || field.name === 'status') continue;
        const below = schema.definition(field.type.name);
        if (below?.fields.has(name)) return [...path, field.name];
        if (below) next.push([below, [...path, field.name]]);
      }
    }
    level = next;
  }
  return undefined;
}
