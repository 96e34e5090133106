// Dotted paths with `[*]` for every item (`spec.tls[*].secretName`, `labels[a.b/c]` for keys with dots), and the places
// of a tree that they lead to. Aliases and merge keys are followed.
import type { Span } from '../finding.ts';
import type { Node, ScalarNode } from '../yaml/nodes.ts';
import { keyOf, pairOf, resolved } from '../yaml/path.ts';

const everyItem = Symbol('[*]');
export type Pattern = readonly (string | typeof everyItem)[];

const known = new Map<string, Pattern>();

/** Reads a pattern; the same text gives the same value. */
export function patternOf(text: string): Pattern {
  let pattern = known.get(text);
  if (!pattern) {
    const parts = [...text.matchAll(/\[([^\]]*)\]|([^.[\]]+)/g)];
    pattern = parts.map(([, bracketed, plain]) => (bracketed === '*' ? everyItem : (bracketed ?? plain ?? '')));
    known.set(text, pattern);
  }
  return pattern;
}

const knownBelow = new Map<string, Map<string, Pattern>>();

/** The pattern of a path below another: asked for all the facts of a kind, for each of its objects. */
export function patternBelow(prefix: string, text: string): Pattern {
  const below = knownBelow.get(prefix) ?? new Map<string, Pattern>();
  knownBelow.set(prefix, below);
  const pattern = below.get(text) ?? patternOf(joined(prefix, text));
  below.set(text, pattern);
  return pattern;
}

type Found = Exclude<Node, { type: 'alias' }>;

/** Everything that the pattern leads to from `node`, in the order of the text; what aliases repeat is found once. */
export function matchesOf(node: Node | undefined, pattern: Pattern): readonly Found[] {
  const search: Search = { pattern, found: [], repeated: new Map() };
  collect(node, 0, search);
  return search.found;
}

interface Search {
  readonly pattern: Pattern;
  readonly found: Found[];
  /** Targets of aliases, with the depth at which they were entered. */
  readonly repeated: Map<Node, number>;
}

function collect(from: Node | undefined, depth: number, search: Search): void {
  const node = resolved(from);
  if (!node) return;
  if (from?.type === 'alias') {
    if (search.repeated.get(node) === depth) return;
    search.repeated.set(node, depth);
  }
  const step = search.pattern[depth];
  if (step === undefined) {
    search.found.push(node);
  } else if (step === everyItem) {
    if (node.type !== 'sequence') return;
    for (const item of node.items) collect(item.value, depth + 1, search);
  } else if (node.type === 'mapping') {
    const pair = pairOf(node, step);
    if (pair?.value) collect(pair.value, depth + 1, search);
  }
}

/** A scalar's text and where it stands, without its quotes; undefined for empty ones and collections. */
export function wordOf(
  node: Node | undefined,
  text: string,
): { readonly word: string; readonly span: Span } | undefined {
  const scalar = resolved(node);
  if (scalar?.type !== 'scalar' || scalar.value === null || scalar.source === '') return undefined;
  return { word: scalar.source, span: innerSpan(scalar, text) };
}

/** The span of a scalar without the quotes around it. */
export function innerSpan(node: ScalarNode, text: string): Span {
  if (node.style !== 'single' && node.style !== 'double') return { start: node.start, end: node.end };
  const quote = node.style === 'single' ? "'" : '"';
  const start = text.startsWith(quote, node.start) ? node.start + 1 : text.indexOf(quote, node.start) + 1;
  return { start, end: Math.max(start, node.end - 1) };
}

/** The pairs of a mapping with scalar values, as words with their places. */
export function wordPairs(node: Node | undefined, text: string): readonly WordPair[] {
  const mapping = resolved(node);
  if (mapping?.type !== 'mapping') return [];
  return mapping.pairs.flatMap((pair) => {
    const value = wordOf(pair.value, text);
    if (pair.merge || !value) return [];
    return [{ key: keyOf(pair), keySpan: innerSpan(pair.key, text), value: value.word, valueSpan: value.span }];
  });
}

/** The keys of a mapping, with their places. */
export function keysOf(
  node: Node | undefined,
  text: string,
): readonly { readonly word: string; readonly span: Span }[] {
  const mapping = resolved(node);
  if (mapping?.type !== 'mapping') return [];
  return mapping.pairs.flatMap((pair) => (pair.merge ? [] : [{ word: keyOf(pair), span: innerSpan(pair.key, text) }]));
}

export interface WordPair {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: string;
  readonly valueSpan: Span;
}

export function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('.');
}
