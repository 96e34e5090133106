// What the words in a template mean: paths of values, fields of the objects that Helm gives, named templates, functions,
// variables. The one place that answers what is at the cursor of a template. From its tree alone: it follows the dot
// through `with` and `range`, and variables through their declarations, as far as both can be followed.
import type { Span } from '../../finding.ts';
import type { Command, Field, Operand, Pipe, Statement, TemplateName, TemplateTree } from '../template/nodes.ts';

export type Mark = Span &
  (
    | {
        readonly kind: 'value';
        /** Below `.Values`; `*` stands for any element. Empty: `.Values` itself. */
        readonly path: readonly string[];
        /** What is used is the value with all that is below it. */
        readonly isWhole: boolean;
      }
    /** A dot or variable that stands for a value uses it, without a word to show for it. */
    | { readonly kind: 'whole'; readonly path: readonly string[] }
    /** `Release`, `Name`: fields of the dot at the top, but for values. */
    | { readonly kind: 'object'; readonly path: readonly string[] }
    | { readonly kind: 'define' | 'include'; readonly name: string }
    | { readonly kind: 'function'; readonly name: string }
    | { readonly kind: 'variable'; readonly name: string; readonly declares: boolean }
  );

/** Where a value comes from. */
type Origin =
  | { readonly kind: 'root' }
  | { readonly kind: 'values'; readonly path: readonly string[] }
  | { readonly kind: 'object'; readonly path: readonly string[] }
  | { readonly kind: 'unknown' };

interface Scope {
  readonly dot: Origin;
  /** Changed in place within a block, copied for an inner one. */
  readonly variables: Map<string, Origin>;
}

const unknown: Origin = { kind: 'unknown' };
const root: Origin = { kind: 'root' };
const known = new WeakMap<TemplateTree, readonly Mark[]>();

/** In the order of the text, inner ones behind outer ones. */
export function marksOf(tree: TemplateTree): readonly Mark[] {
  const found = known.get(tree);
  if (found) return found;
  const marks: Mark[] = [];
  markAll(marks, tree.body, { dot: root, variables: new Map([['$', root]]) });
  marks.sort((a, b) => a.start - b.start);
  known.set(tree, marks);
  return marks;
}

export function markAt(tree: TemplateTree, offset: number): Mark | undefined {
  return marksOf(tree).findLast(({ kind, start, end }) => kind !== 'whole' && start <= offset && offset <= end);
}

function markAll(marks: Mark[], body: readonly Statement[], scope: Scope): void {
  for (const statement of body) markStatement(marks, statement, scope);
}

function markStatement(marks: Mark[], statement: Statement, scope: Scope): void {
  switch (statement.type) {
    case 'action':
      markPipe(marks, statement.pipe, scope, true);
      return;
    case 'if':
    case 'with':
    case 'range': {
      const inner = { dot: scope.dot, variables: new Map(scope.variables) };
      const origin = markPipe(marks, statement.pipe, inner, statement.type !== 'if', statement.type === 'range');
      const dot = statement.type === 'if' ? scope.dot : statement.type === 'with' ? origin : elementOf(origin);
      markAll(marks, statement.body, { dot, variables: new Map(inner.variables) });
      markAll(marks, statement.otherwise, { dot: scope.dot, variables: new Map(inner.variables) });
      return;
    }
    case 'define':
      markName(marks, statement.name, 'define');
      markAll(marks, statement.body, { dot: unknown, variables: new Map([['$', unknown]]) });
      return;
    case 'block': {
      markName(marks, statement.name, 'define');
      const dot = markPipe(marks, statement.pipe, scope, false);
      markAll(marks, statement.body, { dot, variables: new Map([['$', dot]]) });
      return;
    }
    case 'template':
      markName(marks, statement.name, 'include');
      if (statement.pipe) markPipe(marks, statement.pipe, scope, true);
      return;
    case 'text':
    case 'comment':
    case 'break':
    case 'continue':
      return;
  }
}

function markName(marks: Mark[], { name, span }: TemplateName, kind: 'define' | 'include'): void {
  marks.push({ kind, name, start: span.start, end: span.end });
}

const elementOf = (origin: Origin): Origin =>
  origin.kind === 'values' ? { kind: 'values', path: [...origin.path, '*'] } : unknown;

function markPipe(marks: Mark[], pipe: Pipe, scope: Scope, isWhole: boolean, isRange = false): Origin {
  let origin: Origin | undefined;
  for (const command of pipe.commands) origin = markCommand(marks, command, scope, isWhole, origin);
  const result = origin ?? unknown;
  for (const [at, { name, start, end }] of pipe.variables.entries()) {
    marks.push({ kind: 'variable', name, declares: !pipe.assigns, start, end });
    const isKey = isRange && pipe.variables.length > 1 && at === 0;
    scope.variables.set(name, isKey ? unknown : isRange ? elementOf(result) : result);
  }
  return result;
}

/** Functions whose answer is an argument, or holds it. */
const handsOn = new Set([
  'default',
  'required',
  'deepCopy',
  'mustDeepCopy',
  'coalesce',
  'ternary',
  'merge',
  'mergeOverwrite',
  'omit',
  'and',
  'or',
]);
/** Functions that take a map first and then keys. */
const steps = new Set(['index', 'get', 'hasKey']);

function markCommand(
  marks: Mark[],
  { words }: Command,
  scope: Scope,
  isWhole: boolean,
  piped: Origin | undefined,
): Origin {
  const [first, ...rest] = words;
  if (!first) return unknown;
  if (first.type !== 'function') {
    const origin = markOperand(marks, first, scope, isWhole && rest.length === 0);
    for (const operand of rest) markOperand(marks, operand, scope, true);
    return origin;
  }
  marks.push({ kind: 'function', name: first.name, start: first.start, end: first.end });
  if (first.name === 'include') return markInclude(marks, rest, scope);
  if (steps.has(first.name) && rest.length > 0) return markSteps(marks, first.name, rest, scope, isWhole);
  if (first.name === 'dig') return markDig(marks, rest, scope, piped);
  const origins = rest.map((operand) => markOperand(marks, operand, scope, true));
  if (!handsOn.has(first.name)) return unknown;
  const all = piped ? [...origins, piped] : origins;
  return all.findLast(({ kind }) => kind === 'values' || kind === 'root') ?? unknown;
}

function markInclude(marks: Mark[], [name, ...rest]: readonly Operand[], scope: Scope): Origin {
  if (name?.type === 'string') {
    marks.push({ kind: 'include', name: name.value, start: name.start + 1, end: name.end - 1 });
  } else if (name) markOperand(marks, name, scope, true);
  for (const operand of rest) markOperand(marks, operand, scope, true);
  return unknown;
}

/** `index .Values "a" "b"`: each constant key is a step. */
function markSteps(
  marks: Mark[],
  name: string,
  [from, ...keys]: readonly Operand[],
  scope: Scope,
  isWhole: boolean,
): Origin {
  if (!from) return unknown;
  const constant = keys.every(({ type }) => type === 'string');
  let origin = markOperand(marks, from, scope, !constant);
  for (const [at, key] of keys.entries()) {
    if (key.type !== 'string') {
      markOperand(marks, key, scope, true);
      origin = key.type === 'number' ? elementOf(origin) : unknown;
      continue;
    }
    const whole = isWhole && name !== 'hasKey' && at === keys.length - 1;
    origin = markStep(marks, origin, { name: key.value, start: key.start + 1, end: key.end - 1 }, whole);
  }
  return origin;
}

/** `dig "a" "b" default map`. */
function markDig(marks: Mark[], words: readonly Operand[], scope: Scope, piped: Origin | undefined): Origin {
  const count = piped ? words.length - 1 : words.length - 2;
  const from = piped ? undefined : words[words.length - 1];
  const keys = words.slice(0, Math.max(0, count));
  let origin =
    piped ?? (from ? markOperand(marks, from, scope, !keys.every(({ type }) => type === 'string')) : unknown);
  for (const [at, key] of keys.entries()) {
    if (key.type !== 'string') return unknown;
    origin = markStep(
      marks,
      origin,
      { name: key.value, start: key.start + 1, end: key.end - 1 },
      at === keys.length - 1,
    );
  }
  const otherwise = words[count];
  if (otherwise && otherwise !== from) markOperand(marks, otherwise, scope, true);
  return origin;
}

function markOperand(marks: Mark[], operand: Operand, scope: Scope, isWhole: boolean): Origin {
  switch (operand.type) {
    case 'dot':
      markWhole(marks, scope.dot, operand, isWhole);
      return scope.dot;
    case 'field':
      return markFields(marks, scope.dot, operand.fields, isWhole);
    case 'variable': {
      marks.push({
        kind: 'variable',
        name: operand.name,
        declares: false,
        start: operand.start,
        end: operand.start + operand.name.length,
      });
      const origin = scope.variables.get(operand.name) ?? unknown;
      if (operand.fields.length > 0) return markFields(marks, origin, operand.fields, isWhole);
      markWhole(marks, origin, operand, isWhole);
      return origin;
    }
    case 'chain':
      return markFields(marks, markOperand(marks, operand.of, scope, false), operand.fields, isWhole);
    case 'pipe':
      return markPipe(marks, operand, scope, isWhole);
    case 'function':
      marks.push({ kind: 'function', name: operand.name, start: operand.start, end: operand.end });
      return unknown;
    case 'nil':
    case 'bool':
    case 'number':
    case 'string':
      return unknown;
  }
}

function markWhole(marks: Mark[], origin: Origin, { start, end }: Span, isWhole: boolean): void {
  if (isWhole && origin.kind === 'values') marks.push({ kind: 'whole', path: origin.path, start, end });
}

function markFields(marks: Mark[], from: Origin, fields: readonly Field[], isWhole: boolean): Origin {
  return fields.reduce(
    (origin, field, at) => markStep(marks, origin, field, isWhole && at === fields.length - 1),
    from,
  );
}

/** Names of the objects at the top: what is called so is taken for it where the dot cannot be followed. */
export const rootObjects = ['Values', 'Release', 'Chart', 'Capabilities', 'Files', 'Template', 'Subcharts'];

function markStep(marks: Mark[], from: Origin, field: Field, isWhole: boolean): Origin {
  const { name, start, end } = field;
  const atTop = from.kind === 'root' || (from.kind === 'unknown' && rootObjects.includes(name));
  if (atTop && name === 'Values') {
    marks.push({ kind: 'value', path: [], isWhole, start, end });
    return { kind: 'values', path: [] };
  }
  if (atTop) {
    marks.push({ kind: 'object', path: [name], start, end });
    return { kind: 'object', path: [name] };
  }
  if (from.kind === 'unknown') return unknown;
  const path = [...from.path, name];
  if (from.kind === 'values') {
    marks.push({ kind: 'value', path, isWhole, start, end });
    return { kind: 'values', path };
  }
  marks.push({ kind: 'object', path, start, end });
  return { kind: 'object', path };
}
