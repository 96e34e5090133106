// The macros of CEL as Kubernetes loads them: has, the comprehensions over one and over two variables, optMap and sortBy,
// each expanded into plain calls and comprehensions. Mirrors cel-go v0.26 parser/macro.go, ext/comprehensions.go,
// ext/lists.go, cel/library.go. Types are not known here.
import { ACCUMULATOR, type Call, call, type Expression, identifier, literal, type Problem } from './expression.ts';

export interface MacroCall {
  readonly at: number;
  readonly name: string;
  readonly target: Expression | undefined;
  readonly args: readonly Expression[];
  /** Whether `cel.bind` is one: only expressions about devices have it. */
  readonly bindings: boolean;
}

/** The expansion, what is wrong with the arguments, or undefined when this is no macro. */
export function expandMacro(written: MacroCall): Expression | Problem | undefined {
  const { name, target, args } = written;
  if (!target) return name === 'has' && args.length === 1 ? presence(written) : undefined;
  const key = `${name}/${args.length}`;
  const expansion = ONE_VARIABLE[key];
  if (expansion) return oneVariable(written, target, expansion, NOT_AN_IDENTIFIER[name]);
  const second = TWO_VARIABLES[key];
  if (second) return twoVariables(written, target, second);
  if (key === 'bind/3' && written.bindings && target.kind === 'identifier' && target.name === 'cel')
    return binding(written);
  if (key === 'optMap/2' || key === 'optFlatMap/2') return optionalMap(written, target);
  return key === 'sortBy/2' ? sortBy(written, target) : undefined;
}

function presence({ at, args: [argument] }: MacroCall): Expression | Problem {
  if (argument?.kind !== 'select' || argument.test) {
    return { at: argument?.at ?? at, message: 'invalid argument to has() macro' };
  }
  return { kind: 'select', at, operand: argument.operand, field: argument.field, test: true };
}

interface Fold {
  readonly initial: Expression;
  readonly condition: Expression;
  readonly step: Expression;
  readonly result: Expression;
}

/** Makes a fold of the arguments behind the variables. `variables` are the variables as written. */
type Expansion = (at: number, args: readonly Expression[], variables: readonly Expression[]) => Fold;

const truth = (at: number, value: boolean): Expression => literal(at, { type: 'bool', value });
const integer = (at: number, value: bigint): Expression => literal(at, { type: 'int', value });
const accumulated = (at: number): Expression => identifier(at, ACCUMULATOR);
const listOf = (at: number, ...elements: Expression[]): Expression => ({ kind: 'list', at, elements, optional: [] });
const nothing = (at: number): Expression => ({ kind: 'missing', at });

/** `all` and `exists`: folds with a logical operator until it is decided. */
function decide(until: boolean): Expansion {
  return (at, [predicate]) => {
    const undecided = until ? call(at, '!_', accumulated(at)) : accumulated(at);
    return {
      initial: truth(at, !until),
      condition: call(at, '@not_strictly_false', undecided),
      step: call(at, until ? '_||_' : '_&&_', accumulated(at), predicate ?? nothing(at)),
      result: accumulated(at),
    };
  };
}

const existsOne: Expansion = (at, [predicate]) => ({
  initial: integer(at, 0n),
  condition: truth(at, true),
  step: call(at, '_?_:_', predicate ?? nothing(at), call(at, '_+_', accumulated(at), integer(at, 1n)), accumulated(at)),
  result: call(at, '_==_', accumulated(at), integer(at, 1n)),
});

/** Collects; with two arguments the first says which. */
function collect(
  initial: (at: number) => Expression,
  add: (at: number, value: Expression, key: Expression) => Expression,
) {
  const expansion: Expansion = (at, args, variables) => {
    const value = args[args.length - 1] ?? nothing(at);
    const added = add(at, value, variables[0] ?? nothing(at));
    const [filter] = args.length > 1 ? args : [];
    const step = filter ? call(at, '_?_:_', filter, added, accumulated(at)) : added;
    return { initial: initial(at), condition: truth(at, true), step, result: accumulated(at) };
  };
  return expansion;
}

const append = (at: number, value: Expression): Expression => call(at, '_+_', accumulated(at), listOf(at, value));
const emptyMap = (at: number): Expression => ({ kind: 'map', at, entries: [] });
const toList = collect((at) => listOf(at), append);
const insert = (at: number, ...args: Expression[]): Expression => call(at, 'cel.@mapInsert', accumulated(at), ...args);
const copyOf = (variable: Expression, at: number): Expression => ({ ...variable, at });

const ONE_VARIABLE: Readonly<Record<string, Expansion>> = {
  'all/2': decide(false),
  'exists/2': decide(true),
  'exists_one/2': existsOne,
  'map/2': toList,
  'map/3': toList,
  'filter/2': (at, [predicate], [variable]) => toList(at, [predicate ?? nothing(at), variable ?? nothing(at)], []),
};

const transformMap = collect(emptyMap, (at, value, key) => insert(at, copyOf(key, at), value));
const transformEntry = collect(emptyMap, (at, value) => insert(at, value));

const TWO_VARIABLES: Readonly<Record<string, Expansion>> = {
  'all/3': decide(false),
  'exists/3': decide(true),
  'existsOne/3': existsOne,
  'exists_one/3': existsOne,
  'transformList/3': toList,
  'transformList/4': toList,
  'transformMap/3': transformMap,
  'transformMap/4': transformMap,
  'transformMapEntry/3': transformEntry,
  'transformMapEntry/4': transformEntry,
};

const SIMPLE_NAME = 'argument must be a simple name';
const NOT_AN_IDENTIFIER: Readonly<Record<string, string>> = {
  map: 'argument is not an identifier',
  filter: 'argument is not an identifier',
};

/** The name of an iteration variable, or what is wrong with it. */
function variableName(argument: Expression | undefined, at: number, complaint: string): string | Problem {
  if (argument?.kind !== 'identifier') return { at: argument?.at ?? at, message: complaint };
  if (argument.name !== ACCUMULATOR && argument.name !== '__result__') return argument.name;
  return { at: argument.at, message: 'iteration variable overwrites accumulator variable' };
}

function oneVariable(
  { at, args }: MacroCall,
  range: Expression,
  expansion: Expansion,
  complaint = SIMPLE_NAME,
): Expression | Problem {
  const variable = variableName(args[0], at, complaint);
  if (typeof variable !== 'string') return variable;
  const fold = expansion(at, args.slice(1), args.slice(0, 1));
  return { kind: 'comprehension', at, range, variable, accumulator: ACCUMULATOR, ...fold };
}

function twoVariables({ at, args }: MacroCall, range: Expression, expansion: Expansion): Expression | Problem {
  const variable = variableName(args[0], at, SIMPLE_NAME);
  if (typeof variable !== 'string') return variable;
  const second = variableName(args[1], at, SIMPLE_NAME);
  if (typeof second !== 'string') return second;
  if (variable === second) return { at: args[1]?.at ?? at, message: `duplicate variable name: ${variable}` };
  const fold = expansion(at, args.slice(2), args.slice(0, 2));
  return { kind: 'comprehension', at, range, variable, second, accumulator: ACCUMULATOR, ...fold };
}

/** Binds `name` to `value` in `body`, as a fold over nothing. */
function bind(at: number, name: string, value: Expression, body: Expression): Expression {
  return {
    kind: 'comprehension',
    at,
    range: listOf(at),
    variable: '#unused',
    accumulator: name,
    initial: value,
    condition: truth(at, false),
    step: identifier(at, name),
    result: body,
  };
}

/** `cel.bind(name, value, body)` of ext/bindings.go. */
function binding({ at, args: [variable, value, body] }: MacroCall): Expression | Problem {
  if (variable?.kind !== 'identifier') {
    return { at: variable?.at ?? at, message: 'cel.bind() variable names must be simple identifiers' };
  }
  return bind(at, variable.name, value ?? nothing(at), body ?? nothing(at));
}

function optionalMap({ at, name, args: [variable, body] }: MacroCall, target: Expression): Expression | Problem {
  if (variable?.kind !== 'identifier') {
    return { at: variable?.at ?? at, message: `${name}() variable name must be a simple identifier` };
  }
  const asked = (method: string): Call => ({ kind: 'call', at, name: method, target, args: [] });
  const bound = bind(at, variable.name, asked('value'), body ?? nothing(at));
  const some = name === 'optMap' ? call(at, 'optional.of', bound) : bound;
  return call(at, '_?_:_', asked('hasValue'), some, call(at, 'optional.none'));
}

const SORTED = '@__sortBy_input__';

function sortBy(written: MacroCall, target: Expression): Expression | Problem {
  if (target.kind === 'literal' || target.kind === 'map' || target.kind === 'struct') {
    const message = 'sortBy can only be applied to a list, identifier, comprehension, call or select expression';
    return { at: target.at, message };
  }
  const { at } = written;
  const keys = oneVariable(written, identifier(at, SORTED), toList, 'argument is not an identifier');
  if ('message' in keys) return keys;
  const sorted: Call = {
    kind: 'call',
    at,
    name: '@sortByAssociatedKeys',
    target: identifier(at, SORTED),
    args: [keys],
  };
  return bind(at, SORTED, target, sorted);
}
