// The plain object that Kubernetes makes of a tree: aliases and merge keys resolved, keys as JSON has them, the last of
// duplicate keys kept (the parser reports them). Knows no schema. Of `toPlain` nothing in the result is shared, so it may be
// changed; `toSharedPlain` is for reading: what aliases repeat is one value there.
import { text } from '../text.ts';
import type { AliasNode, MappingNode, Node, Pair, ScalarValue, YamlProblem } from './nodes.ts';
import { keyOf, resolved } from './path.ts';

export type PlainValue = ScalarValue | PlainValue[] | PlainObject;

export interface PlainObject {
  [key: string]: PlainValue;
}

export function isPlainObject(value: PlainValue | undefined): value is PlainObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface Plain {
  readonly value: PlainValue;
  readonly problems: readonly YamlProblem[];
}

/** The JSON-like value of a node; null for nothing. Aliases of themselves and explosions of aliases are cut, with a problem. */
export function toPlain(root: Node | undefined): Plain {
  const state = newState(undefined);
  return { value: plainOf(root, state), problems: state.problems };
}

/** The same value, not to be changed: all aliases of an anchor give one object, which costs no more than one of them. */
export function toSharedPlain(root: Node | undefined): ReadonlyPlain {
  return plainOf(root, newState(new Map()));
}

export type ReadonlyPlain = ScalarValue | readonly ReadonlyPlain[] | { readonly [key: string]: ReadonlyPlain };

function newState(shared: State['shared']): State {
  return { nodes: 0, nodesByAlias: 0, aliasDepth: 0, open: new Set(), circles: 0, problems: [], cut: false, shared };
}

interface State {
  nodes: number;
  nodesByAlias: number;
  aliasDepth: number;
  /** Anchored nodes that are being expanded: meeting one again is a circle. */
  readonly open: Set<Node>;
  /** How often that happened. */
  circles: number;
  /** What aliases were expanded to, and how many nodes that were; undefined where each is to be a value of its own. */
  readonly shared: Map<Node, { readonly value: PlainValue; readonly nodes: number }> | undefined;
  readonly problems: YamlProblem[];
  cut: boolean;
}

function plainOf(node: Node | undefined, state: State): PlainValue {
  if (!node || state.cut || isExcessive(node, state)) return null;
  switch (node.type) {
    case 'scalar':
      return node.value;
    case 'alias':
      return node.target && state.shared ? sharedOf(node.target, node, state) : expandedOf(node, state);
    case 'sequence':
      return node.items.map((item) => plainOf(item.value, state));
    case 'mapping': {
      const object: PlainObject = {};
      fill(object, node, state);
      return object;
    }
  }
}

function expandedOf(node: AliasNode, state: State): PlainValue {
  return aliased(node, state, (target) => plainOf(target, state), null);
}

/** Counted as if it were expanded again, which is done where that is too much, for then it depends on the place. */
function sharedOf(target: Node, node: AliasNode, state: State): PlainValue {
  const known = state.shared?.get(target);
  if (known && !isTooMuch(state.nodes + known.nodes, state.nodesByAlias + known.nodes)) {
    state.nodes += known.nodes;
    state.nodesByAlias += known.nodes;
    return known.value;
  }
  const { nodes, circles } = state;
  const value = expandedOf(node, state);
  if (!state.cut && state.circles === circles) state.shared?.set(target, { value, nodes: state.nodes - nodes });
  return value;
}

/** The budget of goyaml.v2 decode.go: at most 99 % of a small document's nodes may come from aliases, 10 % of a huge one's. */
function isExcessive(node: Node, state: State): boolean {
  state.nodes++;
  if (state.aliasDepth > 0) state.nodesByAlias++;
  if (!isTooMuch(state.nodes, state.nodesByAlias)) return false;
  state.cut = true;
  state.problems.push({
    code: 'excessive-aliases',
    severity: 'error',
    span: { start: node.start, end: node.end },
    message: text(
      'the aliases of this document expand to too many nodes, and Kubernetes refuses it; write the parts out or alias less',
      '本文档的别名展开后节点过多，Kubernetes 会拒绝；请直接写出内容或减少别名',
    ),
  });
  return true;
}

function isTooMuch(nodes: number, byAlias: number): boolean {
  return nodes > 100 && byAlias / nodes > allowedShare(nodes);
}

function allowedShare(nodes: number): number {
  if (nodes <= 400_000) return 0.99;
  if (nodes >= 4_000_000) return 0.1;
  return 0.99 - (0.89 * (nodes - 400_000)) / 3_600_000;
}

function aliased<T>(node: AliasNode, state: State, expand: (target: Node) => T, otherwise: T): T {
  const target = node.target;
  if (!target) return otherwise;
  if (state.open.has(target)) {
    state.circles++;
    return otherwise;
  }
  state.open.add(target);
  state.aliasDepth++;
  const value = expand(target);
  state.aliasDepth--;
  state.open.delete(target);
  return value;
}

/** The mapping's own keys in their order; then those that merge keys bring in and that it has not got itself. */
function fill(object: PlainObject, mapping: MappingNode, state: State): void {
  let merges: Pair[] | undefined;
  for (const pair of mapping.pairs) {
    if (pair.merge) merges = [...(merges ?? []), pair];
    else put(object, keyOf(pair), plainOf(pair.value, state));
  }
  for (const pair of merges?.reverse() ?? []) mergeFrom(object, pair.value, state);
}

function mergeFrom(object: PlainObject, node: Node | undefined, state: State): void {
  if (!node || state.cut) return;
  if (node.type === 'alias') aliased(node, state, (target) => mergeFrom(object, target, state), undefined);
  if (node.type === 'sequence') {
    for (const item of node.items) {
      if (resolved(item.value)?.type === 'mapping') mergeFrom(object, item.value, state);
    }
  }
  if (node.type !== 'mapping') return;
  const merged: PlainObject = {};
  fill(merged, node, state);
  for (const key of Object.keys(merged)) {
    if (!Object.hasOwn(object, key)) put(object, key, merged[key] ?? null);
  }
}

/** `__proto__` is a key like any other. */
function put(object: PlainObject, key: string, value: PlainValue): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  } else object[key] = value;
}
