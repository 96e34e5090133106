// `x-kubernetes-validations` of custom resources: a rule compiled against the structural schema it stands in, and asked of a
// value. Words and verdicts as of apiextensions-apiserver/pkg/apiserver/schema/cel (v1.36). Not known here: where a rule
// stands in the definition, which objects exist, and the causes that the API server makes of these outcomes.
import { type Compiled, compile } from './compile.ts';
import { estimatedCost, maxCardinality } from './cost.ts';
import { descendants } from './expression.ts';
import { instantiationError } from './instantiation.ts';
import { evaluate, type Outcome } from './run/evaluate.ts';
import { fromTypedJson } from './run/typedJson.ts';
import { NONE, some, type Value } from './run/values.ts';
import { ruleDeclarations, type SchemaType, type StructuralSchema, schemaType } from './schemaTypes.ts';

export type { StructuralSchema } from './schemaTypes.ts';

/** One entry of `x-kubernetes-validations`, as written. */
export interface ValidationRule {
  readonly rule: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
  readonly fieldPath?: string;
  readonly optionalOldSelf?: boolean;
}

export interface CompiledRule {
  readonly rule: ValidationRule;
  /** What is wrong with `rule`: `compilation failed: ERROR: <input>:1:1: …`, `cel expression must evaluate to a bool`. */
  readonly error?: string;
  /** Where in `rule`, a UTF-16 offset, if the error is about one place. */
  readonly at?: number;
  /** What is wrong with `messageExpression`. */
  readonly messageExpressionError?: string;
  /** A transition rule: only asked on update, when there is an old value at the same place (see `optionalOldSelf`). */
  readonly usesOldSelf: boolean;
  /** The most that one evaluation of `rule`, and of `messageExpression`, may cost in the server's units; set if it compiled. */
  readonly maxCost?: number;
  readonly messageMaxCost?: number;
  /** How often data of the schema can be in one request. */
  readonly maxCardinality?: number;
  readonly program?: RuleProgram;
}

interface RuleProgram {
  readonly self: SchemaType;
  readonly rule: Compiled;
  readonly message?: Compiled;
}

/**
 * Compiles a rule of the schema node `schema`. `resourceRoot` is true for the root of the object (`apiVersion`, `kind` and
 * `metadata.name` are then known) and for embedded resources. Never throws.
 */
export function compileRule(rule: ValidationRule, schema: StructuralSchema, resourceRoot: boolean): CompiledRule {
  const self = schemaType(schema, resourceRoot);
  const without = { rule, usesOldSelf: false };
  if (!self) return { ...without, error: 'failed to convert to declType for CEL validation rules' };
  if (rule.rule.trim() === '') return without;
  const declarations = ruleDeclarations(self, rule.optionalOldSelf === true);
  const compilation = compile(rule.rule, declarations);
  if (!compilation.ok) {
    return { ...without, error: `compilation failed: ${compilation.message}`, at: compilation.problems[0]?.at ?? 0 };
  }
  const { compiled } = compilation;
  if (compiled.checked.type.kind !== 'bool') return { ...without, error: 'cel expression must evaluate to a bool' };
  const failure = instantiationError(compiled);
  if (failure !== undefined) return { ...without, error: `program instantiation failed: ${failure}` };
  const usesOldSelf = descendants(compiled.expression).some(
    (node) => node.kind === 'identifier' && node.name === 'oldSelf',
  );
  const maxCost = estimatedCost(compiled, self);
  return { rule, usesOldSelf, maxCost, maxCardinality: maxCardinality(self), ...withMessage(rule, self, compiled) };
}

function withMessage(
  rule: ValidationRule,
  self: SchemaType,
  compiled: Compiled,
): Pick<CompiledRule, 'program' | 'messageExpressionError' | 'messageMaxCost'> {
  const program = { self, rule: compiled };
  const source = rule.messageExpression ?? '';
  if (source === '') return { program };
  const compilation = compile(source, ruleDeclarations(self, rule.optionalOldSelf === true));
  if (!compilation.ok) {
    return { program, messageExpressionError: `messageExpression compilation failed: ${compilation.message}` };
  }
  if (compilation.compiled.checked.type.kind !== 'string') {
    return { program, messageExpressionError: 'messageExpression must evaluate to a string' };
  }
  const failure = instantiationError(compilation.compiled);
  if (failure === undefined) {
    const messageMaxCost = estimatedCost(compilation.compiled, self);
    return { program: { ...program, message: compilation.compiled }, messageMaxCost };
  }
  return { program, messageExpressionError: `messageExpression instantiation failed: ${failure}` };
}

export type RuleOutcome =
  | { readonly kind: 'holds' }
  /** Not asked: a transition rule without an old value, or a rule that did not compile. */
  | { readonly kind: 'skipped' }
  /** `message` is of `messageExpression`, else `message`, else `failed rule: …`. */
  | { readonly kind: 'violated'; readonly message: string }
  /** Evaluation failed: `no such key: x evaluating rule: …`, the detail of an invalid value. */
  | { readonly kind: 'failed'; readonly message: string };

/** Asks a compiled rule of a value: plain JSON, defaulted and pruned. `oldSelf` is undefined on create. Never throws. */
export function evaluateRule(compiled: CompiledRule, self: unknown, oldSelf?: unknown): RuleOutcome {
  const { program, rule, usesOldSelf } = compiled;
  const isNew = oldSelf === undefined || oldSelf === null;
  if (!program || self === null || self === undefined) return { kind: 'skipped' };
  if (usesOldSelf && isNew && rule.optionalOldSelf !== true) return { kind: 'skipped' };
  const ask = (expression: Compiled): Outcome => evaluate(expression, variablesOf(compiled, program, self, oldSelf));
  const outcome = ask(program.rule);
  if ('error' in outcome) return { kind: 'failed', message: failureWords(rule, outcome.error) };
  if (outcome.value === true) return { kind: 'holds' };
  const message = program.message && usableMessage(ask(program.message));
  return { kind: 'violated', message: message ?? defaultMessage(rule) };
}

function variablesOf({ rule }: CompiledRule, program: RuleProgram, self: unknown, oldSelf: unknown) {
  return (name: string): Value | undefined => {
    if (name === 'self') return fromTypedJson(self, program.self);
    if (name !== 'oldSelf') return undefined;
    const isNew = oldSelf === undefined || oldSelf === null;
    if (rule.optionalOldSelf !== true) return fromTypedJson(oldSelf, program.self);
    return isNew ? NONE : some(fromTypedJson(oldSelf, program.self));
  };
}

const LONGEST_MESSAGE = 5 * 1024;

/** Messages that are empty, too long or of several lines are not used. */
function usableMessage(outcome: Outcome): string | undefined {
  if ('error' in outcome || typeof outcome.value !== 'string') return undefined;
  const message = outcome.value.trim();
  return message === '' || message.length > LONGEST_MESSAGE || message.includes('\n') ? undefined : message;
}

const ruleWords = (rule: ValidationRule): string => (rule.message ? rule.message.trim() : rule.rule.trim());
const defaultMessage = (rule: ValidationRule): string =>
  rule.message ? rule.message.trim() : `failed rule: ${rule.rule.trim()}`;

function failureWords(rule: ValidationRule, error: string): string {
  if (!error.startsWith('no such overload')) return `${error} evaluating rule: ${ruleWords(rule)}`;
  const words = 'call arguments did not match a supported operator, function or macro signature for rule';
  return `'${error}': ${words}: ${ruleWords(rule)}`;
}
