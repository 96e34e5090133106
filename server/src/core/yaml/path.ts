// Between a path and the node it leads to: `['spec', 'containers', 0]`, `spec.containers[0]`, and the tree.
// Aliases and merge keys are followed, so a path of the object Kubernetes sees finds the text that gave it.
import type { MappingNode, Node, Pair, Path, PathSegment, SequenceItem } from './nodes.ts';
import { keyName } from './scalar.ts';

/** Where a path ends: the pair or item that holds the value, and the value itself when something is written there. */
export interface Place {
  readonly node: Node | undefined;
  /** The pair whose value this is, when the last segment is a key. */
  readonly pair?: Pair;
  /** The item that this is, when the last segment is an index. */
  readonly item?: SequenceItem;
}

/** The node itself, or what an alias stands for; undefined for an alias of nothing. */
export function resolved(node: Node | undefined): Exclude<Node, { type: 'alias' }> | undefined {
  let at = node;
  for (let hops = 0; at?.type === 'alias'; hops++) at = hops < 100 ? at.target : undefined;
  return at;
}

/** The node at a path, or undefined when nothing is written there. The empty path is the root. */
export function nodeAt(root: Node | undefined, path: Path): Node | undefined {
  return placeAt(root, path)?.node;
}

/** The place at a path; undefined when a key or index on the way does not exist. Duplicate keys: the last, as Kubernetes. */
export function placeAt(root: Node | undefined, path: Path): Place | undefined {
  let place: Place | undefined = { node: root };
  for (const segment of path) {
    place = stepInto(place.node, segment);
    if (!place) return undefined;
  }
  return place;
}

/** The deepest place on the way to `path` that exists, and how many segments led there. */
export function nearestPlace(root: Node | undefined, path: Path): { readonly place: Place; readonly depth: number } {
  let place: Place = { node: root };
  let depth = 0;
  for (const segment of path) {
    const next = stepInto(place.node, segment);
    if (!next) break;
    place = next;
    depth++;
  }
  return { place, depth };
}

function stepInto(node: Node | undefined, segment: PathSegment): Place | undefined {
  const parent = resolved(node);
  if (parent?.type === 'sequence') {
    const item = parent.items[Number(segment)];
    return item && { node: item.value, item };
  }
  if (parent?.type !== 'mapping') return undefined;
  const pair = pairOf(parent, String(segment));
  return pair && { node: pair.value, pair };
}

/** The pair that gives a key: the mapping's own (the last of duplicates), else one that a merge key brings in. */
export function pairOf(mapping: MappingNode, key: string): Pair | undefined {
  return pairWithin(mapping, key, 0);
}

const mostMergeDepth = 20;

function pairWithin(mapping: MappingNode, key: string, depth: number): Pair | undefined {
  let merges = false;
  for (let i = mapping.pairs.length - 1; i >= 0; i--) {
    const pair = mapping.pairs[i];
    if (pair?.merge) merges = true;
    else if (pair && keyOf(pair) === key) return pair;
  }
  if (!merges || depth >= mostMergeDepth) return undefined;
  for (const source of mergeSources(mapping)) {
    const pair = pairWithin(source, key, depth + 1);
    if (pair) return pair;
  }
  return undefined;
}

/** The mappings that `<<` keys bring in; of two that give a key, the earlier in this list wins. */
export function mergeSources(mapping: MappingNode): MappingNode[] {
  const sources: MappingNode[] = [];
  for (const pair of mapping.pairs.filter((candidate) => candidate.merge).reverse()) {
    const value = resolved(pair.value);
    const merged = value?.type === 'sequence' ? value.items.map((item) => resolved(item.value)) : [value];
    sources.push(...merged.filter((node) => node?.type === 'mapping'));
  }
  return sources;
}

/** The key as Kubernetes sees it: `8080:` is "8080", `yes:` is "true". */
export function keyOf(pair: Pair): string {
  const value = pair.key.value;
  return typeof value === 'string' ? value : (keyName(value) ?? pair.key.source);
}

/** `spec.containers[0].name`, with keys that hold dots or brackets as `[key]`, as the API server writes a field path. */
export function formatField(path: Path): string {
  let field = '';
  for (const segment of path) {
    if (typeof segment === 'number' || /[.[\]/]/.test(segment) || segment === '') field += `[${segment}]`;
    else field += field ? `.${segment}` : segment;
  }
  return field;
}

/** Reads `spec.containers[0].name`, `data[a.b]`, `spec.hosts["x"]`; `[0]` becomes a number. A leading dot is ignored. */
export function parseField(field: string): Path {
  const path: PathSegment[] = [];
  for (const match of field.matchAll(/\[("?)([^\]]*?)\1\]|([^.[\]]+)/g)) {
    const [, quote, bracketed, plain] = match;
    if (bracketed === undefined) path.push(plain ?? '');
    else path.push(!quote && /^\d+$/.test(bracketed) ? Number(bracketed) : bracketed);
  }
  return path;
}

/**
 * The path in this tree that a field string of the API server means. Unlike parseField it settles by the tree what the
 * string leaves open: dots inside keys (`metadata.labels.app.kubernetes.io/name`) and numbers that are keys. Segments
 * past the last that exists are read as parseField does.
 */
export function pathOfField(root: Node | undefined, field: string): Path {
  const rough = parseField(field);
  const path: PathSegment[] = [];
  let node = resolved(root);
  for (let i = 0; i < rough.length; ) {
    const { segment, taken } = longestSegment(node, rough, i);
    path.push(segment);
    node = resolved(stepInto(node, segment)?.node);
    i += taken;
  }
  return path;
}

function longestSegment(node: Node | undefined, rough: Path, from: number): { segment: PathSegment; taken: number } {
  const first = rough[from] ?? '';
  if (node?.type !== 'mapping') return { segment: first, taken: 1 };
  for (let to = rough.length; to > from + 1; to--) {
    const dotted = rough.slice(from, to).join('.');
    if (pairOf(node, dotted)) return { segment: dotted, taken: to - from };
  }
  return { segment: String(first), taken: 1 };
}
