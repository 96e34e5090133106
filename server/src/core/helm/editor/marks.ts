// What the words in a template mean: paths of values, fields of the objects that Helm gives, named templates, functions,
// variables. The one place that answers what is at the cursor of a template. From its tree alone: it follows the dot
// through `with` and `range`, and variables through their declarations, as far as both can be followed.
import type { Span } from '../../finding.ts';
import type { Command, Field, Operand, Pipe, Statement, TemplateName, TemplateTree } from '../template/nodes.ts';
import { parseTemplate } from '../template/parse.ts';

export type Mark = Span &
  (
    | {
        readonly kind: 'value';
        /** Below `.Values`; `*` stands for any element. Empty: `.Values` itself. */
        readonly path: readonly string[];
        /** What is used is the value with all that is below it. */
        readonly isWhole: boolean;
        /** It goes with all that is below it where its keys are not seen: into the output, a function, another template. */
        readonly isHanded: boolean;
      }
    /** A dot or variable that stands for a value uses it, without a word to show for it. */
    | { readonly kind: 'whole'; readonly path: readonly string[] }
    /** `Release`, `Name`: fields of the dot at the top, but for values. */
    | { readonly kind: 'object'; readonly path: readonly string[] }
    | { readonly kind: 'define' | 'include'; readonly name: string }
    | { readonly kind: 'function'; readonly name: string }
    | { readonly kind: 'string'; readonly value: string }
    | { readonly kind: 'variable'; readonly name: string; readonly declares: boolean }
  );

/**
 * How a value is used: only a part of it, or whether it is there; all of it, but so that what is read of it is seen (the
 * head of `with` and `range`, a variable); or handed on with all that is below it.
 */
type Use = 'part' | 'opened' | 'handed';

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
  /** Variables that are set anew somewhere, and whose value is therefore not sure. */
  readonly unsure: ReadonlySet<string>;
}

const unknown: Origin = { kind: 'unknown' };
const root: Origin = { kind: 'root' };
const known = new WeakMap<TemplateTree, readonly Mark[]>();

/** In the order of the text, inner ones behind outer ones. */
export function marksOf(tree: TemplateTree): readonly Mark[] {
  const found = known.get(tree);
  if (found) return found;
  const marks: Mark[] = [];
  const unsure = new Set([...tree.text.matchAll(/(\$\w+)\s*=(?!=)/g)].map(([, name = '']) => name));
  markAll(marks, tree.body, { dot: root, variables: new Map([['$', root]]), unsure });
  marks.sort((a, b) => a.start - b.start);
  known.set(tree, marks);
  return marks;
}

export function markAt(tree: TemplateTree, offset: number): Mark | undefined {
  return marksOf(tree).findLast(
    ({ kind, start, end }) => kind !== 'whole' && kind !== 'string' && start <= offset && offset <= end,
  );
}

function markAll(marks: Mark[], body: readonly Statement[], scope: Scope): void {
  for (const statement of body) markStatement(marks, statement, scope);
}

function markStatement(marks: Mark[], statement: Statement, scope: Scope): void {
  switch (statement.type) {
    case 'action':
      markPipe(marks, statement.pipe, scope, useInAction(statement.pipe, scope));
      return;
    case 'if':
    case 'with':
    case 'range': {
      const inner = { ...scope, variables: new Map(scope.variables) };
      const use = statement.type === 'if' ? 'part' : 'opened';
      const origin = markPipe(marks, statement.pipe, inner, use, statement.type === 'range');
      const dot = statement.type === 'if' ? scope.dot : statement.type === 'with' ? origin : elementOf(origin);
      markAll(marks, statement.body, { ...scope, dot, variables: new Map(inner.variables) });
      markAll(marks, statement.otherwise, { ...scope, variables: new Map(inner.variables) });
      return;
    }
    case 'define':
      markName(marks, statement.name, 'define');
      markAll(marks, statement.body, { ...scope, dot: unknown, variables: new Map([['$', unknown]]) });
      return;
    case 'block': {
      markName(marks, statement.name, 'define');
      const dot = markPipe(marks, statement.pipe, scope, 'handed');
      markAll(marks, statement.body, { ...scope, dot, variables: new Map([['$', dot]]) });
      return;
    }
    case 'template':
      markName(marks, statement.name, 'include');
      if (statement.pipe) markPipe(marks, statement.pipe, scope, 'handed');
      return;
    case 'text':
    case 'comment':
    case 'break':
    case 'continue':
      return;
  }
}

/** What a variable stands for is seen where it is used, unless it may stand for something else by then. */
function useInAction({ variables, assigns }: Pipe, { unsure }: Scope): Use {
  const isSure = variables.length > 0 && !assigns && variables.every(({ name }) => !unsure.has(name));
  return isSure ? 'opened' : 'handed';
}

function markName(marks: Mark[], { name, span }: TemplateName, kind: 'define' | 'include'): void {
  marks.push({ kind, name, start: span.start, end: span.end });
}

const elementOf = (origin: Origin): Origin =>
  origin.kind === 'values' ? { kind: 'values', path: [...origin.path, '*'] } : unknown;

function markPipe(marks: Mark[], pipe: Pipe, scope: Scope, use: Use, isRange = false): Origin {
  let origin: Origin | undefined;
  const isPiped = pipe.commands.length > 1;
  for (const command of pipe.commands) {
    origin = markCommand(marks, command, scope, isPiped ? 'handed' : use, origin);
  }
  const result = origin ?? unknown;
  for (const [at, { name, start, end }] of pipe.variables.entries()) {
    marks.push({ kind: 'variable', name, declares: !pipe.assigns, start, end });
    const isKey = isRange && pipe.variables.length > 1 && at === 0;
    const isUnsure = isKey || scope.unsure.has(name);
    scope.variables.set(name, isUnsure ? unknown : isRange ? elementOf(result) : result);
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
/** Functions that only ask what a value is. */
const asks = new Set([
  'not',
  'empty',
  'kindIs',
  'kindOf',
  'typeIs',
  'typeOf',
  'len',
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
]);
/** Functions that take a map first and then keys. */
const steps = new Set(['index', 'get', 'hasKey']);

function markCommand(marks: Mark[], { words }: Command, scope: Scope, use: Use, piped: Origin | undefined): Origin {
  const [first, ...rest] = words;
  if (!first) return unknown;
  if (first.type !== 'function') {
    const origin = markOperand(marks, first, scope, rest.length === 0 ? use : 'part');
    for (const operand of rest) markOperand(marks, operand, scope, 'handed');
    return origin;
  }
  marks.push({ kind: 'function', name: first.name, start: first.start, end: first.end });
  if (first.name === 'include') return markInclude(marks, rest, scope);
  if (steps.has(first.name) && rest.length > 0) return markSteps(marks, first.name, rest, scope, use);
  if (first.name === 'dig') return markDig(marks, rest, scope, piped);
  const isAsked = asks.has(first.name) || (use === 'part' && (first.name === 'and' || first.name === 'or'));
  const origins = rest.map((operand) => markOperand(marks, operand, scope, isAsked ? 'opened' : 'handed'));
  if (!handsOn.has(first.name)) return unknown;
  const all = piped ? [...origins, piped] : origins;
  return all.findLast(({ kind }) => kind === 'values' || kind === 'root') ?? unknown;
}

function markInclude(marks: Mark[], [name, ...rest]: readonly Operand[], scope: Scope): Origin {
  if (name?.type === 'string') {
    marks.push({ kind: 'include', name: name.value, start: name.start + 1, end: name.end - 1 });
  } else if (name) markOperand(marks, name, scope, 'handed');
  for (const operand of rest) markOperand(marks, operand, scope, 'handed');
  return unknown;
}

/** `index .Values "a" "b"`: each constant key is a step. */
function markSteps(marks: Mark[], name: string, [from, ...keys]: readonly Operand[], scope: Scope, use: Use): Origin {
  if (!from) return unknown;
  const constant = keys.every(({ type }) => type === 'string');
  let origin = markOperand(marks, from, scope, constant ? 'part' : 'handed');
  for (const [at, key] of keys.entries()) {
    if (key.type !== 'string') {
      markOperand(marks, key, scope, 'handed');
      origin = key.type === 'number' ? elementOf(origin) : unknown;
      continue;
    }
    const whole = name === 'hasKey' || at < keys.length - 1 ? 'part' : use;
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
    piped ??
    (from ? markOperand(marks, from, scope, keys.every(({ type }) => type === 'string') ? 'part' : 'handed') : unknown);
  for (const [at, key] of keys.entries()) {
    if (key.type !== 'string') return unknown;
    origin = markStep(
      marks,
      origin,
      { name: key.value, start: key.start + 1, end: key.end - 1 },
      at === keys.length - 1 ? 'handed' : 'part',
    );
  }
  const otherwise = words[count];
  if (otherwise && otherwise !== from) markOperand(marks, otherwise, scope, 'handed');
  return origin;
}

function markOperand(marks: Mark[], operand: Operand, scope: Scope, use: Use): Origin {
  switch (operand.type) {
    case 'dot':
      markWhole(marks, scope.dot, operand, use);
      return scope.dot;
    case 'field':
      return markFields(marks, scope.dot, operand.fields, use);
    case 'variable': {
      marks.push({
        kind: 'variable',
        name: operand.name,
        declares: false,
        start: operand.start,
        end: operand.start + operand.name.length,
      });
      const origin = scope.variables.get(operand.name) ?? unknown;
      if (operand.fields.length > 0) return markFields(marks, origin, operand.fields, use);
      markWhole(marks, origin, operand, use);
      return origin;
    }
    case 'chain':
      return markFields(marks, markOperand(marks, operand.of, scope, 'part'), operand.fields, use);
    case 'pipe':
      return markPipe(marks, operand, scope, use);
    case 'function':
      marks.push({ kind: 'function', name: operand.name, start: operand.start, end: operand.end });
      return unknown;
    case 'nil':
    case 'bool':
    case 'number':
      return unknown;
    case 'string':
      marks.push({ kind: 'string', value: operand.value, start: operand.start, end: operand.end });
      markTemplateIn(marks, operand);
      return unknown;
  }
}

/** A template in a string, for `tpl`; in one with escapes nobody knows where its words stand. */
function markTemplateIn(marks: Mark[], { value, start, end }: Operand & { readonly type: 'string' }): void {
  if (!value.includes('{{') || end - start !== value.length + 2) return;
  for (const mark of marksOf(parseTemplate(value))) {
    // Other programs' templates are written as strings, too: theirs are the functions and most names.
    const isOurs = mark.kind === 'include' && /include\s+["`]$/.test(value.slice(0, mark.start));
    if (mark.kind !== 'value' && mark.kind !== 'whole' && !isOurs) continue;
    marks.push({ ...mark, start: mark.start + start + 1, end: mark.end + start + 1 });
  }
}

function markWhole(marks: Mark[], origin: Origin, { start, end }: Span, use: Use): void {
  if (use === 'handed' && origin.kind === 'values') marks.push({ kind: 'whole', path: origin.path, start, end });
}

function markFields(marks: Mark[], from: Origin, fields: readonly Field[], use: Use): Origin {
  return fields.reduce(
    (origin, field, at) => markStep(marks, origin, field, at === fields.length - 1 ? use : 'part'),
    from,
  );
}

/** Names of the objects at the top: what is called so is taken for it where the dot cannot be followed. */
export const rootObjects = ['Values', 'Release', 'Chart', 'Capabilities', 'Files', 'Template', 'Subcharts'];

function markStep(marks: Mark[], from: Origin, field: Field, use: Use): Origin {
  const { name, start, end } = field;
  const isWhole = use !== 'part';
  const isHanded = use === 'handed';
  const atTop = from.kind === 'root' || (from.kind === 'unknown' && rootObjects.includes(name));
  if (atTop && name === 'Values') {
    marks.push({ kind: 'value', path: [], isWhole, isHanded, start, end });
    return { kind: 'values', path: [] };
  }
  if (atTop) {
    marks.push({ kind: 'object', path: [name], start, end });
    return { kind: 'object', path: [name] };
  }
  if (from.kind === 'unknown') return unknown;
  const path = [...from.path, name];
  if (from.kind === 'values') {
    marks.push({ kind: 'value', path, isWhole, isHanded, start, end });
    return { kind: 'values', path };
  }
  marks.push({ kind: 'object', path, start, end });
  return { kind: 'object', path };
}
