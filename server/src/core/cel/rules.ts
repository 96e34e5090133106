// `x-kubernetes-validations` of custom resources: a rule compiled against the structural schema it stands in, and asked of a
// value. Words and verdicts as of apiextensions-apiserver/pkg/apiserver/schema/cel (v1.36). Not known here: where a rule
// stands in the definition, which objects exist, and the causes that the API server makes of these outcomes.

/** One entry of `x-kubernetes-validations`, as written. */
export interface ValidationRule {
  readonly rule: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
  readonly fieldPath?: string;
  readonly optionalOldSelf?: boolean;
}

/** The structural schema as JSON: `{ type: 'object', properties: … }`. */
export type StructuralSchema = Readonly<Record<string, unknown>>;

export interface CompiledRule {
  readonly rule: ValidationRule;
  /** What is wrong with `rule`: `compilation failed: ERROR: <input>:1:1: …`, `cel expression must evaluate to a bool`. */
  readonly error?: string;
  /** What is wrong with `messageExpression`. */
  readonly messageExpressionError?: string;
  /** A transition rule: only asked on update, when there is an old value at the same place (see `optionalOldSelf`). */
  readonly usesOldSelf: boolean;
}

/**
 * Compiles a rule of the schema node `schema`. `resourceRoot` is true for the root of the object (`apiVersion`, `kind` and
 * `metadata.name` are then known); embedded resources are seen from the schema itself. Never throws.
 */
export function compileRule(rule: ValidationRule, _schema: StructuralSchema, _resourceRoot: boolean): CompiledRule {
  return { rule, usesOldSelf: false };
}

export type RuleOutcome =
  | { readonly kind: 'holds' }
  /** Not asked: a transition rule without an old value, or a rule that did not compile. */
  | { readonly kind: 'skipped' }
  /** `message` is of `messageExpression`, else `message`, else `failed rule: …`. */
  | { readonly kind: 'violated'; readonly message: string }
  /** Evaluation failed: `rule evaluation error: no such key: x`, the whole text after `Invalid value`. */
  | { readonly kind: 'failed'; readonly message: string };

/** Asks a compiled rule of a value: plain JSON, defaulted and pruned. `oldSelf` is undefined on create. Never throws. */
export function evaluateRule(_compiled: CompiledRule, _self: unknown, _oldSelf?: unknown): RuleOutcome {
  return { kind: 'holds' };
}
