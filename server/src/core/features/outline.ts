// The outline: one node a document, named `Kind/name`, below it the keys and items as they stand, items by their names.
// A document that is broken keeps the outline of what could be read.
import type { Span } from '../finding.ts';
import { wordAt } from '../kubernetes/resource.ts';
import { kindOf, type ManifestDocument, objectsOf, perDocument, treeOf } from '../workspace/document.ts';
import type { Node, Pair, SequenceItem } from '../yaml/nodes.ts';
import { keyOf, resolved } from '../yaml/path.ts';

export type OutlineKind = 'object' | 'mapping' | 'sequence' | 'string' | 'number' | 'boolean' | 'null';

export interface OutlineNode {
  readonly name: string;
  /** What stands behind the name: a scalar's value, shortened. */
  readonly detail: string;
  readonly kind: OutlineKind;
  readonly span: Span;
  /** The part that is the name. */
  readonly nameSpan: Span;
  readonly children: readonly OutlineNode[];
}

/** Bounds, for documents that are data rather than manifests. */
const mostNodes = 20_000;
const mostDepth = 60;
const mostDetail = 60;

/** The top nodes of a document: none for empty ones and for somebody else's YAML. */
export const outlineOf: (document: ManifestDocument) => readonly OutlineNode[] = perDocument((document) => {
  const kind = kindOf(document);
  const { root } = treeOf(document);
  if (!root || kind === 'foreign' || kind === 'empty' || kind === 'template') return [];
  const budget = { left: mostNodes };
  const first = objectsOf(document)[0];
  if (!first || first.path.length > 0) return childrenOf(root, 0, budget);
  return [objectNode(root, budget)];
});

function objectNode(root: Node, budget: Budget): OutlineNode {
  const kind = wordAt(root, ['kind']) ?? '';
  const name = wordAt(root, ['metadata', 'name']) ?? wordAt(root, ['metadata', 'generateName']);
  return {
    name: name === undefined ? kind : `${kind}/${name}`,
    detail: wordAt(root, ['metadata', 'namespace']) ?? '',
    kind: 'object',
    span: spanOf(root),
    nameSpan: nameSpanOf(root),
    children: childrenOf(root, 0, budget),
  };
}

/** The value of `kind`, where the cursor goes when the node is chosen. */
function nameSpanOf(root: Node): Span {
  const pair = root.type === 'mapping' ? root.pairs.find((candidate) => candidate.key.source === 'kind') : undefined;
  return spanOf(pair ?? { start: root.start, end: root.start });
}

interface Budget {
  left: number;
}

function childrenOf(node: Node | undefined, depth: number, budget: Budget): readonly OutlineNode[] {
  if (!node || depth > mostDepth) return [];
  const children: OutlineNode[] = [];
  if (node.type === 'mapping') {
    for (const pair of node.pairs) {
      if (budget.left-- <= 0) break;
      children.push(pairNode(pair, depth, budget));
    }
  } else if (node.type === 'sequence') {
    for (const [index, item] of node.items.entries()) {
      if (budget.left-- <= 0) break;
      children.push(itemNode(item, index, depth, budget));
    }
  }
  return children;
}

function pairNode(pair: Pair, depth: number, budget: Budget): OutlineNode {
  const objectItem = objectName(pair.value);
  return {
    name: keyOf(pair),
    detail: objectItem ?? detailOf(pair.value),
    kind: kindOfNode(pair.value),
    span: spanOf(pair),
    nameSpan: spanOf(pair.key),
    children: childrenOf(pair.value, depth + 1, budget),
  };
}

function itemNode(item: SequenceItem, index: number, depth: number, budget: Budget): OutlineNode {
  const span = spanOf(item);
  return {
    name: objectName(item.value) ?? itemName(item.value) ?? String(index),
    detail: '',
    kind: kindOfNode(item.value),
    span,
    nameSpan: { start: span.start, end: Math.min(span.end, (item.value ?? item).start) },
    children: childrenOf(item.value, depth + 1, budget),
  };
}

/** `Kind/name` for an object inside a List. */
function objectName(node: Node | undefined): string | undefined {
  const kind = wordAt(node, ['kind']);
  if (kind === undefined || wordAt(node, ['apiVersion']) === undefined) return undefined;
  const name = wordAt(node, ['metadata', 'name']);
  return name === undefined ? undefined : `${kind}/${name}`;
}

/** What people call an item: its name, else the first of the keys by which Kubernetes tells items apart. */
const namingKeys = ['name', 'key', 'mountPath', 'containerPort', 'port', 'host', 'path', 'topologyKey', 'type'];

function itemName(node: Node | undefined): string | undefined {
  const value = resolved(node);
  if (value?.type === 'scalar') return shortened(value.source);
  if (value?.type !== 'mapping') return undefined;
  for (const key of namingKeys) {
    const named = resolved(value.pairs.find((pair) => pair.key.source === key)?.value);
    if (named?.type === 'scalar' && named.source !== '') return shortened(named.source);
  }
  return value.pairs[0] && keyOf(value.pairs[0]);
}

function detailOf(node: Node | undefined): string {
  const value = resolved(node);
  return value?.type === 'scalar' ? shortened(value.source) : '';
}

function shortened(words: string): string {
  const line = words.split('\n', 1)[0] ?? '';
  return line.length > mostDetail || line.length < words.trimEnd().length ? `${line.slice(0, mostDetail)}…` : line;
}

function kindOfNode(node: Node | undefined): OutlineKind {
  const value = resolved(node);
  if (value?.type === 'mapping') return 'mapping';
  if (value?.type === 'sequence') return 'sequence';
  switch (typeof value?.value) {
    case 'number':
    case 'bigint':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'string':
      return 'string';
    default:
      return 'null';
  }
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
