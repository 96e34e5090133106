// What a mapping says about being a Kubernetes object: its version and kind, name, namespace and labels, with the node
// it was read from. It does not judge them, and it knows neither files nor schemas.
import type { MappingNode, Node, Path } from '../yaml/nodes.ts';
import { keyOf, nodeAt, resolved } from '../yaml/path.ts';

export interface Resource {
  readonly apiVersion: string;
  /** `apps` of `apps/v1`; empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** Empty when the object has no name, or only `generateName`. */
  readonly name: string;
  /** As written; undefined when the manifest leaves it to the one who applies it. */
  readonly namespace: string | undefined;
  /** From the document's root: `[]`, or `['items', 2]` for an object in a List. */
  readonly path: Path;
  readonly node: MappingNode;
}

const mostNestedLists = 3;

/** The objects of a document: none, one, or those of a `kind: List`. Each has an apiVersion and a kind. */
export function resourcesOf(root: Node | undefined): readonly Resource[] {
  return collect(root, [], undefined, 0);
}

function collect(node: Node | undefined, path: Path, listed: Typed | undefined, depth: number): readonly Resource[] {
  const mapping = resolved(node);
  if (mapping?.type !== 'mapping') return [];
  const typed = typeOf(mapping) ?? listed;
  if (!typed) return [];
  const items = typed.kind.endsWith('List') ? resolved(nodeAt(mapping, ['items'])) : undefined;
  if (items?.type !== 'sequence' || depth >= mostNestedLists) return [resourceOf(mapping, typed, path)];
  const itemType = itemTypeOf(typed);
  return items.items.flatMap((item, index) => collect(item.value, [...path, 'items', index], itemType, depth + 1));
}

interface Typed {
  readonly apiVersion: string;
  readonly kind: string;
}

function typeOf(mapping: MappingNode): Typed | undefined {
  const apiVersion = wordAt(mapping, ['apiVersion']);
  const kind = wordAt(mapping, ['kind']);
  return apiVersion && kind ? { apiVersion, kind } : undefined;
}

/** The objects of a `DeploymentList` may leave out what the list says; those of a plain `List` may not. */
function itemTypeOf({ apiVersion, kind }: Typed): Typed | undefined {
  return kind === 'List' ? undefined : { apiVersion, kind: kind.slice(0, -'List'.length) };
}

function resourceOf(node: MappingNode, { apiVersion, kind }: Typed, path: Path): Resource {
  const slash = apiVersion.indexOf('/');
  return {
    apiVersion,
    group: slash < 0 ? '' : apiVersion.slice(0, slash),
    kind,
    name: wordAt(node, ['metadata', 'name']) ?? '',
    namespace: wordAt(node, ['metadata', 'namespace']),
    path,
    node,
  };
}

/** The string at a path; undefined for anything else, the empty string included. */
export function wordAt(root: Node | undefined, path: Path): string | undefined {
  const node = resolved(nodeAt(root, path));
  return node?.type === 'scalar' && typeof node.value === 'string' && node.value !== '' ? node.value : undefined;
}

/** The string pairs of a mapping, such as labels; other values are left out. */
export function wordsAt(root: Node | undefined, path: Path): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  const node = resolved(nodeAt(root, path));
  if (node?.type !== 'mapping') return words;
  for (const pair of node.pairs) {
    const value = resolved(pair.value);
    if (!pair.merge && value?.type === 'scalar' && typeof value.value === 'string') words.set(keyOf(pair), value.value);
  }
  return words;
}
