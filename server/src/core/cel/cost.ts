// The most that a rule may cost, as the server estimates it before it takes a definition: every node has a cost, loops
// multiply it by the most elements that the schema allows. Mirrors cel-go v0.26 checker/cost.go; functions of Kubernetes'
// libraries are in callCosts.ts. Costs are kept as their upper bound only.
import { type CallPlace, callCost } from './callCosts.ts';
import type { Compiled } from './compile.ts';
import { ACCUMULATOR, type Call, type Comprehension, type Expression } from './expression.ts';
import type { SchemaType } from './schemaTypes.ts';
import { add, fixed, type Size, TRAVERSAL, times, UNKNOWN, union } from './sizes.ts';
import { type CelType, DYN, heldBy } from './types.ts';

/** The estimated cost of an expression about `self`, in the server's units; at most 2^64 − 1. */
export function estimatedCost({ expression, checked }: Compiled, self: SchemaType): number {
  const coster: Coster = {
    self,
    types: checked.types,
    names: checked.names,
    paths: new Map(),
    locals: undefined,
    sizes: new Map(),
    entries: new Map(),
  };
  return costOf(coster, expression);
}

/** How often data of this type can be in one request. */
export const maxCardinality = (type: SchemaType): number => Math.floor((3 * 1024 * 1024) / (type.minSize + 1));

type Path = readonly string[];

interface EntrySize {
  readonly container: 'list' | 'map';
  readonly key: Size;
  readonly value: Size;
}

interface Local {
  readonly name: string;
  readonly path: Path;
  readonly size: Size | undefined;
  readonly entry: EntrySize | undefined;
  readonly outer: Local | undefined;
}

interface Coster {
  readonly self: SchemaType;
  readonly types: ReadonlyMap<Expression, CelType>;
  readonly names: ReadonlyMap<Expression, string>;
  readonly paths: Map<Expression, Path>;
  locals: Local | undefined;
  readonly sizes: Map<Expression, Size>;
  readonly entries: Map<Expression, EntrySize>;
}

const LIST = 10;
const MAP = 30;
const STRUCT = 40;

const typeOf = (coster: Coster, node: Expression): CelType => coster.types.get(node) ?? DYN;
const total = (costs: readonly number[]): number => costs.reduce(add, 0);

function costOf(coster: Coster, node: Expression): number {
  switch (node.kind) {
    case 'literal':
    case 'missing':
      return 0;
    case 'identifier':
      coster.paths.set(node, local(coster, node.name)?.path ?? [node.name]);
      return 1;
    case 'select':
      return selectCost(coster, node);
    case 'call':
      return callCostOf(coster, node);
    case 'list':
      return listCost(coster, node);
    case 'map':
      return mapCost(coster, node);
    case 'struct':
      return add(STRUCT, total(node.fields.map((field) => costOf(coster, field.value))));
    case 'comprehension':
      return isBinding(node) ? bindingCost(coster, node) : foldCost(coster, node);
  }
}

function local(coster: Coster, name: string): Local | undefined {
  for (let one = coster.locals; one; one = one.outer) if (one.name === name) return one;
  return undefined;
}

const FIELDS: ReadonlySet<CelType['kind']> = new Set(['map', 'object', 'parameter']);

function selectCost(coster: Coster, node: Expression & { kind: 'select' }): number {
  const cost = costOf(coster, node.operand);
  if (node.test) return cost;
  coster.paths.set(node, [...pathOf(coster, node.operand), node.field]);
  return FIELDS.has(typeOf(coster, node.operand).kind) ? add(cost, 1) : cost;
}

function pathOf(coster: Coster, node: Expression): Path {
  const known = node.kind === 'identifier' ? local(coster, node.name) : undefined;
  return known?.path ?? coster.paths.get(node) ?? [];
}

function listCost(coster: Coster, node: Expression & { kind: 'list' }): number {
  const cost = total(node.elements.map((element) => costOf(coster, element)));
  const sizes = node.elements.map((element) => sizeOrUnknown(coster, element));
  coster.entries.set(node, { container: 'list', key: fixed(1), value: sizes.reduce(union, NOTHING) });
  return add(cost, LIST);
}

/** The union with it is the other size. */
const NOTHING: Size = { min: Number.POSITIVE_INFINITY, max: 0 };

function mapCost(coster: Coster, node: Expression & { kind: 'map' }): number {
  const costs = node.entries.flatMap((entry) => [costOf(coster, entry.key), costOf(coster, entry.value)]);
  const key = node.entries.map((entry) => sizeOrUnknown(coster, entry.key)).reduce(union, NOTHING);
  const value = node.entries.map((entry) => sizeOrUnknown(coster, entry.value)).reduce(union, NOTHING);
  coster.entries.set(node, { container: 'map', key, value });
  return add(total(costs), MAP);
}

const isBinding = (node: Comprehension): boolean =>
  node.range.kind === 'list' &&
  node.range.elements.length === 0 &&
  node.condition.kind === 'literal' &&
  node.condition.literal.value === false &&
  node.accumulator !== ACCUMULATOR;

function bindingCost(coster: Coster, node: Comprehension): number {
  const before = add(costOf(coster, node.range), costOf(coster, node.initial));
  const outside = coster.locals;
  pushAccumulator(coster, node);
  const cost = add(before, costOf(coster, node.result));
  setSize(coster, node, sizeOf(coster, node.result));
  setEntry(coster, node, entryOf(coster, node.result));
  coster.locals = outside;
  return cost;
}

function push(coster: Coster, name: string, path: Path, size: Size | undefined, entry?: EntrySize): void {
  coster.locals = { name, path, size, entry, outer: coster.locals };
}

function pushAccumulator(coster: Coster, { accumulator, initial }: Comprehension): void {
  push(coster, accumulator, pathOf(coster, initial), sizeOf(coster, initial), entryOf(coster, initial));
}

function foldCost(coster: Coster, node: Comprehension): number {
  const before = add(costOf(coster, node.range), costOf(coster, node.initial));
  const outside = coster.locals;
  pushAccumulator(coster, node);
  const accumulating = coster.locals;
  pushVariables(coster, node);
  const loop = add(costOf(coster, node.condition), costOf(coster, node.step));
  coster.locals = accumulating;
  const result = costOf(coster, node.result);
  coster.locals = outside;
  const count = sizeOrUnknown(coster, node.range);
  if (node.initial.kind === 'literal') setSize(coster, node, sizeOf(coster, node.initial));
  if (node.initial.kind === 'list' || node.initial.kind === 'map') {
    setSize(coster, node, count);
    setEntry(coster, node, entryOf(coster, node.step));
  }
  return total([before, result, times(count.max, loop)]);
}

function pushVariables(coster: Coster, node: Comprehension): void {
  const entry = entryOf(coster, node.range);
  const isList = (entry?.container ?? typeOf(coster, node.range).kind) === 'list';
  const path = pathOf(coster, node.range);
  const [keys, values] = isList ? ['@indices', '@items'] : ['@keys', '@values'];
  if (node.second !== undefined) {
    push(coster, node.variable, [...path, keys ?? ''], entry?.key);
    push(coster, node.second, [...path, values ?? ''], entry?.value);
  } else if (isList) push(coster, node.variable, [...path, '@items'], entry?.value);
  else push(coster, node.variable, [...path, '@keys'], entry?.key);
}

function setSize(coster: Coster, node: Expression, size: Size | undefined): void {
  if (size) coster.sizes.set(node, size);
}

function setEntry(coster: Coster, node: Expression, entry: EntrySize | undefined): void {
  if (entry) coster.entries.set(node, entry);
}

function entryOf(coster: Coster, node: Expression): EntrySize | undefined {
  const known = coster.entries.get(node);
  return known ?? (node.kind === 'identifier' ? local(coster, node.name)?.entry : undefined);
}

const sizeOrUnknown = (coster: Coster, node: Expression): Size => sizeOf(coster, node) ?? UNKNOWN;

function sizeOf(coster: Coster, node: Expression): Size | undefined {
  const known = coster.sizes.get(node) ?? writtenSize(node);
  if (known) return known;
  const declared = declaredSize(coster, pathOf(coster, node));
  if (declared) {
    coster.sizes.set(node, declared);
    return declared;
  }
  if (isScalar(typeOf(coster, node))) return fixed(1);
  return node.kind === 'identifier' ? local(coster, node.name)?.size : undefined;
}

function writtenSize(node: Expression): Size | undefined {
  if (node.kind === 'list') return fixed(node.elements.length);
  if (node.kind === 'map') return fixed(node.entries.length);
  if (node.kind !== 'literal') return undefined;
  const { literal } = node;
  if (literal.type === 'string') return fixed([...literal.value].length);
  return fixed(literal.type === 'bytes' ? literal.value.length : 1);
}

const SCALARS: ReadonlySet<CelType['kind']> = new Set(['bool', 'double', 'duration', 'int', 'timestamp', 'uint']);

function isScalar(type: CelType): boolean {
  const held = heldBy(type);
  return held ? isScalar(held) : SCALARS.has(type.kind);
}

/** What the schema allows at a path below `self`. */
function declaredSize(coster: Coster, path: Path): Size | undefined {
  if (path.length === 0) return undefined;
  let type: SchemaType | undefined = coster.self;
  for (const name of path.slice(1)) {
    if (name === '@keys') return type?.type.kind === 'map' ? { min: 0, max: LONGEST_KEY } : undefined;
    type = name === '@items' || name === '@values' ? type?.element : type?.fields?.get(name)?.type;
  }
  return type && { min: 0, max: type.maxElements };
}

/** Keys are plain strings without a bound of their own. */
const LONGEST_KEY = 0;

function callCostOf(coster: Coster, node: Call): number {
  const name = coster.names.get(node) ?? node.name;
  const [first] = node.args;
  if (name === 'dyn' && first) {
    const cost = add(1, costOf(coster, first));
    setSize(coster, node, sizeOf(coster, first));
    setEntry(coster, node, entryOf(coster, first));
    return cost;
  }
  const costs = node.args.map((arg) => costOf(coster, arg));
  const target = node.target && name === node.name ? node.target : undefined;
  const before = target ? costOf(coster, target) : 0;
  const place = placeOf(coster, node, name, target);
  const special = operatorCost(coster, node, place, costs);
  const { cost, size } = special ?? callCost(place) ?? { cost: 1, size: undefined };
  indexPath(coster, node, name);
  setSize(coster, node, size ?? indexedSize(coster, node, name) ?? sizeOf(coster, node));
  return total([before, cost, ...(special?.alone === true ? [] : costs)]);
}

function placeOf(coster: Coster, node: Call, name: string, target: Expression | undefined): CallPlace {
  const argument = (arg: Expression): CallPlace['args'][number] => ({
    node: arg,
    type: typeOf(coster, arg),
    size: sizeOrUnknown(coster, arg),
    elementSize: elementSize(coster, arg),
  });
  return { name, target: target && argument(target), args: node.args.map(argument) };
}

function elementSize(coster: Coster, node: Expression): Size {
  const path = pathOf(coster, node);
  const isRoot = path.length > 0 && path[0] !== ACCUMULATOR;
  return (isRoot ? declaredSize(coster, [...path, '@items']) : undefined) ?? UNKNOWN;
}

function indexPath(coster: Coster, node: Call, name: string): void {
  const [from] = node.args;
  if (name !== '_[_]' || !from) return;
  const { kind } = typeOf(coster, from);
  if (kind === 'list' || kind === 'dyn') coster.paths.set(node, [...pathOf(coster, from), '@items']);
  if (kind === 'map' || kind === 'dyn') coster.paths.set(node, [...pathOf(coster, from), '@values']);
}

function indexedSize(coster: Coster, node: Call, name: string): Size | undefined {
  const [from] = node.args;
  return name === '_[_]' && from ? entryOf(coster, from)?.value : undefined;
}

interface OperatorCost {
  readonly cost: number;
  readonly size?: Size;
  /** The costs of the arguments are in `cost` already. */
  readonly alone?: boolean;
}

function operatorCost(
  coster: Coster,
  node: Call,
  { name, args: [left, right] }: CallPlace,
  costs: readonly number[],
): OperatorCost | undefined {
  const [one = 0, two = 0, three = 0] = costs;
  const [, yes, no] = node.args;
  if (name === '_&&_' || name === '_||_') return { cost: add(one, two), alone: true };
  if (name === '_?_:_' && yes && no) {
    const [first, second] = [entryOf(coster, yes), entryOf(coster, no)];
    if (first && second) setEntry(coster, node, unitedEntries(first, second));
    const size = union(sizeOrUnknown(coster, yes), sizeOrUnknown(coster, no));
    return { cost: add(one, Math.max(two, three)), size, alone: true };
  }
  if (name !== '_+_' || !left || !right) return undefined;
  const { kind } = left.type;
  const size = { min: add(left.size.min, right.size.min), max: add(left.size.max, right.size.max) };
  const [first, second] = [entryOf(coster, left.node), entryOf(coster, right.node)];
  if (first && second) setEntry(coster, node, unitedEntries(first, second));
  if (kind === 'list') return { cost: 1, size };
  if (kind === 'string' || kind === 'bytes') return { cost: times(size.max, TRAVERSAL), size };
  return kind === 'dyn' ? { cost: Math.max(1, times(size.max, TRAVERSAL)), size } : undefined;
}

const unitedEntries = (one: EntrySize, other: EntrySize): EntrySize => ({
  container: one.container,
  key: union(one.key, other.key),
  value: union(one.value, other.value),
});
