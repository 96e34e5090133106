// `x-kubernetes-validations` asked of a custom resource, rule by rule down its schema; what they say as the server's causes.
// Mirrors apiextensions-apiserver pkg/apiserver/schema/cel/validation.go (v1.36). What a rule costs is not counted here.
import { type CompiledRule, compileRule, evaluateRule, type ValidationRule } from '../../cel/rules.ts';
import { booleanAt, type Draft, isDraft, type Json, objectsAt, stringAt } from '../draft.ts';
import { duplicate, forbidden, invalid, invalidWithoutValue, required } from '../fieldErrors.ts';
import { child, type FieldPath, index, key } from '../fieldPath.ts';
import type { FieldError } from '../types.ts';
import { type Correlation, correlatedItem, correlatedKey, isUnchanged, itemWithSameKeys } from './correlation.ts';
import { shownPath } from './failures.ts';
import { followPath } from './fieldPaths.ts';
import { isEmbedded, itemsOf, propertyOf, schemaUnder, valuesOf } from './structural.ts';

/** A value with its schema, and the value that was in its place before. */
interface Node {
  readonly schema: Draft;
  readonly value: Json | undefined;
  readonly old: Json | undefined;
  readonly field: FieldPath;
  readonly root: boolean;
  /** Nothing on create. */
  readonly correlation: Correlation | undefined;
  /** The nearest part around it that could be told to be the same one. */
  readonly around: Correlation | undefined;
}

/** What the rules say of a whole object, or of a default. @param old undefined on create */
export function ruleErrors(
  schema: Draft,
  value: Json,
  old: Json | undefined,
  field: FieldPath,
  root: boolean,
): FieldError[] {
  const correlation = old === undefined ? undefined : { schema, value, old };
  return nodeErrors({ schema, value, old, field, root, correlation, around: undefined });
}

function nodeErrors(node: Node): FieldError[] {
  const { value } = node;
  if (value === null || value === undefined) return [];
  const own = objectsAt(node.schema, 'x-kubernetes-validations').flatMap((rule) => outcomeErrors(rule, node));
  if (Array.isArray(value)) return [...own, ...itemErrors(node, value)];
  return isDraft(value) ? [...own, ...fieldErrors(node, value)] : own;
}

function fieldErrors(node: Node, value: Draft): FieldError[] {
  const old = isDraft(node.old) ? node.old : {};
  return Object.entries(value).flatMap(([name, item]) => {
    const schema = schemaUnder(node.schema, name);
    if (!schema) return [];
    const named = propertyOf(node.schema, name) !== undefined;
    const field = named ? child(node.field, name) : key(node.field, name);
    const unseen = !node.around && (name === 'apiVersion' || name === 'kind');
    const correlation = unseen ? undefined : correlatedKey(node.correlation, name);
    return nodeErrors({ ...inside(node, schema), value: item, old: old[name], field, correlation });
  });
}

function itemErrors(node: Node, list: readonly Json[]): FieldError[] {
  const schema = itemsOf(node.schema);
  if (!schema) return [];
  return list.flatMap((value, at) =>
    nodeErrors({
      ...inside(node, schema),
      value,
      old: itemWithSameKeys(node.schema, node.old, value),
      field: index(node.field, at),
      correlation: correlatedItem(node.correlation, at),
    }),
  );
}

const inside = (node: Node, schema: Draft): Pick<Node, 'schema' | 'root' | 'around'> => ({
  schema,
  root: isEmbedded(schema),
  around: node.correlation ?? node.around,
});

const compiled = new WeakMap<Draft, CompiledRule>();

/** A rule stands in one schema only. */
function compiledRule(rule: Draft, node: Node): CompiledRule {
  const known = compiled.get(rule);
  if (known) return known;
  const made = compileRule(validationRule(rule), node.schema, node.root);
  compiled.set(rule, made);
  return made;
}

/** An entry of `x-kubernetes-validations`, as it has been decoded. */
export function validationRule(rule: Draft): ValidationRule {
  const optionalOldSelf = booleanAt(rule, 'optionalOldSelf');
  const texts = ['message', 'messageExpression', 'reason', 'fieldPath'].filter((name) => stringAt(rule, name) !== '');
  return {
    rule: stringAt(rule, 'rule'),
    ...Object.fromEntries(texts.map((name) => [name, stringAt(rule, name)])),
    ...(optionalOldSelf === undefined ? {} : { optionalOldSelf }),
  };
}

function outcomeErrors(written: Draft, node: Node): FieldError[] {
  const rule = compiledRule(written, node);
  const type = node.root ? 'object' : stringAt(node.schema, 'type');
  if (rule.error !== undefined) {
    return [invalid(shownPath(node.field), type, `rule compile error: ${rule.error}`)];
  }
  const outcome = evaluateRule(rule, node.value, node.old);
  switch (outcome.kind) {
    case 'holds':
    case 'skipped':
      return [];
    case 'failed':
      return [invalid(shownPath(node.field), type, outcome.message)];
    case 'violated':
      if (!rule.usesOldSelf && isUnchanged(node.correlation ?? node.around)) return [];
      return [violation(written, node, type, outcome.message)];
  }
}

function violation(rule: Draft, node: Node, type: string, message: string): FieldError {
  const followed = followPath(stringAt(rule, 'fieldPath'), node.schema, true);
  const inner = 'path' in followed ? followed.path : '';
  const field = shownPath(inner === '' ? node.field : child(node.field, inner));
  const shown = type !== 'object' && type !== 'array';
  switch (stringAt(rule, 'reason')) {
    case 'FieldValueForbidden':
      return forbidden(field, message);
    case 'FieldValueRequired':
      return required(field, message);
    case 'FieldValueDuplicate':
      return shown
        ? duplicate(field, node.value)
        : { reason: 'FieldValueDuplicate', field, message: 'Duplicate value' };
    default:
      return shown ? invalid(field, node.value, message) : invalidWithoutValue(field, message);
  }
}

/** Whether any rule stands in a schema, where rules are looked for. */
export function hasRules(schema: Draft | undefined): boolean {
  if (!schema) return false;
  if (objectsAt(schema, 'x-kubernetes-validations').length > 0) return true;
  const properties = schema['properties'];
  const inner = [itemsOf(schema), valuesOf(schema), ...(isDraft(properties) ? Object.values(properties) : [])];
  return inner.some((one) => isDraft(one) && hasRules(one));
}
