// ValidatingAdmissionPolicy and MutatingAdmissionPolicy. Mirrors pkg/apis/admissionregistration/validation (v1.36).
import { byteLength } from '../../kubernetes/goText.ts';
import { dns1035LabelErrors, dns1123SubdomainErrors } from '../../kubernetes/names.ts';
import type { Draft } from '../draft.ts';
import { ensureObject, isSet, objectAt, objectsAt, optionalObject, sameJson, setDefault, stringAt } from '../draft.ts';
import { duplicate, invalid, notSupported, required } from '../fieldErrors.ts';
import { child, type FieldPath, index } from '../fieldPath.ts';
import { validateGeneralObjectMeta } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { admissionExpressionErrors, typeOfVariable, type VariableTypes } from './admissionExpressions.ts';
import {
  FAILURE_POLICIES,
  matchConditionErrors,
  matchResourcesErrors,
  mutatingOperationErrors,
  REINVOCATION_POLICIES,
  setMatchResourcesDefaults,
  supportedIfSet,
} from './admissionRules.ts';
import { oneOf, qualifiedName } from './checks.ts';

const apiVersion = 'admissionregistration.k8s.io/v1';

export const validatingAdmissionPolicy: KindRules = {
  apiVersion,
  kind: 'ValidatingAdmissionPolicy',
  countsGenerations: true,
  applyDefaults: setPolicyDefaults,
  prepareForCreate(object) {
    object['status'] = {};
  },
  validate: (object) => [...meta(object), ...validatingErrors(object, false)],
  prepareForUpdate(object, old) {
    object['status'] = old['status'];
  },
  validateUpdate: (object, old) => [...meta(object), ...validatingErrors(object, sameConditions(object, old))],
};

export const mutatingAdmissionPolicy: KindRules = {
  apiVersion,
  kind: 'MutatingAdmissionPolicy',
  countsGenerations: true,
  applyDefaults: setPolicyDefaults,
  validate: (object) => [...meta(object), ...mutatingErrors(object, false)],
  validateUpdate: (object, old) => [...meta(object), ...mutatingErrors(object, sameConditions(object, old))],
};

const meta = (object: Draft): FieldError[] => validateGeneralObjectMeta(object, false, subdomainName);

function setPolicyDefaults(object: Draft): void {
  const spec = ensureObject(object, 'spec');
  setDefault(spec, 'failurePolicy', 'Fail');
  setMatchResourcesDefaults(optionalObject(spec, 'matchConstraints'));
}

/** Conditions that did not change are not looked at again. */
function sameConditions(object: Draft, old: Draft): boolean {
  return ['paramKind', 'matchConditions'].every((name) =>
    sameJson(objectAt(object, 'spec')[name], objectAt(old, 'spec')[name]),
  );
}

function commonErrors(spec: Draft, keepConditions: boolean): FieldError[] {
  const kind = optionalObject(spec, 'paramKind');
  const match = optionalObject(spec, 'matchConstraints');
  const field = 'spec.matchConstraints';
  const errors = supportedIfSet(spec, 'failurePolicy', 'spec', FAILURE_POLICIES);
  if (kind) errors.push(...paramKindErrors(kind, 'spec.paramKind'));
  if (!match) errors.push(required(field));
  else {
    errors.push(...matchResourcesErrors(match, field));
    if (objectsAt(match, 'resourceRules').length === 0) errors.push(required(child(field, 'resourceRules')));
  }
  if (keepConditions) return errors;
  const check = admissionExpressionErrors({ params: kind !== undefined });
  return [...errors, ...matchConditionErrors(objectsAt(spec, 'matchConditions'), 'spec.matchConditions', check)];
}

function paramKindErrors(kind: Draft, field: FieldPath): FieldError[] {
  const name = stringAt(kind, 'kind');
  const errors = versionErrors(stringAt(kind, 'apiVersion'), child(field, 'apiVersion'));
  if (name === '') return [...errors, required(child(field, 'kind'))];
  const wrong = dns1035LabelErrors(name.toLowerCase());
  if (wrong.length === 0) return errors;
  const words = `may have mixed case, but should otherwise match: ${wrong.join(',')}`;
  return [...errors, invalid(child(field, 'kind'), name, words)];
}

function versionErrors(value: string, field: FieldPath): FieldError[] {
  if (value === '') return [required(field)];
  const parts = value === '/' ? ['', ''] : value.split('/');
  if (parts.length > 2) return [invalid(field, value, `unexpected GroupVersion string: ${value}`)];
  const [version = '', group = ''] = parts.reverse();
  const groupErrors = group === '' ? [] : dns1123SubdomainErrors(group);
  const errors = groupErrors.length > 0 ? [invalid(field, group, groupErrors.join(','))] : [];
  if (version === '') return [...errors, invalid(field, value, 'version must be specified')];
  const wrong = dns1035LabelErrors(version);
  return wrong.length > 0 ? [...errors, invalid(field, version, wrong.join(','))] : errors;
}

const RESERVED: ReadonlySet<string> = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

function variableErrors(spec: Draft): FieldError[] {
  const variables = objectsAt(spec, 'variables');
  const params = isSet(spec, 'paramKind');
  return variables.flatMap((variable, at) => {
    const field = index('spec.variables', at);
    const name = stringAt(variable, 'name');
    const expression = stringAt(variable, 'expression');
    const errors: FieldError[] = [];
    if (name.trim() === '') errors.push(required(child(field, 'name'), 'name is not specified'));
    else if (!/^[_a-zA-Z][_a-zA-Z0-9]*$/.test(name) || RESERVED.has(name)) {
      errors.push(invalid(child(field, 'name'), name, 'must be a valid CEL identifier'));
    }
    if (expression.trim() === '') {
      return [...errors, required(child(field, 'expression'), 'expression is not specified')];
    }
    const known = variableTypes(variables.slice(0, at), params);
    const check = admissionExpressionErrors({ params, variables: known, result: 'any' });
    return [...errors, ...check(expression, child(field, 'expression'))];
  });
}

function variableTypes(variables: readonly Draft[], params: boolean): VariableTypes {
  const types = new Map<string, ReturnType<typeof typeOfVariable>>();
  for (const variable of variables) {
    const expression = stringAt(variable, 'expression');
    if (expression.trim() !== '') types.set(stringAt(variable, 'name'), typeOfVariable(expression, params, types));
  }
  return types;
}

/** What a policy's own expressions may name. A validating policy without variables does not know the word. */
function placeIn(spec: Draft, always: boolean): { params: boolean; variables?: VariableTypes } {
  const params = isSet(spec, 'paramKind');
  const variables = objectsAt(spec, 'variables');
  return variables.length === 0 && !always ? { params } : { params, variables: variableTypes(variables, params) };
}

function validatingErrors(object: Draft, keepConditions: boolean): FieldError[] {
  const spec = objectAt(object, 'spec');
  const validations = objectsAt(spec, 'validations');
  const audits = objectsAt(spec, 'auditAnnotations');
  const errors = [...commonErrors(spec, keepConditions), ...variableErrors(spec)];
  if (validations.length === 0 && audits.length === 0) {
    const words = 'validations or auditAnnotations must contain at least one item';
    return [...errors, required('spec.validations', words), required('spec.auditAnnotations', words)];
  }
  errors.push(
    ...validations.flatMap((validation, at) => validationErrors(validation, spec, index('spec.validations', at))),
  );
  return [...errors, ...auditErrors(object, spec, audits)];
}

const REASONS = ['Forbidden', 'Invalid', 'RequestEntityTooLarge'];

function validationErrors(validation: Draft, spec: Draft, field: FieldPath): FieldError[] {
  const place = placeIn(spec, false);
  const [expression, message, words] = ['expression', 'message', 'messageExpression'].map((name) =>
    stringAt(validation, name),
  ) as [string, string, string];
  const errors: FieldError[] = [];
  if (expression.trim() === '') errors.push(required(child(field, 'expression'), 'expression is not specified'));
  else errors.push(...admissionExpressionErrors(place)(expression, child(field, 'expression')));
  if (words !== '' && words.trim() === '') {
    errors.push(invalid(child(field, 'messageExpression'), words, 'must be non-empty if specified'));
  } else if (words !== '') {
    const check = admissionExpressionErrors({ ...place, result: 'string', authorizer: false });
    errors.push(...check(words, child(field, 'messageExpression')));
  }
  if (message !== '' && message.trim() === '') {
    errors.push(invalid(child(field, 'message'), message, 'must be non-empty if specified'));
  } else if (/[\n\r]/.test(message.trim())) {
    errors.push(invalid(child(field, 'message'), message, 'must not contain line breaks'));
  }
  return [...errors, ...supportedIfSet(validation, 'reason', field, REASONS)];
}

const MOST_AUDIT_ANNOTATIONS = 20;
const LONGEST_VALUE_EXPRESSION = 5 * 1024;

function auditErrors(object: Draft, spec: Draft, audits: readonly Draft[]): FieldError[] {
  const policy = stringAt(objectAt(object, 'metadata'), 'name');
  const errors: FieldError[] = [];
  if (audits.length > MOST_AUDIT_ANNOTATIONS) {
    const words = `must not have more than ${MOST_AUDIT_ANNOTATIONS} auditAnnotations`;
    errors.push(invalid('spec.auditAnnotations', [...audits], words));
  }
  const keys = new Set<string>();
  for (const [at, audit] of audits.entries()) {
    const field = index('spec.auditAnnotations', at);
    const key = stringAt(audit, 'key');
    if (policy === '') errors.push(invalid(child(field, 'key'), key, 'requires metadata.name be non-empty'));
    else errors.push(...qualifiedName(`${policy}/${key}`, child(field, 'key')));
    errors.push(...valueErrors(audit, spec, child(field, 'valueExpression')));
    if (keys.has(key)) errors.push(duplicate(child(field, 'key'), key));
    keys.add(key);
  }
  return errors;
}

function valueErrors(audit: Draft, spec: Draft, field: FieldPath): FieldError[] {
  const written = stringAt(audit, 'valueExpression');
  const expression = written.trim();
  if (expression === '') return [required(field, 'valueExpression is not specified')];
  if (byteLength(expression) > LONGEST_VALUE_EXPRESSION) {
    return [required(field, `must not exceed ${LONGEST_VALUE_EXPRESSION} bytes in length`)];
  }
  const check = admissionExpressionErrors({ ...placeIn(spec, false), result: 'stringOrNull' });
  return check(expression, field, written);
}

function mutatingErrors(object: Draft, keepConditions: boolean): FieldError[] {
  const spec = objectAt(object, 'spec');
  const mutations = objectsAt(spec, 'mutations');
  const match = optionalObject(spec, 'matchConstraints');
  const errors = [
    ...commonErrors(spec, keepConditions),
    ...mutatingOperationErrors(match, 'spec.matchConstraints'),
    ...variableErrors(spec),
  ];
  if (mutations.length === 0) errors.push(required('spec.mutations', 'mutations must contain at least one item'));
  errors.push(...mutations.flatMap((mutation, at) => mutationErrors(mutation, spec, index('spec.mutations', at))));
  return [...errors, ...oneOf(stringAt(spec, 'reinvocationPolicy'), 'spec.reinvocationPolicy', REINVOCATION_POLICIES)];
}

const PATCHES = ['ApplyConfiguration', 'JSONPatch'] as const;
const PATCH_FIELDS = { ApplyConfiguration: 'applyConfiguration', JSONPatch: 'jsonPatch' } as const;

function mutationErrors(mutation: Draft, spec: Draft, field: FieldPath): FieldError[] {
  const type = stringAt(mutation, 'patchType');
  const known = PATCHES.find((patch) => patch === type);
  if (type === '') return [required(child(field, 'patchType'))];
  if (!known) return [notSupported(child(field, 'patchType'), type, PATCHES)];
  const own = PATCH_FIELDS[known];
  const other = known === 'JSONPatch' ? 'applyConfiguration' : 'jsonPatch';
  const patch = optionalObject(mutation, own);
  const errors = patch
    ? patchErrors(patch, spec, known, child(field, own))
    : [required(child(field, own), `must be specified when patchType is ${type}`)];
  if (!isSet(mutation, other)) return errors;
  return [...errors, invalid(child(field, other), `{${other}}`, `must not be specified when patchType is ${type}`)];
}

function patchErrors(
  patch: Draft,
  spec: Draft,
  type: 'ApplyConfiguration' | 'JSONPatch',
  field: FieldPath,
): FieldError[] {
  const expression = stringAt(patch, 'expression').trim();
  if (expression === '') return [required(child(field, 'expression'))];
  const check = admissionExpressionErrors({ ...placeIn(spec, true), result: type });
  return check(expression, child(field, 'expression'));
}
