// Executes the tree of a template as Go does (text/template/exec.go, Go 1.26, with missingkey=zero as Helm sets it):
// statements, branches, loops, named templates. What a pipeline is worth evaluate.ts says.

import type { Run } from '../functions/function.ts';
import type { BranchNode, Pipe, Statement, TemplateTree } from '../template/nodes.ts';
import { evaluatePipe, type Scope } from './evaluate.ts';
import { goString } from './format.ts';
import type { Piece } from './output.ts';
import { newOutput, type Output, withoutMissing, write } from './output.ts';
import {
  type GoValue,
  isList,
  isMap,
  isNothing,
  isStruct,
  isTrue,
  NotRendered,
  sortedEntries,
  TemplateFault,
} from './value.ts';

/** A named template, or the body of a file. */
export interface Definition {
  readonly body: readonly Statement[];
  readonly file: string;
}

export interface Executor extends Run {
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly state: RunState;
}

/** What changes while one file is rendered. */
export interface RunState {
  /** What is left of the work that it may cost. */
  steps: number;
  depth: number;
  /** Values drawn so far. */
  draws: number;
  /** Where the work is, for what a fault says. */
  place: { readonly file: string; readonly offset: number };
}

export type Control = 'break' | 'continue' | undefined;

export interface Frame {
  readonly executor: Executor;
  readonly scope: Scope;
  readonly output: Output;
  /** The piece's origin while another template writes for this one. */
  readonly fixedFrom: number | undefined;
  readonly file: string;
}

const deepest = 100;

/** The output of a template's body with a value of its dot. */
export function executeBody(executor: Executor, { body, file }: Definition, data: GoValue): string {
  const output = newOutput();
  enter(executor, () => runBody({ executor, scope: scopeOf(data), output, fixedFrom: undefined, file }, body, data));
  return output.text;
}

export function executeFile(
  executor: Executor,
  definition: Definition,
  data: GoValue,
): { readonly text: string; readonly pieces: readonly Piece[] } {
  const output = newOutput();
  const { body, file } = definition;
  runBody({ executor, scope: scopeOf(data), output, fixedFrom: undefined, file }, body, data);
  return withoutMissing(output);
}

/** Templates that call each other without end stop here, far below what the machine bears. */
function enter(executor: Executor, run: () => void): void {
  const { state } = executor;
  if (state.depth >= deepest) throw new NotRendered('templates call each other without end');
  const { place } = state;
  state.depth++;
  run();
  state.depth--;
  state.place = place;
}

const scopeOf = (data: GoValue): Scope => ({ variables: [{ name: '$', value: data }] });

function runBody(frame: Frame, body: readonly Statement[], dot: GoValue): void {
  runAll(frame, body, dot);
}

function runAll(frame: Frame, body: readonly Statement[], dot: GoValue): Control {
  for (const statement of body) {
    const control = runStatement(frame, statement, dot);
    if (control) return control;
  }
  return undefined;
}

function runStatement(frame: Frame, statement: Statement, dot: GoValue): Control {
  const { state } = frame.executor;
  if (state.steps-- <= 0) throw new NotRendered('the rendering takes too many steps');
  state.place = { file: frame.file, offset: statement.start };
  switch (statement.type) {
    case 'text':
      write(frame.output, statement.text, frame.fixedFrom ?? statement.start, frame.fixedFrom === undefined);
      return undefined;
    case 'action': {
      const value = pipeValue(frame, statement.pipe, dot);
      if (statement.pipe.variables.length === 0) print(frame, value, statement.start);
      return undefined;
    }
    case 'if':
    case 'with':
      return runChoice(frame, statement, dot);
    case 'range':
      return runRange(frame, statement, dot);
    case 'template':
    case 'block':
      invoke(frame, statement.name.name, statement.pipe, dot, statement.start);
      return undefined;
    case 'break':
    case 'continue':
      return statement.type;
    case 'define':
    case 'comment':
      return undefined;
  }
}

function pipeValue({ executor, scope, file }: Frame, pipe: Pipe, dot: GoValue): GoValue {
  return evaluatePipe({ executor, scope, file }, pipe, dot);
}

function print(frame: Frame, value: GoValue, from: number): void {
  const words = isNothing(value) ? '<no value>' : goString(value);
  write(frame.output, words, frame.fixedFrom ?? from, false);
}

/** Variables that a block declares end with it. */
function inBlock<T>({ scope }: Frame, run: () => T): T {
  const outer = scope.variables.length;
  try {
    return run();
  } finally {
    scope.variables.length = outer;
  }
}

function runChoice(frame: Frame, node: BranchNode, dot: GoValue): Control {
  return inBlock(frame, () => {
    const value = pipeValue(frame, node.pipe, dot);
    if (isTrue(value)) return runAll(frame, node.body, node.type === 'with' ? value : dot);
    return runAll(frame, node.otherwise, dot);
  });
}

function runRange(frame: Frame, node: BranchNode, dot: GoValue): Control {
  return inBlock(frame, () => {
    const value = pipeValue(frame, node.pipe, dot);
    const rounds = roundsOf(value, node);
    if (rounds.length === 0) return runAll(frame, node.otherwise, dot);
    const { scope } = frame;
    const mark = scope.variables.length;
    for (const [key, item] of rounds) {
      assignRound(frame, node.pipe, key, item);
      const control = runAll(frame, node.body, item);
      scope.variables.length = mark;
      if (control === 'break') break;
    }
    return undefined;
  });
}

function roundsOf(value: GoValue, node: BranchNode): readonly (readonly [GoValue, GoValue])[] {
  if (isNothing(value)) return [];
  if (isList(value)) return value.map((item, at) => [BigInt(at), item]);
  if (isMap(value)) return sortedEntries(value);
  if (isStruct(value) && value.entries) return sortedEntries(value.entries);
  if (typeof value === 'bigint') {
    if (node.pipe.variables.length > 1)
      throw new TemplateFault(`can't use ${value} to iterate over more than one variable`);
    if (value > 100_000n) throw new NotRendered('a loop of this length is not rendered');
    return Array.from({ length: Math.max(0, Number(value)) }, (_, at) => [BigInt(at), BigInt(at)]);
  }
  throw new TemplateFault(`range can't iterate over ${goString(value)}`);
}

/** With one variable it is the element, with two the first is the key. */
function assignRound({ scope }: Frame, { variables, assigns }: Pipe, key: GoValue, item: GoValue): void {
  const values = variables.length > 1 ? [key, item] : [item];
  for (const [at, { name }] of variables.entries()) {
    const known = findVariable(scope, name);
    if (known) known.value = values[at];
    else if (!assigns) scope.variables.push({ name, value: values[at] });
  }
}

function findVariable({ variables }: Scope, name: string) {
  for (let at = variables.length - 1; at >= 0; at--) if (variables[at]?.name === name) return variables[at];
  return undefined;
}

function invoke(frame: Frame, name: string, pipe: Pipe | undefined, dot: GoValue, start: number): void {
  const { executor } = frame;
  const definition = executor.definitions.get(name);
  if (!definition) throw new TemplateFault(`template "${name}" not defined`);
  const data = pipe ? pipeValue(frame, pipe, dot) : undefined;
  const fixedFrom = frame.fixedFrom ?? start;
  const { output } = frame;
  enter(executor, () =>
    runBody({ executor, scope: scopeOf(data), output, fixedFrom, file: definition.file }, definition.body, data),
  );
}

/** Every definition of a tree, by name; of two with one name the last. */
export function definitionsIn(tree: TemplateTree): ReadonlyMap<string, readonly Statement[]> {
  const found = new Map<string, readonly Statement[]>();
  const collect = (body: readonly Statement[]): void => {
    for (const statement of body) {
      if (statement.type === 'define' || statement.type === 'block') found.set(statement.name.name, statement.body);
      if ('body' in statement) collect(statement.body);
      if ('otherwise' in statement) collect(statement.otherwise);
    }
  };
  collect(tree.body);
  return found;
}
