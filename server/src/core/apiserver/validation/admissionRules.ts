// What webhooks and admission policies share: rules over resources and operations, match conditions, match resources.
// Mirrors pkg/apis/admissionregistration/validation and v1/defaults.go (v1.36).
import { dns1123SubdomainErrors } from '../../kubernetes/names.ts';
import type { Draft } from '../draft.ts';
import { isSet, objectsAt, optionalObject, setDefault, stringAt, stringsAt } from '../draft.ts';
import { duplicate, forbidden, invalid, notSupported, required, tooMany } from '../fieldErrors.ts';
import { child, type FieldPath, index } from '../fieldPath.ts';
import { pathSegmentName } from '../objectNames.ts';
import type { FieldError } from '../types.ts';
import { invalidEach, labelSelectorErrors, qualifiedName } from './checks.ts';

export const FAILURE_POLICIES = ['Fail', 'Ignore'];
export const MATCH_POLICIES = ['Equivalent', 'Exact'];
export const REINVOCATION_POLICIES = ['IfNeeded', 'Never'];
const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];
const MUTATING_OPERATIONS = ['*', 'CONNECT', 'CREATE', 'UPDATE'];
const SCOPES = ['*', 'Cluster', 'Namespaced'];

/** A word of a closed list behind a pointer: unlike `oneOf`, empty is not supported rather than required. */
export function supportedIfSet(parent: Draft, name: string, field: FieldPath, words: readonly string[]): FieldError[] {
  const value = stringAt(parent, name);
  return !isSet(parent, name) || words.includes(value) ? [] : [notSupported(child(field, name), value, words)];
}

/** `SetDefaults_Rule`. */
export function setRuleDefaults(rules: readonly Draft[]): void {
  for (const rule of rules) setDefault(rule, 'scope', '*');
}

/** `validateRuleWithOperations`. */
export function ruleErrors(rule: Draft, field: FieldPath): FieldError[] {
  const operations = stringsAt(rule, 'operations');
  const at = child(field, 'operations');
  const errors = operations.length === 0 ? [required(at)] : [];
  if (operations.length > 1 && operations.includes('*')) {
    errors.push(invalid(at, operations, "if '*' is present, must not specify other operations"));
  }
  for (const [o, operation] of operations.entries()) {
    if (!OPERATIONS.includes(operation)) errors.push(notSupported(index(at, o), operation, OPERATIONS));
  }
  return [
    ...errors,
    ...groupErrors(stringsAt(rule, 'apiGroups'), child(field, 'apiGroups'), 'API groups', true),
    ...groupErrors(stringsAt(rule, 'apiVersions'), child(field, 'apiVersions'), 'API versions', false),
    ...resourceErrors(stringsAt(rule, 'resources'), child(field, 'resources')),
    ...supportedIfSet(rule, 'scope', field, SCOPES),
  ];
}

function groupErrors(values: readonly string[], field: FieldPath, what: string, mayBeEmpty: boolean): FieldError[] {
  const errors = values.length === 0 ? [required(field)] : [];
  if (values.length > 1 && values.includes('*')) {
    errors.push(invalid(field, [...values], `if '*' is present, must not specify other ${what}`));
  }
  if (mayBeEmpty) return errors;
  return [...errors, ...values.flatMap((value, at) => (value === '' ? [required(index(field, at))] : []))];
}

/** `validateResources`: wildcards may not overlap what else is named. */
function resourceErrors(resources: readonly string[], field: FieldPath): FieldError[] {
  const errors = resources.length === 0 ? [required(field)] : [];
  const allOf = new Set<string>();
  const everywhere = new Set<string>();
  let bare = false;
  for (const [at, resource] of resources.entries()) {
    const place = index(field, at);
    const slash = resource.indexOf('/');
    if (resource === '') errors.push(required(place));
    else if (slash < 0) bare = resource !== '*';
    else {
      const [name, sub] = [resource.slice(0, slash), resource.slice(slash + 1)];
      if (allOf.has(name))
        errors.push(invalid(place, resource, `if '${name}/*' is present, must not specify ${resource}`));
      if (everywhere.has(sub))
        errors.push(invalid(place, resource, `if '*/${sub}' is present, must not specify ${resource}`));
      if (sub === '*') allOf.add(name);
      if (name === '*') everywhere.add(sub);
    }
  }
  if (resources.length > 1 && resources.includes('*/*')) {
    errors.push(invalid(field, [...resources], "if '*/*' is present, must not specify other resources"));
  }
  if (resources.includes('*') && bare) {
    const words = "if '*' is present, must not specify other resources without subresources";
    errors.push(invalid(field, [...resources], words));
  }
  return errors;
}

/** `SetDefaults_MatchResources`. */
export function setMatchResourcesDefaults(match: Draft | undefined): void {
  if (!match) return;
  setDefault(match, 'matchPolicy', 'Equivalent');
  setDefault(match, 'namespaceSelector', {});
  setDefault(match, 'objectSelector', {});
  setRuleDefaults([...objectsAt(match, 'resourceRules'), ...objectsAt(match, 'excludeResourceRules')]);
}

/** `validateMatchResources`. */
export function matchResourcesErrors(match: Draft | undefined, field: FieldPath): FieldError[] {
  if (!match) return [];
  return [
    ...supportedIfSet(match, 'matchPolicy', field, MATCH_POLICIES),
    ...['namespaceSelector', 'objectSelector'].flatMap((name) =>
      labelSelectorErrors(optionalObject(match, name), child(field, name)),
    ),
    ...['resourceRules', 'excludeResourceRules'].flatMap((list) =>
      objectsAt(match, list).flatMap((rule, at) => namedRuleErrors(rule, index(child(field, list), at))),
    ),
  ];
}

function namedRuleErrors(rule: Draft, field: FieldPath): FieldError[] {
  const names = stringsAt(rule, 'resourceNames');
  const errors = names.flatMap((name, at) => {
    const place = index(child(field, 'resourceNames'), at);
    const repeated = names.indexOf(name) < at ? [duplicate(place, name)] : [];
    return [...invalidEach(place, name, pathSegmentName(name, false)), ...repeated];
  });
  return [...errors, ...ruleErrors(rule, field)];
}

/** Mutating policies cannot mutate what is deleted. */
export function mutatingOperationErrors(match: Draft | undefined, field: FieldPath): FieldError[] {
  return objectsAt(match, 'resourceRules').flatMap((rule) =>
    stringsAt(rule, 'operations')
      .filter((operation) => !MUTATING_OPERATIONS.includes(operation))
      .map((operation) => notSupported(child(field, 'resourceRules.operations'), operation, MUTATING_OPERATIONS)),
  );
}

/** Checks a CEL expression in its place; the caller knows which variables there are. */
export type ExpressionCheck = (expression: string, field: FieldPath, written?: string) => FieldError[];

/** `validateMatchConditions`. */
export function matchConditionErrors(
  conditions: readonly Draft[],
  field: FieldPath,
  check: ExpressionCheck,
): FieldError[] {
  const errors = conditions.length > 64 ? [tooMany(field, conditions.length, 64)] : [];
  const names = new Set<string>();
  for (const [at, condition] of conditions.entries()) {
    const place = index(field, at);
    const expression = stringAt(condition, 'expression').trim();
    const name = stringAt(condition, 'name');
    if (expression === '') errors.push(required(child(place, 'expression')));
    else errors.push(...check(expression, child(place, 'expression')));
    if (name === '') errors.push(required(child(place, 'name')));
    else errors.push(...qualifiedName(name, child(place, 'name')));
    if (name !== '' && names.has(name)) errors.push(duplicate(child(place, 'name'), name));
    names.add(name);
  }
  return errors;
}

/** `validateParamRef` of bindings. */
export function paramRefErrors(reference: Draft | undefined, field: FieldPath): FieldError[] {
  if (!reference) return [];
  const name = stringAt(reference, 'name');
  const selector = optionalObject(reference, 'selector');
  const exclusive = 'name and selector are mutually exclusive';
  const errors: FieldError[] = [];
  if (name !== '') errors.push(...invalidEach(child(field, 'name'), name, pathSegmentName(name, false)));
  if (name !== '' && selector) {
    errors.push(forbidden(child(field, 'name'), exclusive), forbidden(child(field, 'selector'), exclusive));
  }
  errors.push(...labelSelectorErrors(selector, child(field, 'selector')));
  if (name === '' && !selector) errors.push(required(field, 'one of name or selector must be specified'));
  const action = stringAt(reference, 'parameterNotFoundAction');
  const at = child(field, 'parameterNotFoundAction');
  if (action === '') errors.push(required(at));
  else if (action !== 'Deny' && action !== 'Allow') errors.push(notSupported(at, action, ['Deny', 'Allow']));
  return errors;
}

/** The policy that a binding names. */
export function policyNameErrors(spec: Draft): FieldError[] {
  const name = stringAt(spec, 'policyName');
  if (name === '') return [required('spec.policyName')];
  return invalidEach('spec.policyName', name, dns1123SubdomainErrors(name));
}
