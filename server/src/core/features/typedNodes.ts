// Every node of an object together with what the schema says about its place: for features that look at types, not at paths.
import type { Resource } from '../kubernetes/resource.ts';
import { type FieldPlace, fieldAt, stepInto } from '../schema/lookup.ts';
import type { Schema } from '../schema/schema.ts';
import type { Node, Pair, Path } from '../yaml/nodes.ts';

export interface TypedNode {
  readonly node: Node;
  readonly place: FieldPlace;
  /** From the object. */
  readonly path: Path;
  /** The pair whose value it is. */
  readonly pair: Pair | undefined;
}

/** Aliases are not followed: what they repeat is told where it stands. */
export function* typedNodesOf(resource: Resource, schema: Schema): Generator<TypedNode> {
  const info = schema.kind(resource.apiVersion, resource.kind);
  const place = info && fieldAt(schema, info, []);
  if (place) yield* walk(schema, { node: resource.node, place, path: [], pair: undefined });
}

function* walk(schema: Schema, typed: TypedNode): Generator<TypedNode> {
  yield typed;
  const { node, place, path } = typed;
  if (node.type === 'mapping') {
    for (const pair of node.pairs) {
      const below = pair.merge || !pair.value ? undefined : stepInto(schema, place, pair.key.source);
      if (pair.value && below) {
        yield* walk(schema, { node: pair.value, place: below, path: [...path, pair.key.source], pair });
      }
    }
  } else if (node.type === 'sequence') {
    const below = stepInto(schema, place, 0);
    if (!below) return;
    for (const [index, { value }] of node.items.entries()) {
      if (value) yield* walk(schema, { node: value, place: below, path: [...path, index], pair: undefined });
    }
  }
}
