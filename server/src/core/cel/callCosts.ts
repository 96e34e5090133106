// What calls cost and how large their results are: cel-go's string functions and Kubernetes' libraries. Mirrors cel-go v0.26
// checker/cost.go functionCost and apiserver/pkg/cel/library/cost.go EstimateCallCost (v1.36).
import type { Expression } from './expression.ts';
import { add, MOST, PATTERN, type Size, TRAVERSAL, times } from './sizes.ts';
import { type CelType, sameType } from './types.ts';

interface Argument {
  readonly node: Expression;
  readonly type: CelType;
  readonly size: Size;
  /** Of a list's items, as far as the schema tells. */
  readonly elementSize: Size;
}

export interface CallPlace {
  readonly name: string;
  readonly target: Argument | undefined;
  readonly args: readonly Argument[];
}

export interface CallCost {
  readonly cost: number;
  readonly size?: Size | undefined;
}

/** Without the costs of the arguments; undefined: one unit. */
export function callCost(place: CallPlace): CallCost | undefined {
  return Object.hasOwn(COSTS, place.name) ? COSTS[place.name]?.(place) : undefined;
}

type Estimate = (place: CallPlace) => CallCost | undefined;

/** The text that a call reads: its receiver, else its first argument. */
const subject = ({ target, args }: CallPlace): Argument | undefined => target ?? args[0];

const traversal =
  (factor: number, keepsSize: boolean): Estimate =>
  (place) => {
    const size = subject(place)?.size;
    return size && { cost: times(size.max, factor * TRAVERSAL), ...(keepsSize && { size }) };
  };

/** A pattern run over a text. */
function search(text: Size, pattern: Size): number {
  return times(times(add(text.max, 1), TRAVERSAL), times(pattern.max, PATTERN));
}

const matches: Estimate = ({ target, args }) => {
  const [pattern] = args;
  return target && pattern && { cost: search(target.size, pattern.size) };
};

const find: Estimate = ({ target, args: [pattern] }) =>
  target && pattern && { cost: search(target.size, pattern.size), size: { min: 0, max: target.size.max } };

/** One comparison for each element, and its text if it has one. */
const overElements: Estimate = ({ target }) => {
  if (!target) return undefined;
  if (target.type.kind !== 'list') return { cost: times(target.size.max, TRAVERSAL) };
  const { kind } = target.type.parameters[0];
  const hasText = kind === 'string' || kind === 'bytes';
  return { cost: times(target.size.max, add(1, hasText ? times(target.elementSize.max, TRAVERSAL) : 0)) };
};

const fixedCost =
  (cost: number): Estimate =>
  () => ({ cost });

const comparison: Estimate = ({ args: [left, right] }) => {
  if (!left || !right) return undefined;
  const isText = ['string', 'bytes'].includes(left.type.kind);
  const cost = times(Math.min(left.size.max, right.size.max), TRAVERSAL);
  if (isText) return { cost };
  return left.type.kind === 'dyn' ? { cost: Math.max(1, cost) } : undefined;
};

const CONSTANT_EQUALITY: ReadonlySet<string> = new Set([
  'net.IP',
  'net.CIDR',
  'kubernetes.Quantity',
  'kubernetes.Semver',
]);

const equality: Estimate = ({ name, args: [left, right] }) => {
  if (!left || !right) return undefined;
  const known = 'name' in left.type && CONSTANT_EQUALITY.has(left.type.name) && sameType(left.type, right.type);
  if (name === '_==_' && known) return { cost: 1 };
  return { cost: times(Math.min(left.size.max, right.size.max), TRAVERSAL) };
};

const membership: Estimate = ({ args: [, within] }) => {
  if (!within || within.type.kind === 'map') return undefined;
  return { cost: within.type.kind === 'list' ? within.size.max : Math.max(1, within.size.max) };
};

const split: Estimate = ({ target, args: [, count] }) => {
  if (!target) return undefined;
  const written =
    count?.node.kind === 'literal' && count.node.literal.type === 'int' ? count.node.literal.value : undefined;
  const max = written === undefined ? target.size.max : written < 0n ? MOST : Number(written);
  return { cost: times(target.size.max, 2 * TRAVERSAL), size: { min: 0, max } };
};

const join: Estimate = ({ target, args: [separator] }) => {
  if (!target) return undefined;
  const texts = times(target.size.max, target.elementSize.max);
  const gaps = Math.max(0, target.size.max - 1);
  const max = add(texts, separator ? times(gaps, separator.size.max) : 0);
  return { cost: times(max, TRAVERSAL), size: { min: 0, max } };
};

const replace: Estimate = ({ target, args: [old, by] }) => {
  if (!target || !old || !by) return undefined;
  const length = target.size.max;
  const cost = times(length, 2 * TRAVERSAL);
  if (old.size.min === 0) {
    return { cost, size: { min: 0, max: add(times(add(length, 1), by.size.max), length) } };
  }
  if (by.size.max <= old.size.min) return { cost, size: { min: 0, max: length } };
  return { cost, size: { min: 0, max: times(Math.ceil(length / old.size.min), by.size.max) } };
};

/** Two addresses of at most sixteen bytes. */
const ADDRESSES = 4;

const contained =
  (base: number): Estimate =>
  ({ args: [other] }) => {
    const text = other?.type.kind === 'string' || other?.type.kind === 'dyn' ? times(other.size.max, TRAVERSAL) : 0;
    return { cost: add(base, text) };
  };

const prefixed: Estimate = ({ args: [part] }) => part && { cost: times(part.size.max, TRAVERSAL) };

const substring: Estimate = ({ target, args: [part] }) =>
  target && part && { cost: times(times(target.size.max, TRAVERSAL), times(part.size.max, TRAVERSAL)) };

const toBytes: Estimate = ({ args: [text] }) =>
  text && text.type.kind !== 'bytes'
    ? { cost: times(text.size.max, TRAVERSAL), size: { min: text.size.min, max: times(text.size.max, 4) } }
    : undefined;

const toText: Estimate = ({ args: [value] }) =>
  value && (value.type.kind === 'bytes' || value.type.kind === 'dyn')
    ? { cost: Math.max(value.type.kind === 'dyn' ? 1 : 0, times(value.size.max, TRAVERSAL)), size: value.size }
    : undefined;

const quote: Estimate = ({ args: [text] }) =>
  text && {
    cost: times(text.size.max, TRAVERSAL),
    size: { min: text.size.min + 2, max: add(times(text.size.max, 2), 2) },
  };

/** Every element against every element of the other list. */
const sets =
  (factor: number): Estimate =>
  ({ args: [one, other] }) =>
    one && other && { cost: add(1, times(times(one.size.max, other.size.max), factor)) };

/** A new list of that size, made at that cost per element. */
const newList = (size: Size, factor: number): CallCost => ({ cost: add(11, times(size.max, factor)), size });

const squared = ({ min, max }: Size): Size => ({ min: times(min, min), max: times(max, max) });

function writtenInt(argument: Argument | undefined, otherwise: number): number {
  const written = argument?.node.kind === 'literal' ? argument.node.literal : undefined;
  return written?.type === 'int' ? Number(written.value) : otherwise;
}

const sorted: Estimate = ({ target, args: [keys] }) => {
  const by = keys ?? target;
  if (by?.type.kind !== 'list') return undefined;
  const isText = ['string', 'bytes', 'dyn'].includes(by.type.parameters[0].kind);
  return newList(squared(by.size), isText ? 2 + TRAVERSAL : 2);
};

const slice: Estimate = ({ target, args: [from, to] }) => {
  if (!target) return undefined;
  const length = writtenInt(to, target.size.max) - writtenInt(from, 0);
  return newList({ min: length, max: length }, 1);
};

const range: Estimate = ({ args: [count] }) => {
  const length = writtenInt(count, MOST);
  return newList({ min: length, max: length }, 1);
};

const LONGEST_FORMAT_PATTERN = 128;

const each = (names: string, estimate: Estimate): Readonly<Record<string, Estimate>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, estimate]));

const COSTS: Readonly<Record<string, Estimate>> = {
  ...each('isSorted sum max min indexOf lastIndexOf', overElements),
  ...each('url jsonpatch.escapeKey lowerAscii upperAscii substring trim', traversal(1, true)),
  ...each('cidr isIP isCIDR quantity isQuantity semver isSemver format', traversal(1, false)),
  ...each('_<_ _<=_ _>_ _>=_', comparison),
  ...each('_==_ _!=_', equality),
  ...each('startsWith endsWith', prefixed),
  ...each('find findAll', find),
  'ip.isCanonical': traversal(2, false),
  ip: (place) => (place.target ? { cost: 1 } : traversal(1, false)(place)),
  '@in': membership,
  matches,
  contains: substring,
  split,
  join,
  replace,
  bytes: toBytes,
  string: toText,
  'strings.quote': quote,
  containsIP: contained(ADDRESSES),
  containsCIDR: contained(ADDRESSES + 3),
  'sets.contains': sets(1),
  'sets.intersects': sets(1),
  'sets.equivalent': sets(2),
  sort: sorted,
  '@sortByAssociatedKeys': sorted,
  distinct: ({ target }) => target && newList(squared(target.size), 2),
  reverse: ({ target }) => target && newList(target.size, 1),
  flatten: ({ target, args: [depth] }) => target && newList(target.size, depth ? writtenInt(depth, MOST) : 1),
  slice,
  'lists.range': range,
  check: fixedCost(350_000),
  validate: ({ args: [text] }) =>
    text && { cost: times(times(text.size.max, TRAVERSAL), LONGEST_FORMAT_PATTERN * PATTERN) },
};
