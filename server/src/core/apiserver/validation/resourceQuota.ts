// ResourceQuota: names and amounts of resources, scopes that fit them. Mirrors ValidateResourceQuota (v1.36).
import { compareQuantities, quantityText } from '../../kubernetes/quantity.ts';
import type { Draft } from '../draft.ts';
import { objectAt, objectsAt, optionalObject, stringAt, stringsAt } from '../draft.ts';
import { invalid, required } from '../fieldErrors.ts';
import { child, key } from '../fieldPath.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import {
  isStandardQuotaResourceName,
  quotaResourceNameErrors,
  resourceAmounts,
  resourceQuantityErrors,
  roundToMilli,
} from '../resourceNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';

export const resourceQuota: KindRules = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  applyDefaults: (object) => roundToMilli(objectAt(object, 'spec'), ['hard']),
  prepareForCreate(object) {
    object['status'] = {};
  },
  validate: (object) => [...validateObjectMeta(object, true, subdomainName), ...specErrors(objectAt(object, 'spec'))],
  prepareForUpdate(object, old) {
    object['status'] = old['status'];
  },
  validateUpdate: (object, old) => [
    ...validateObjectMetaUpdate(object, old),
    ...specErrors(objectAt(object, 'spec')),
    ...scopesKept(objectAt(object, 'spec'), objectAt(old, 'spec')),
  ],
  warnings: (object, old) => (old ? [] : requestWarnings(objectAt(object, 'spec'))),
};

const PODS = ['pods'];
const COMPUTE = ['cpu', 'memory', 'limits.cpu', 'limits.memory', 'requests.cpu', 'requests.memory'];
const CLAIMS = ['persistentvolumeclaims', 'requests.storage'];

/** Scope → the resources that it may narrow. */
const SCOPES: ReadonlyMap<string, readonly string[]> = new Map([
  ['Terminating', [...PODS, ...COMPUTE]],
  ['NotTerminating', [...PODS, ...COMPUTE]],
  ['NotBestEffort', [...PODS, ...COMPUTE]],
  ['PriorityClass', [...PODS, ...COMPUTE]],
  ['CrossNamespacePodAffinity', [...PODS, ...COMPUTE]],
  ['BestEffort', PODS],
  ['VolumeAttributesClass', CLAIMS],
]);
const EXISTS_ONLY = ['BestEffort', 'NotBestEffort', 'Terminating', 'NotTerminating', 'CrossNamespacePodAffinity'];
const CONFLICTS = [
  ['BestEffort', 'NotBestEffort'],
  ['Terminating', 'NotTerminating'],
];

function specErrors(spec: Draft): FieldError[] {
  const amounts = resourceAmounts(spec, 'hard').flatMap(({ name, quantity, text }) => {
    const field = key('spec.hard', name);
    return [...quotaResourceNameErrors(name, field), ...resourceQuantityErrors(name, quantity, text, field)];
  });
  return [...amounts, ...scopeErrors(spec), ...selectorErrors(spec)];
}

/** How often a scope stands beside a resource that it cannot narrow. */
function misapplied(spec: Draft, scope: string): number {
  const fitting = SCOPES.get(scope);
  if (!fitting) return 0;
  return Object.keys(objectAt(spec, 'hard')).filter(
    (name) => isStandardQuotaResourceName(name) && !fitting.includes(name),
  ).length;
}

function conflictErrors(spec: Draft, scopes: readonly string[], field: string): FieldError[] {
  return CONFLICTS.filter((pair) => pair.every((scope) => scopes.includes(scope))).map(() =>
    invalid(field, spec['scopes'], 'conflicting scopes'),
  );
}

function scopeErrors(spec: Draft): FieldError[] {
  const scopes = stringsAt(spec, 'scopes');
  const field = 'spec.scopes';
  const errors = scopes.flatMap((scope) => [
    ...(SCOPES.has(scope) ? [] : [invalid(field, scopes, 'unsupported scope')]),
    ...new Array<FieldError>(misapplied(spec, scope)).fill(
      invalid(field, scopes, 'unsupported scope applied to resource'),
    ),
  ]);
  return [...errors, ...conflictErrors(spec, scopes, field)];
}

function selectorErrors(spec: Draft): FieldError[] {
  const selector = optionalObject(spec, 'scopeSelector');
  if (!selector) return [];
  const field = 'spec.scopeSelector.matchExpressions';
  const expressions = objectsAt(selector, 'matchExpressions');
  const errors = expressions.flatMap((expression) => {
    const scope = stringAt(expression, 'scopeName');
    return [
      ...(SCOPES.has(scope) ? [] : [invalid(child(field, 'scopeName'), scope, 'unsupported scope')]),
      ...new Array<FieldError>(misapplied(spec, scope)).fill(
        invalid(field, selectorAsGo(selector), 'unsupported scope applied to resource'),
      ),
      ...expressionErrors(expression, scope, field),
    ];
  });
  const scopes = expressions.map((expression) => stringAt(expression, 'scopeName'));
  return [...errors, ...conflictErrors(spec, scopes, field)];
}

/** The internal type has no JSON names, so its field names are Go's. */
function selectorAsGo(selector: Draft): Draft {
  const MatchExpressions = objectsAt(selector, 'matchExpressions').map((expression) => ({
    ScopeName: stringAt(expression, 'scopeName'),
    Operator: stringAt(expression, 'operator'),
    Values: Array.isArray(expression['values']) ? stringsAt(expression, 'values') : null,
  }));
  return { MatchExpressions };
}

const EXISTS_WORDS =
  "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity";

function expressionErrors(expression: Draft, scope: string, field: string): FieldError[] {
  const operator = stringAt(expression, 'operator');
  const values = stringsAt(expression, 'values');
  const errors: FieldError[] = [];
  if (EXISTS_ONLY.includes(scope) && operator !== 'Exists') {
    errors.push(invalid(child(field, 'operator'), operator, EXISTS_WORDS));
  }
  if (operator === 'In' || operator === 'NotIn') {
    const words = "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector";
    if (values.length === 0) errors.push(required(child(field, 'values'), words));
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    const words = "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector";
    if (values.length > 0) errors.push(invalid(child(field, 'values'), values, words));
  } else {
    errors.push(invalid(child(field, 'operator'), operator, 'not a valid selector operator'));
  }
  return errors;
}

function scopesKept(spec: Draft, old: Draft): FieldError[] {
  const scopes = stringsAt(spec, 'scopes');
  const same = [...new Set(scopes)].sort().join() === [...new Set(stringsAt(old, 'scopes'))].sort().join();
  return same ? [] : [invalid('spec.scopes', spec['scopes'], 'field is immutable')];
}

/** Requests that are allowed more than limits. pkg/registry/core/resourcequota/strategy.go. */
function requestWarnings(spec: Draft): string[] {
  const hard = new Map(resourceAmounts(spec, 'hard').map(({ name, quantity }) => [name, quantity]));
  return ['cpu', 'memory', 'storage', 'ephemeral-storage'].flatMap((name) => {
    const bare = name === 'cpu' || name === 'memory' ? name : '';
    const requestName = hard.has(`requests.${name}`) ? `requests.${name}` : bare;
    const request = hard.get(requestName);
    const limit = hard.get(`limits.${name}`);
    if (!request || !limit || compareQuantities(request, limit) <= 0) return [];
    const said = `${requestName} (${quantityText(request)}) should be less than limits.${name} (${quantityText(limit)})`;
    return [`ResourceQuota ${said}`];
  });
}
