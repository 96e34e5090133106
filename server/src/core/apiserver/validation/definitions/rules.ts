// `x-kubernetes-validations` in schemas: what each entry says, whether it compiles, and what it may cost.
// Mirrors apiextensions-apiserver pkg/apis/apiextensions/validation (validation.go, cel_validation.go, v1.36).
import { compileRule } from '../../../cel/rules.ts';
import { followPath } from '../../customResources/fieldPaths.ts';
import { validationRule } from '../../customResources/rules.ts';
import { isEmbedded, speaksOfValues } from '../../customResources/structural.ts';
import { type Draft, numberAt, objectsAt, stringAt } from '../../draft.ts';
import { forbidden, internalError, invalid, notSupported, required } from '../../fieldErrors.ts';
import { child, type FieldPath, index } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';
import { ruleAsGo } from './goSchema.ts';
import { structuralError } from './structuralError.ts';

const RULES = 'x-kubernetes-validations';
const REASONS = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired'];

/** What is wrong with the entries as written, before they are compiled. */
export function writtenRuleErrors(schema: Draft, field: FieldPath): FieldError[] {
  return objectsAt(schema, RULES).flatMap((rule, at) => {
    const place = index(child(field, RULES), at);
    return [...textErrors(rule, place), ...messageErrors(rule, place), ...pathErrors(rule, schema, place)];
  });
}

const hasLines = (text: string): boolean => /[\n\r]/.test(text);

/** The first that is wrong of rule and message. */
function textErrors(rule: Draft, field: FieldPath): FieldError[] {
  const [text, message] = [stringAt(rule, 'rule').trim(), stringAt(rule, 'message')];
  const at = child(field, 'message');
  if (text === '') return [required(child(field, 'rule'), 'rule is not specified')];
  if (message !== '' && message.trim() === '') return [invalid(at, message, 'must be non-empty if specified')];
  if (hasLines(message.trim())) return [invalid(at, message, 'must not contain line breaks')];
  if (!hasLines(text) || message.trim() !== '') return [];
  return [required(at, 'message must be specified if rule contains line breaks')];
}

function messageErrors(rule: Draft, field: FieldPath): FieldError[] {
  const expression = stringAt(rule, 'messageExpression');
  const errors: FieldError[] = [];
  if (expression !== '' && expression.trim() === '') {
    errors.push(required(child(field, 'messageExpression'), 'messageExpression must be non-empty if specified'));
  }
  const { reason } = rule;
  if (typeof reason === 'string' && !REASONS.includes(reason)) {
    errors.push(notSupported(child(field, 'reason'), reason, REASONS));
  }
  return errors;
}

function pathErrors(rule: Draft, schema: Draft, field: FieldPath): FieldError[] {
  const path = stringAt(rule, 'fieldPath');
  const at = child(field, 'fieldPath');
  if (path === '') return [];
  const errors: FieldError[] = [];
  if (path.trim() === '') errors.push(invalid(at, path, 'must be non-empty if specified'));
  if (hasLines(path)) errors.push(invalid(at, path, 'must not contain line breaks'));
  if (structuralError(schema) !== undefined || 'path' in followPath(path, schema, true)) return errors;
  return [...errors, invalid(at, path, 'must be a valid path')];
}

/** What all rules of a schema cost together. */
export interface TotalCost {
  total: number;
  readonly rules: { readonly field: FieldPath; readonly cost: number }[];
}

/** Where a schema stands, for its rules. */
export interface RuleContext {
  readonly root: boolean;
  /** How often a value of the schema can be in one object; unknown where a list or map around it has no bound. */
  readonly cardinality: number | undefined;
  readonly cost: TotalCost;
}

export const rootContext = (): RuleContext => ({ root: true, cardinality: 1, cost: { total: 0, rules: [] } });

/** The context of a schema within another. */
export function innerContext(context: RuleContext | undefined, schema: Draft, inner: Draft): RuleContext | undefined {
  if (!context) return undefined;
  const most = mostElements(schema);
  const known = context.cardinality !== undefined && most !== undefined;
  const cardinality = known ? atMost((context.cardinality ?? 1) * (most ?? 1)) : undefined;
  return { root: isEmbedded(inner), cardinality, cost: context.cost };
}

function mostElements(schema: Draft): number | undefined {
  const bound = (name: string): number | undefined => {
    const most = numberAt(schema, name);
    return most === undefined ? undefined : Math.max(0, most);
  };
  if (schema['type'] === 'array') return bound('maxItems');
  return schema['type'] === 'object' && speaksOfValues(schema) ? bound('maxProperties') : 1;
}

const MOST = 2 ** 64;
const atMost = (cost: number): number => Math.min(MOST, cost);

const RULE_LIMIT = 10_000_000;
const TOTAL_LIMIT = 100_000_000;

/**
 * Compiles the rules of a schema without other errors.
 * @param uncorrelatable the place above whose parts cannot be told to be the same after a change
 */
export function compiledRuleErrors(
  schema: Draft,
  field: FieldPath,
  context: RuleContext,
  uncorrelatable: FieldPath | undefined,
  costly: boolean,
): FieldError[] {
  const errors: FieldError[] = [];
  for (const [at, rule] of objectsAt(schema, RULES).entries()) {
    const compiled = compileRule(validationRule(rule), schema, context.root);
    if (compiled.error === 'failed to convert to declType for CEL validation rules') {
      return [internalError(child(field, RULES), UNTYPED)];
    }
    const place = index(child(field, RULES), at);
    const times = context.cardinality ?? compiled.maxCardinality ?? 1;
    const shown = ruleAsGo(rule);
    const cost = atMost((compiled.maxCost ?? 0) * times);
    errors.push(...costErrors(context.cost, child(place, 'rule'), cost, 'rule', costly));
    if (compiled.error !== undefined) errors.push(invalid(child(place, 'rule'), shown, compiled.error));
    const messageField = child(place, 'messageExpression');
    if (compiled.messageExpressionError !== undefined) {
      errors.push(invalid(messageField, shown, compiled.messageExpressionError));
    } else if (compiled.messageMaxCost !== undefined) {
      errors.push(...costErrors(context.cost, messageField, compiled.messageMaxCost, 'messageExpression', costly));
    }
    errors.push(...transitionErrors(rule, compiled.usesOldSelf, place, uncorrelatable));
  }
  return errors;
}

const UNTYPED =
  'internal error: failed to construct type information for x-kubernetes-validations rules: unable to convert structural schema to CEL declarations';

function costErrors(total: TotalCost, field: FieldPath, cost: number, what: string, costly: boolean): FieldError[] {
  total.total = atMost(total.total + cost);
  if (cost >= TOTAL_LIMIT / 100) total.rules.push({ field, cost });
  if (costly || cost <= RULE_LIMIT) return [];
  return [forbidden(field, costWords(`estimated ${what} cost`, cost, RULE_LIMIT))];
}

function transitionErrors(
  rule: Draft,
  usesOldSelf: boolean,
  field: FieldPath,
  uncorrelatable: FieldPath | undefined,
): FieldError[] {
  if (usesOldSelf) {
    if (uncorrelatable === undefined) return [];
    const words = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${uncorrelatable}`;
    return [invalid(child(field, 'rule'), stringAt(rule, 'rule'), words)];
  }
  const optional = rule['optionalOldSelf'];
  if (typeof optional !== 'boolean') return [];
  return [invalid(child(field, 'optionalOldSelf'), optional, 'may not be set if oldSelf is not used in rule')];
}

/** The most expensive rules are named, if all together cost too much. */
export function totalCostErrors({ total, rules }: TotalCost, field: FieldPath): FieldError[] {
  if (total <= TOTAL_LIMIT) return [];
  const words = 'contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema';
  const most = [...rules].sort((one, other) => other.cost - one.cost).slice(0, 4);
  const name = `${RULES} estimated rule cost total for entire OpenAPIv3 schema`;
  return [...most.map((rule) => forbidden(rule.field, words)), forbidden(field, costWords(name, total, TOTAL_LIMIT))];
}

function costWords(name: string, cost: number, limit: number): string {
  const factor = cost / limit;
  const times = factor > 100 ? 'more than 100x' : `${factor.toFixed(factor < 1.5 ? 6 : 1)}x`;
  const advice =
    'try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared';
  return `${name} exceeds budget by factor of ${times} (${advice})`;
}
