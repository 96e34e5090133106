// What the API server would put into a field that is left out of this very object: its own defaulting is asked, with
// the field taken away. So `targetPort` shows the port it would follow, and `progressDeadlineSeconds` 600.
import { decode } from '../../apiserver/decode/decode.ts';
import { type Draft, draftOf, isDraft, type Json } from '../../apiserver/draft.ts';
import { rulesFor } from '../../apiserver/registry.ts';
import type { KindInfo, Schema } from '../../schema/schema.ts';
import type { Node, Path } from '../../yaml/nodes.ts';
import { toPlain } from '../../yaml/plain.ts';

/** The default at a path of an object; undefined where Kubernetes sets none, or does not say. */
export function effectiveDefault(schema: Schema, kind: KindInfo, root: Node, path: Path): Json | undefined {
  const object = defaultedObject(schema, kind, root, path);
  const value = object && valueIn(object, path);
  return typeof value === 'object' && isEmpty(value) ? undefined : value;
}

/** The object with its defaults, as if nothing stood at `without`; undefined where Kubernetes has none or cannot read it. */
export function defaultedObject(schema: Schema, kind: KindInfo, root: Node, without?: Path): Draft | undefined {
  const rules = rulesFor(kind.apiVersion, kind.kind);
  const plain = toPlain(root).value;
  if (!rules?.applyDefaults || typeof plain !== 'object' || plain === null || Array.isArray(plain)) return undefined;
  const given = draftOf(plain);
  const parent = without && valueIn(given, without.slice(0, -1));
  if (isDraft(parent)) delete parent[String(without?.at(-1))];
  const { object, error } = decode(schema, kind, given);
  if (error !== undefined) return undefined;
  rules.applyDefaults(object);
  return object;
}

function isEmpty(value: object | null): boolean {
  return value === null || Object.keys(value).length === 0;
}

export function valueIn(value: Json | undefined, path: Path): Json | undefined {
  let found = value;
  for (const segment of path) found = childOf(found, segment);
  return found;
}

function childOf(value: Json | undefined, segment: string | number): Json | undefined {
  if (Array.isArray(value)) return typeof segment === 'number' ? value[segment] : undefined;
  return isDraft(value) ? (value as Draft)[String(segment)] : undefined;
}
