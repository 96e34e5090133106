// What pipelines are worth (text/template/exec.go, Go 1.26): fields of maps and structs, variables, calls of functions
// with the piped value last. Nil interfaces become invalid values where Go unwraps them, which decides whether a field of
// nothing is nothing or a fault.

import { functionsNotRendered, templateFunctions } from '../functions/catalogue.ts';
import type { Command, Field, Operand, Pipe } from '../template/nodes.ts';
import type { Executor } from './execute.ts';
import { type GoValue, isMap, isStruct, isTrue, isValuesTable, NotRendered, TemplateFault, typeName } from './value.ts';

export interface Scope {
  readonly variables: { readonly name: string; value: GoValue }[];
}

export interface Context {
  readonly executor: Executor;
  readonly scope: Scope;
  readonly file: string;
}

/** Distinguishes no piped value from a piped nothing. */
const missing = Symbol('missing');
type Final = GoValue | typeof missing;

export function evaluatePipe(context: Context, pipe: Pipe, dot: GoValue): GoValue {
  let value: Final = missing;
  for (const command of pipe.commands) {
    const result: GoValue = evaluateCommand(context, command, dot, value);
    value = result === null ? undefined : result;
  }
  const result = value === missing ? undefined : value;
  for (const { name } of pipe.variables) {
    if (pipe.assigns) variableOf(context.scope, name).value = result;
    else context.scope.variables.push({ name, value: result });
  }
  return result;
}

function variableOf({ variables }: Scope, name: string) {
  for (let at = variables.length - 1; at >= 0; at--) {
    const variable = variables[at];
    if (variable?.name === name) return variable;
  }
  throw new TemplateFault(`undefined variable: ${name}`);
}

function evaluateCommand(context: Context, { words }: Command, dot: GoValue, final: Final): GoValue {
  const [first, ...rest] = words;
  if (!first) return undefined;
  context.executor.state.place = { file: context.file, offset: first.start };
  switch (first.type) {
    case 'function':
      return call(context, first.name, rest, dot, final);
    case 'field':
      return fieldChain(context, dot, first.fields, rest, dot, final);
    case 'chain':
      return fieldChain(context, evaluate(context, first.of, dot), first.fields, rest, dot, final);
    case 'variable': {
      const { value } = variableOf(context.scope, first.name);
      if (first.fields.length > 0) return fieldChain(context, value, first.fields, rest, dot, final);
      return alone(first, rest, final, value);
    }
    case 'nil':
      throw new TemplateFault('nil is not a command');
    default:
      return alone(first, rest, final, evaluate(context, first, dot));
  }
}

function alone(first: Operand, rest: readonly Operand[], final: Final, value: GoValue): GoValue {
  if (rest.length === 0 && final === missing) return value;
  throw new TemplateFault(`can't give argument to non-function ${first.type}`);
}

/** The value of an argument. */
function evaluate(context: Context, operand: Operand, dot: GoValue): GoValue {
  switch (operand.type) {
    case 'dot':
      return dot;
    case 'nil':
      return null;
    case 'bool':
    case 'string':
      return operand.value;
    case 'number':
      return operand.whole ?? operand.value;
    case 'function':
      return call(context, operand.name, [], dot, missing);
    case 'field':
      return fieldChain(context, dot, operand.fields, [], dot, missing);
    case 'variable': {
      const { value } = variableOf(context.scope, operand.name);
      return operand.fields.length > 0 ? fieldChain(context, value, operand.fields, [], dot, missing) : value;
    }
    case 'chain':
      return fieldChain(context, evaluate(context, operand.of, dot), operand.fields, [], dot, missing);
    case 'pipe':
      return evaluatePipe(context, operand, dot);
  }
}

function fieldChain(
  context: Context,
  receiver: GoValue,
  fields: readonly Field[],
  args: readonly Operand[],
  dot: GoValue,
  final: Final,
): GoValue {
  let value = receiver;
  for (const [at, field] of fields.entries()) {
    context.executor.state.place = { file: context.file, offset: field.start };
    const isLast = at === fields.length - 1;
    value = fieldOf(context, value, field.name, isLast ? args : [], dot, isLast ? final : missing);
  }
  return value;
}

function fieldOf(
  context: Context,
  receiver: GoValue,
  name: string,
  args: readonly Operand[],
  dot: GoValue,
  final: Final,
): GoValue {
  if (receiver === undefined) return undefined;
  if (receiver === null) throw new TemplateFault(`nil pointer evaluating interface {}.${name}`);
  const method = isStruct(receiver) ? receiver.methods?.get(name) : undefined;
  if (method) return method(argumentsOf(context, args, dot, final));
  const hasArguments = args.length > 0 || final !== missing;
  const entries = isMap(receiver) ? receiver : isStruct(receiver) ? receiver.entries : undefined;
  if (entries) {
    if (hasArguments) throw new TemplateFault(`${name} is not a method but has arguments`);
    // chartutil.Values has methods; this is the one that charts call.
    if (name === 'AsMap' && isValuesTable(receiver)) return new Map(entries);
    return entries.get(name) ?? null;
  }
  if (isStruct(receiver) && receiver.fields.has(name)) {
    if (hasArguments) throw new TemplateFault(`${name} has arguments but cannot be invoked as function`);
    return receiver.fields.get(name);
  }
  throw new TemplateFault(`can't evaluate field ${name} in type ${typeName(receiver)}`);
}

function argumentsOf(context: Context, args: readonly Operand[], dot: GoValue, final: Final): GoValue[] {
  const values = args.map((operand) => evaluate(context, operand, dot));
  return final === missing ? values : [...values, final];
}

function call(context: Context, name: string, args: readonly Operand[], dot: GoValue, final: Final): GoValue {
  if (name === 'and' || name === 'or') return shortCircuit(context, name === 'or', args, dot, final);
  const found = templateFunctions.get(name);
  if (!found) {
    if (functionsNotRendered.has(name)) throw new NotRendered(`the function "${name}" is not rendered here`);
    throw new TemplateFault(`function "${name}" not defined`);
  }
  const values = argumentsOf(context, args, dot, final);
  if (values.length < found.least || values.length > found.most) {
    const wanted = found.most === found.least ? `${found.least}` : `at least ${found.least}`;
    throw new TemplateFault(`wrong number of args for ${name}: want ${wanted} got ${values.length}`);
  }
  if (context.executor.state.steps-- <= 0) throw new NotRendered('the rendering takes too many steps');
  return found.call(values, context.executor);
}

function shortCircuit(context: Context, isOr: boolean, args: readonly Operand[], dot: GoValue, final: Final): GoValue {
  if (args.length === 0 && final === missing) throw new TemplateFault('wrong number of args: want at least 1 got 0');
  let value: GoValue;
  for (const operand of args) {
    value = evaluate(context, operand, dot);
    if (isTrue(value) === isOr) return value;
  }
  return final === missing ? value : final;
}
