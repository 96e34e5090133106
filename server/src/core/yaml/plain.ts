// The plain object that Kubernetes makes of a tree: aliases and merge keys resolved, keys as JSON has them, the last of
// duplicate keys kept (the parser reports them). Knows no schema; nothing in the result is shared, so it may be changed.
import { text } from '../text.ts';
import type { MappingNode, Node, Pair, ScalarValue, YamlProblem } from './nodes.ts';
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
  const state: State = { nodes: 0, nodesByAlias: 0, aliasDepth: 0, open: new Set(), problems: [], cut: false };
  return { value: plainOf(root, state), problems: state.problems };
}

interface State {
  nodes: number;
  nodesByAlias: number;
  aliasDepth: number;
  /** Anchored nodes that are being expanded: meeting one again is a circle. */
  readonly open: Set<Node>;
  readonly problems: YamlProblem[];
  cut: boolean;
}

function plainOf(node: Node | undefined, state: State): PlainValue {
  if (!node || state.cut || isExcessive(node, state)) return null;
  switch (node.type) {
    case 'scalar':
      return node.value;
    case 'alias':
      return aliased(node, state, (target) => plainOf(target, state), null);
    case 'sequence':
      return node.items.map((item) => plainOf(item.value, state));
    case 'mapping': {
      const object: PlainObject = {};
      fill(object, node, state);
      return object;
    }
  }
}

/** The budget of goyaml.v2 decode.go: at most 99 % of a small document's nodes may come from aliases, 10 % of a huge one's. */
function isExcessive(node: Node, state: State): boolean {
  state.nodes++;
  if (state.aliasDepth > 0) state.nodesByAlias++;
  if (state.nodes <= 100 || state.nodesByAlias / state.nodes <= allowedShare(state.nodes)) return false;
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

function allowedShare(nodes: number): number {
  if (nodes <= 400_000) return 0.99;
  if (nodes >= 4_000_000) return 0.1;
  return 0.99 - (0.89 * (nodes - 400_000)) / 3_600_000;
}

function aliased<T>(node: Node & { type: 'alias' }, state: State, expand: (target: Node) => T, otherwise: T): T {
  const target = node.target;
  if (!target || state.open.has(target)) return otherwise;
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
