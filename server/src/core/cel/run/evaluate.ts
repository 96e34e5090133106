// Runs a checked expression on values: logic that looks past errors, folds, optional values, and calls. What cannot be
// evaluated ends in the server's words. Mirrors cel-go v0.26 interpreter. Knows no policies and no schemas.
import type { Compiled } from '../compile.ts';
import type { Comprehension, Entry, Expression, Literal, Select } from '../expression.ts';
import { found, itemAt, OPERANDS, OPERATORS } from './arithmetic.ts';
import { AUTHORIZER_FUNCTIONS } from './functions/authorizer.ts';
import { CONVERSIONS } from './functions/conversions.ts';
import type { Handler, Handlers } from './functions/handler.ts';
import { KUBERNETES_FUNCTIONS } from './functions/kubernetes.ts';
import { LIST_FUNCTIONS } from './functions/lists.ts';
import { OPTIONAL_FUNCTIONS } from './functions/optionals.ts';
import { TEXT_FUNCTIONS } from './functions/texts.ts';
import { TIME_FUNCTIONS } from './functions/times.ts';
import {
  CelFailure,
  contentOf,
  Foreign,
  isList,
  isMap,
  NO_OVERLOAD,
  NONE,
  noSuchOverload,
  StructValue,
  some,
  typeName,
  typeValue,
  uint,
  type Value,
} from './values.ts';

/** Values of the variables by name; asked once each. A thrown CelFailure is the variable's own. */
export type Variables = (name: string) => Value | undefined;

export type Outcome = { readonly value: Value } | { readonly error: string };

/** The value, or why there is none: `no such key: x`. Never throws for what an expression can do. */
export function evaluate({ expression, checked }: Compiled, variables: Variables): Outcome {
  try {
    return { value: run({ names: checked.names, variables: once(variables), locals: undefined }, expression) };
  } catch (failure) {
    if (failure instanceof CelFailure) return { error: failure.message };
    if (failure instanceof RangeError) return { error: 'expression recursion limit exceeded' };
    throw failure;
  }
}

function once(variables: Variables): Variables {
  const known = new Map<string, Value | undefined>();
  return (name) => {
    if (!known.has(name)) known.set(name, variables(name));
    return known.get(name);
  };
}

interface Locals {
  readonly name: string;
  /** A failure is a value until somebody looks at it. */
  readonly value: Value | CelFailure;
  readonly outer: Locals | undefined;
}

interface Scope {
  readonly names: ReadonlyMap<Expression, string>;
  readonly variables: Variables;
  readonly locals: Locals | undefined;
}

const FUNCTIONS: Handlers = {
  ...OPERATORS,
  ...CONVERSIONS,
  ...TEXT_FUNCTIONS,
  ...LIST_FUNCTIONS,
  ...TIME_FUNCTIONS,
  ...KUBERNETES_FUNCTIONS,
  ...OPTIONAL_FUNCTIONS,
  ...AUTHORIZER_FUNCTIONS,
};

function run(scope: Scope, node: Expression): Value {
  switch (node.kind) {
    case 'literal':
      return literalValue(node.literal);
    case 'identifier':
      return named(scope, node.name.replace(/^\./, ''));
    case 'select':
      return selected(scope, node);
    case 'call':
      return called(scope, node);
    case 'list':
      return node.elements.flatMap((element, at) => {
        const value = run(scope, element);
        return node.optional.includes(at) ? held(value) : [value];
      });
    case 'map':
      return mapOf(node.entries, (entry: Entry) => run(scope, entry.key), scope);
    case 'struct':
      return new StructValue(
        node.type.replace(/^\./, ''),
        mapOf(node.fields, (field) => field.name, scope),
      );
    case 'comprehension':
      return folded(scope, node);
    case 'missing':
      return noSuchOverload();
  }
}

const literalValue = (literal: Literal): Value => (literal.type === 'uint' ? uint(literal.value) : literal.value);

const held = (value: Value): Value[] => {
  const { value: inner } = contentOf(value, 'optional');
  return inner === undefined ? [] : [inner];
};

function mapOf<T extends { readonly value: Expression; readonly optional: boolean }>(
  entries: readonly T[],
  keyOf: (entry: T) => Value,
  scope: Scope,
): ReadonlyMap<Value, Value> {
  const all = new Map<Value, Value>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const value = run(scope, entry.value);
    for (const one of entry.optional ? held(value) : [value]) all.set(key, one);
  }
  return all;
}

function named(scope: Scope, name: string): Value {
  for (let local = scope.locals; local; local = local.outer) {
    if (local.name !== name) continue;
    if (local.value instanceof CelFailure) throw local.value;
    return local.value;
  }
  const value = scope.variables(name);
  return value === undefined ? typeValue(name) : value;
}

function selected(scope: Scope, node: Select): Value {
  const qualified = scope.names.get(node);
  if (qualified !== undefined) return named(scope, qualified);
  const operand = run(scope, node.operand);
  if (operand instanceof Foreign && operand.content.type === 'optional') {
    const inner = optionalItem(operand, node.field);
    return node.test ? held(inner).length > 0 : inner;
  }
  const item = itemAt(operand, node.field);
  return node.test ? 'value' in item : found(item);
}

/** What an optional, a list or a map holds there, as an optional. */
function optionalItem(operand: Value, index: Value): Value {
  if (operand instanceof Foreign && operand.content.type === 'optional') {
    return operand.content.value === undefined ? NONE : optionalItem(operand.content.value, index);
  }
  const item = itemAt(operand, index);
  return 'value' in item ? some(item.value) : NONE;
}

function called(scope: Scope, node: Expression & { kind: 'call' }): Value {
  const [first, second, third] = node.args;
  switch (node.name) {
    case '_&&_':
      return first && second ? logical(scope, first, second, false) : noSuchOverload();
    case '_||_':
      return first && second ? logical(scope, first, second, true) : noSuchOverload();
    case '_?_:_':
      return first && second && third ? run(scope, condition(scope, first) ? second : third) : noSuchOverload();
    case '_?._':
    case '_[?_]':
      return first && second ? optionalItem(run(scope, first), run(scope, second)) : noSuchOverload();
    case '@not_strictly_false':
      return first ? isNotFalse(scope, first) : noSuchOverload();
    case 'or':
    case 'orValue':
      return alternative(scope, node);
    default:
      return applied(scope, node);
  }
}

function condition(scope: Scope, node: Expression): boolean {
  const value = run(scope, node);
  return typeof value === 'boolean' ? value : noSuchOverload();
}

/** The value, or the failure as a value. */
function attempt(scope: Scope, node: Expression): Value | CelFailure {
  try {
    return run(scope, node);
  } catch (failure) {
    if (failure instanceof CelFailure) return failure;
    throw failure;
  }
}

/** `decisive` on either side decides, whatever the other side is. */
function logical(scope: Scope, left: Expression, right: Expression, decisive: boolean): Value {
  const one = attempt(scope, left);
  if (one === decisive) return decisive;
  const other = attempt(scope, right);
  if (other === decisive) return decisive;
  if (typeof one === 'boolean' && typeof other === 'boolean') return !decisive;
  const failure = [one, other].find((value) => value instanceof CelFailure);
  if (failure instanceof CelFailure) throw failure;
  return noSuchOverload();
}

const isNotFalse = (scope: Scope, node: Expression): boolean => attempt(scope, node) !== false;

function alternative(scope: Scope, node: Expression & { kind: 'call' }): Value {
  const [otherwise] = node.args;
  if (!node.target || !otherwise) return noSuchOverload();
  const self = run(scope, node.target);
  const { value } = contentOf(self, 'optional');
  if (value === undefined) return run(scope, otherwise);
  return node.name === 'or' ? self : value;
}

function applied(scope: Scope, node: Expression & { kind: 'call' }): Value {
  const name = scope.names.get(node) ?? node.name;
  const operator = FUNCTIONS[name];
  if (!operator) throw new CelFailure(`no such overload: ${name}`);
  const receiver = node.target && name === node.name ? [node.target] : [];
  const args = [...receiver, ...node.args].map((arg) => run(scope, arg));
  const [self] = args;
  if (name === '_[_]' && self instanceof Foreign && self.content.type === 'optional') {
    return optionalItem(self, args[1] ?? null);
  }
  return operated(name, operator, args);
}

/** Of calls with one argument the server says which type it was; of operators, where the left type has none such. */
function operated(name: string, operator: Handler, args: readonly Value[]): Value {
  try {
    return operator(...args);
  } catch (failure) {
    if (!(failure instanceof CelFailure) || failure.message !== NO_OVERLOAD) throw failure;
    const [self = null] = args;
    if (args.length === 1 && !name.includes('_')) throw new CelFailure(`${NO_OVERLOAD}: ${name}(${typeName(self)})`);
    if (OPERANDS[name]?.includes(typeName(self)) === false) throw new CelFailure(`${NO_OVERLOAD}: ${name}`);
    throw failure;
  }
}

/** What a fold runs over: `[key, value]` pairs. */
function pairs(range: Value): readonly (readonly [Value, Value])[] {
  if (isList(range)) return range.map((item, at) => [BigInt(at), item]);
  if (isMap(range)) return [...range];
  throw new CelFailure(`got '${GO_TYPES[typeName(range)] ?? typeName(range)}', expected iterable type`);
}

const GO_TYPES: Readonly<Record<string, string>> = {
  string: 'types.String',
  int: 'types.Int',
  uint: 'types.Uint',
  double: 'types.Double',
  bool: 'types.Bool',
  bytes: 'types.Bytes',
  null_type: 'types.Null',
};

function folded(scope: Scope, node: Comprehension): Value {
  const range = run(scope, node.range);
  const onlyKeys = isMap(range) || node.second !== undefined;
  const withLocal = (inner: Scope, name: string, value: Value | CelFailure): Scope => ({
    ...inner,
    locals: { name, value, outer: inner.locals },
  });
  let accumulated: Value | CelFailure = run(scope, node.initial);
  for (const [key, value] of pairs(range)) {
    const outer = withLocal(scope, node.accumulator, accumulated);
    const first = withLocal(outer, node.variable, onlyKeys ? key : value);
    const inner = node.second === undefined ? first : withLocal(first, node.second, value);
    if (run(inner, node.condition) !== true) break;
    accumulated = attempt(inner, node.step);
  }
  return run(withLocal(scope, node.accumulator, accumulated), node.result);
}
