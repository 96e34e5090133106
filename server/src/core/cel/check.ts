// The type check of an expression: which names exist, which functions take which types, and what comes out, in cel-go's
// words. Mirrors cel-go v0.26 checker/checker.go. Which variables and types there are is handed in.
import {
  type Call,
  type Comprehension,
  type Expression,
  type Literal,
  type Problem,
  qualifiedName,
  type Select,
} from './expression.ts';
import { type Overload, overloadsOf } from './signatures.ts';
import {
  BOOL,
  type CelType,
  DYN,
  ERROR,
  formatType,
  heldBy,
  INT,
  isDyn,
  isDynOrError,
  listType,
  mapType,
  mostGeneral,
  objectType,
  optionalType,
  type Substitutions,
  sameType,
  simple,
  substitute,
  typeType,
  unify,
} from './types.ts';

/** What an expression may name. */
export interface Declarations {
  readonly variables: ReadonlyMap<string, CelType>;
  /** Whether `cel.bind` is known. */
  readonly bindings?: boolean;
  hasFunction(name: string): boolean;
  /** Whether there is an object type of that name: `Object.spec`. */
  hasObject(name: string): boolean;
  /** The type of an object type's field; undefined if it has none of that name. */
  fieldType(object: string, field: string): CelType | undefined;
}

export interface Checked {
  readonly problems: readonly Problem[];
  readonly type: CelType;
  readonly types: ReadonlyMap<Expression, CelType>;
  /** Of selections that name a variable (`authorizer.requestResource`) and of calls: the full name. */
  readonly names: ReadonlyMap<Expression, string>;
}

/** Checks a tree without holes. Never throws. */
export function check(expression: Expression, declarations: Declarations): Checked {
  const checker: Checker = {
    declarations,
    problems: [],
    types: new Map(),
    names: new Map(),
    scopes: [declarations.variables],
    bound: new Map(),
    free: 0,
  };
  checkExpression(checker, expression);
  for (const [node, type] of checker.types) checker.types.set(node, substitute(checker.bound, type, true));
  return { ...checker, type: typeOf(checker, expression) };
}

interface Checker {
  readonly declarations: Declarations;
  readonly problems: Problem[];
  readonly types: Map<Expression, CelType>;
  readonly names: Map<Expression, string>;
  scopes: readonly ReadonlyMap<string, CelType>[];
  bound: Substitutions;
  free: number;
}

const typeOf = (checker: Checker, node: Expression): CelType => checker.types.get(node) ?? ERROR;

function complain(checker: Checker, at: number, message: string): void {
  checker.problems.push({ at, message });
}

function undeclared(checker: Checker, at: number, name: string): CelType {
  complain(checker, at, `undeclared reference to '${name}' (in container '')`);
  return ERROR;
}

function checkExpression(checker: Checker, node: Expression): CelType {
  const type = typed(checker, node);
  checker.types.set(node, type);
  return type;
}

function typed(checker: Checker, node: Expression): CelType {
  switch (node.kind) {
    case 'literal':
      return literalType(node.literal);
    case 'identifier':
      return lookup(checker, node.name) ?? undeclared(checker, node.at, node.name);
    case 'select':
      return selectType(checker, node);
    case 'call':
      return callType(checker, node);
    case 'list':
      return createdList(checker, node);
    case 'map':
      return createdMap(checker, node);
    case 'struct':
      return createdStruct(checker, node);
    case 'comprehension':
      return folded(checker, node);
    case 'missing':
      return ERROR;
  }
}

const literalType = ({ type }: Literal): CelType => simple(type);

const TYPE_NAMES: Readonly<Record<string, CelType>> = {
  bool: simple('bool'),
  bytes: simple('bytes'),
  double: simple('double'),
  int: simple('int'),
  string: simple('string'),
  uint: simple('uint'),
  null_type: simple('null'),
  list: listType(DYN),
  map: mapType(DYN, DYN),
  type: { kind: 'type', parameters: [] },
  'google.protobuf.Duration': simple('duration'),
  'google.protobuf.Timestamp': simple('timestamp'),
  duration: simple('duration'),
  timestamp: simple('timestamp'),
};

function lookup(checker: Checker, written: string): CelType | undefined {
  const name = written.replace(/^\./, '');
  for (let depth = checker.scopes.length - 1; depth >= 0; depth--) {
    const found = checker.scopes[depth]?.get(name);
    if (found) return found;
  }
  const type = Object.hasOwn(TYPE_NAMES, name) ? TYPE_NAMES[name] : undefined;
  if (type) return typeType(type);
  return checker.declarations.hasObject(name) ? typeType(objectType(name)) : undefined;
}

function selectType(checker: Checker, node: Select): CelType {
  const qualified = qualifiedName(node);
  const variable = qualified === undefined ? undefined : lookup(checker, qualified);
  if (qualified !== undefined && variable) {
    checker.names.set(node, qualified.replace(/^\./, ''));
    return variable;
  }
  const type = fieldSelection(checker, node.at, node.operand, node.field, false);
  return node.test ? BOOL : substitute(checker.bound, type, false);
}

function fieldSelection(checker: Checker, at: number, operand: Expression, field: string, optional: boolean): CelType {
  const whole = substitute(checker.bound, checkExpression(checker, operand), false);
  const held = heldBy(whole);
  const type = selectedFrom(checker, at, held ?? whole, field);
  return held || optional ? optionalType(type) : type;
}

function selectedFrom(checker: Checker, at: number, target: CelType, field: string): CelType {
  switch (target.kind) {
    case 'map':
      return target.parameters[1];
    case 'object':
      return objectField(checker, at, target.name, field);
    case 'parameter':
      assign(checker, [DYN], [target]);
      return DYN;
    default:
      if (!isDynOrError(target)) {
        complain(checker, at, `type '${formatType(target)}' does not support field selection`);
      }
      return DYN;
  }
}

function objectField(checker: Checker, at: number, object: string, field: string): CelType {
  if (!checker.declarations.hasObject(object)) {
    complain(checker, at, `unexpected failed resolution of '${object}'`);
    return ERROR;
  }
  const type = checker.declarations.fieldType(object, field);
  if (!type) complain(checker, at, `undefined field '${field}'`);
  return type ?? ERROR;
}

/** Binds type parameters so that the types may stand where the others are asked; false if they cannot. */
function assign(checker: Checker, given: readonly CelType[], wanted: readonly CelType[]): boolean {
  const bound = unify(checker.bound, given, wanted);
  if (bound) checker.bound = bound;
  return bound !== undefined;
}

function callType(checker: Checker, node: Call): CelType {
  if (node.name === '_?._') return optionalSelection(checker, node);
  for (const arg of node.args) checkExpression(checker, arg);
  if (!node.target) return resolved(checker, node, node.name.replace(/^\./, ''), node.args, false);
  const prefix = qualifiedName(node.target);
  if (prefix !== undefined && functionNamed(checker, `${prefix}.${node.name}`)) {
    return resolved(checker, node, `${prefix}.${node.name}`, node.args, false);
  }
  checkExpression(checker, node.target);
  return resolved(checker, node, node.name, [node.target, ...node.args], true);
}

const functionNamed = (checker: Checker, name: string): readonly Overload[] | undefined =>
  checker.declarations.hasFunction(name) ? overloadsOf(name) : undefined;

function optionalSelection(checker: Checker, { at, args: [operand, field] }: Call): CelType {
  if (!operand || field?.kind !== 'literal' || field.literal.type !== 'string') return ERROR;
  const type = fieldSelection(checker, at, operand, field.literal.value, true);
  return substitute(checker.bound, type, false);
}

function resolved(checker: Checker, node: Call, name: string, args: readonly Expression[], member: boolean): CelType {
  const overloads = functionNamed(checker, name);
  if (!overloads) return undeclared(checker, node.at, node.name);
  checker.names.set(node, name);
  const types = args.map((arg) => typeOf(checker, arg));
  if (name === '_&&_' || name === '_||_') return logical(checker, args, types);
  const results = overloads
    .filter((overload) => overload.member === member && mayTake(overload, types))
    .flatMap((overload) => resultOf(checker, overload, types) ?? []);
  const [first, ...others] = results;
  if (first) return others.every((other) => isDyn(first) || sameType(other, first)) ? first : DYN;
  const [receiver, ...rest] = types.map((type) => formatType(substitute(checker.bound, type, true)));
  const given = member ? `${receiver}.(${rest.join(', ')})` : `(${[receiver, ...rest].filter(Boolean).join(', ')})`;
  complain(checker, node.at, `found no matching overload for '${name}' applied to '${given}'`);
  return ERROR;
}

function logical(checker: Checker, args: readonly Expression[], types: readonly CelType[]): CelType {
  let result = BOOL;
  for (const [index, type] of types.entries()) {
    if (assign(checker, [type], [BOOL])) continue;
    complain(checker, args[index]?.at ?? 0, `expected type 'bool' but found '${formatType(type)}'`);
    result = ERROR;
  }
  return result;
}

/** Rules out at a glance what plain types decide. */
const mayTake = (overload: Overload, given: readonly CelType[]): boolean =>
  overload.arguments.length === given.length &&
  overload.arguments.every((wanted, index) => mayStand(given[index]?.kind ?? 'dyn', wanted.kind));

const PLAIN: ReadonlySet<CelType['kind']> = new Set([
  'bool',
  'int',
  'uint',
  'double',
  'string',
  'bytes',
  'list',
  'map',
]);

const mayStand = (given: CelType['kind'], wanted: CelType['kind']): boolean =>
  given === wanted || !PLAIN.has(given) || !PLAIN.has(wanted);

function resultOf(checker: Checker, overload: Overload, given: readonly CelType[]): CelType | undefined {
  const fresh = new Map(overload.parameters.map((name) => [name, freeType(checker)]));
  const wanted = overload.arguments.map((type) => substitute(fresh, type, false));
  if (!assign(checker, given, wanted)) return undefined;
  return substitute(checker.bound, substitute(fresh, overload.result, false), false);
}

const freeType = (checker: Checker): CelType => ({ kind: 'parameter', name: `_var${checker.free++}` });

/** What an optional element holds; complains where it is none. */
function unwrapped(checker: Checker, node: Expression, type: CelType): CelType {
  const held = heldBy(type);
  if (!held && !isDyn(type)) {
    const wanted = formatType(optionalType(type));
    complain(checker, node.at, `expected type '${wanted}' but found '${formatType(type)}'`);
  }
  return held ?? type;
}

/** The common type of the elements before and of this one; that literals are of one type is checked elsewhere. */
function joined(checker: Checker, before: CelType | undefined, type: CelType): CelType {
  if (!before) return type;
  return assign(checker, [before], [type]) ? mostGeneral(before, type) : DYN;
}

function createdList(checker: Checker, node: Expression & { kind: 'list' }): CelType {
  let element: CelType | undefined;
  for (const [index, item] of node.elements.entries()) {
    const type = checkExpression(checker, item);
    const plain = node.optional.includes(index) ? unwrapped(checker, item, type) : type;
    element = joined(checker, element, plain);
  }
  return listType(element ?? freeType(checker));
}

function createdMap(checker: Checker, node: Expression & { kind: 'map' }): CelType {
  let key: CelType | undefined;
  let value: CelType | undefined;
  for (const entry of node.entries) {
    key = joined(checker, key, checkExpression(checker, entry.key));
    const type = checkExpression(checker, entry.value);
    const plain = entry.optional ? unwrapped(checker, entry.value, type) : type;
    value = joined(checker, value, plain);
  }
  return mapType(key ?? freeType(checker), value ?? freeType(checker));
}

function createdStruct(checker: Checker, node: Expression & { kind: 'struct' }): CelType {
  const ident = lookup(checker, node.type);
  if (!ident) return undeclared(checker, node.at, node.type);
  const [type = ERROR] = ident.kind === 'type' ? ident.parameters : [];
  if (ident.kind !== 'type') complain(checker, node.at, `'${formatType(ident)}' is not a type`);
  else if (type.kind !== 'object') complain(checker, node.at, `'${formatType(type)}' is not a message type`);
  for (const field of node.fields) {
    const given = checkExpression(checker, field.value);
    const wanted = objectField(checker, field.at, type.kind === 'object' ? type.name : node.type, field.name);
    const plain = field.optional ? unwrapped(checker, field.value, given) : given;
    if (assign(checker, [wanted], [plain])) continue;
    const words = `is '${formatType(wanted)}' but provided type is '${formatType(plain)}'`;
    complain(checker, field.at, `expected type of field '${field.name}' ${words}`);
  }
  return type.kind === 'object' ? type : ERROR;
}

function folded(checker: Checker, node: Comprehension): CelType {
  checkExpression(checker, node.range);
  const initial = checkExpression(checker, node.initial);
  const range = substitute(checker.bound, typeOf(checker, node.range), false);
  const outside = checker.scopes;
  const [first, second] = iterated(checker, node, range);
  const variables = new Map([[node.variable, first]]);
  if (node.second !== undefined) variables.set(node.second, second);
  const accumulating = [...outside, new Map([[node.accumulator, initial]])];
  checker.scopes = [...accumulating, variables];
  checkExpression(checker, node.condition);
  demand(checker, node.condition, BOOL);
  checkExpression(checker, node.step);
  demand(checker, node.step, initial);
  checker.scopes = accumulating;
  const result = checkExpression(checker, node.result);
  checker.scopes = outside;
  return substitute(checker.bound, result, false);
}

/** The types of the iteration variables. */
function iterated(checker: Checker, node: Comprehension, range: CelType): readonly [CelType, CelType] {
  const two = node.second !== undefined;
  switch (range.kind) {
    case 'list':
      return two ? [INT, range.parameters[0]] : [range.parameters[0], DYN];
    case 'map':
      return range.parameters;
    case 'dyn':
    case 'error':
    case 'parameter':
      assign(checker, [DYN], [range]);
      return [DYN, DYN];
    default: {
      const words = 'cannot be range of a comprehension (must be list, map, or dynamic)';
      complain(checker, node.range.at, `expression of type '${formatType(range)}' ${words}`);
      return [ERROR, ERROR];
    }
  }
}

function demand(checker: Checker, node: Expression, wanted: CelType): void {
  const type = typeOf(checker, node);
  if (assign(checker, [wanted], [type])) return;
  complain(checker, node.at, `expected type '${formatType(wanted)}' but found '${formatType(type)}'`);
}
