// Role, ClusterRole and their bindings. Mirrors pkg/apis/rbac/validation and v1/defaults.go (v1.36).
import { dns1123SubdomainErrors } from '../../kubernetes/names.ts';
import { selectorFromLabelSelector } from '../../kubernetes/selectors.ts';
import type { Draft } from '../draft.ts';
import {
  ensureObject,
  objectAt,
  objectsAt,
  optionalObject,
  sameJson,
  setDefaultIfZero,
  stringAt,
  stringMapAt,
  stringsAt,
} from '../draft.ts';
import { invalid, required, textNotSupported } from '../fieldErrors.ts';
import { child, type FieldPath, index } from '../fieldPath.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { pathSegmentName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { invalidEach, labelSelectorErrors } from './checks.ts';

const GROUP = 'rbac.authorization.k8s.io';
const apiVersion = `${GROUP}/v1`;

export const role: KindRules = {
  apiVersion,
  kind: 'Role',
  validate: (object) => validateRole(object, true),
  validateUpdate: (object, old) => [...validateRole(object, true), ...validateObjectMetaUpdate(object, old)],
};

export const clusterRole: KindRules = {
  apiVersion,
  kind: 'ClusterRole',
  validate: validateClusterRole,
  validateUpdate: (object, old) => [...validateClusterRole(object), ...validateObjectMetaUpdate(object, old)],
};

export const roleBinding: KindRules = {
  apiVersion,
  kind: 'RoleBinding',
  applyDefaults: setBindingDefaults,
  validate: (object) => validateBinding(object, true),
  validateUpdate: (object, old) => bindingChanges(object, old, true),
};

export const clusterRoleBinding: KindRules = {
  apiVersion,
  kind: 'ClusterRoleBinding',
  applyDefaults: setBindingDefaults,
  validate: (object) => validateBinding(object, false),
  validateUpdate: (object, old) => bindingChanges(object, old, false),
};

function validateRole(object: Draft, namespaced: boolean): FieldError[] {
  const rules = objectsAt(object, 'rules').flatMap((rule, at) => ruleErrors(rule, namespaced, index('rules', at)));
  return [...validateObjectMeta(object, namespaced, pathSegmentName), ...rules];
}

function ruleErrors(rule: Draft, namespaced: boolean, field: FieldPath): FieldError[] {
  const count = (name: string): number => stringsAt(rule, name).length;
  const errors: FieldError[] = [];
  if (count('verbs') === 0) errors.push(required(child(field, 'verbs'), 'verbs must contain at least one value'));
  if (count('nonResourceURLs') > 0) {
    const urls = stringsAt(rule, 'nonResourceURLs');
    const at = child(field, 'nonResourceURLs');
    if (namespaced) errors.push(invalid(at, urls, 'namespaced rules cannot apply to non-resource URLs'));
    if (['apiGroups', 'resources', 'resourceNames'].some((name) => count(name) > 0)) {
      errors.push(invalid(at, urls, 'rules cannot apply to both regular resources and non-resource URLs'));
    }
    return errors;
  }
  if (count('apiGroups') === 0) {
    errors.push(required(child(field, 'apiGroups'), 'resource rules must supply at least one api group'));
  }
  if (count('resources') === 0) {
    errors.push(required(child(field, 'resources'), 'resource rules must supply at least one resource'));
  }
  return errors;
}

function validateClusterRole(object: Draft): FieldError[] {
  const aggregation = optionalObject(object, 'aggregationRule');
  const errors = validateRole(object, false);
  if (!aggregation) return errors;
  const field = 'aggregationRule.clusterRoleSelectors';
  const selectors = objectsAt(aggregation, 'clusterRoleSelectors');
  if (selectors.length === 0) {
    errors.push(required(field, 'at least one clusterRoleSelector required if aggregationRule is non-nil'));
  }
  return [...errors, ...selectors.flatMap((selector, at) => aggregatedErrors(selector, index(field, at)))];
}

function aggregatedErrors(selector: Draft, field: FieldPath): FieldError[] {
  const parsed = selectorFromLabelSelector({
    matchLabels: stringMapAt(selector, 'matchLabels'),
    matchExpressions: objectsAt(selector, 'matchExpressions').map((expression) => ({
      key: stringAt(expression, 'key'),
      operator: stringAt(expression, 'operator'),
      values: stringsAt(expression, 'values'),
    })),
  });
  // The bad value is the selector that could not be made: nil.
  const unusable = 'error' in parsed ? [invalid(field, null, 'invalid label selector.')] : [];
  return [...labelSelectorErrors(selector, field), ...unusable];
}

function setBindingDefaults(object: Draft): void {
  setDefaultIfZero(ensureObject(object, 'roleRef'), 'apiGroup', GROUP);
  for (const subject of objectsAt(object, 'subjects')) {
    const kind = stringAt(subject, 'kind');
    if (kind === 'User' || kind === 'Group') setDefaultIfZero(subject, 'apiGroup', GROUP);
  }
}

function validateBinding(object: Draft, namespaced: boolean): FieldError[] {
  const reference = objectAt(object, 'roleRef');
  const kinds = namespaced ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  const [group = '', kind = '', name = ''] = ['apiGroup', 'kind', 'name'].map((field) => stringAt(reference, field));
  const errors = validateObjectMeta(object, namespaced, pathSegmentName);
  if (group !== GROUP) errors.push(textNotSupported('roleRef.apiGroup', group, [GROUP]));
  if (!kinds.includes(kind)) errors.push(textNotSupported('roleRef.kind', kind, kinds));
  if (name === '') errors.push(required('roleRef.name'));
  else errors.push(...invalidEach('roleRef.name', name, pathSegmentName(name, false)));
  const subjects = objectsAt(object, 'subjects').flatMap((subject, at) =>
    subjectErrors(subject, namespaced, index('subjects', at)),
  );
  return [...errors, ...subjects];
}

function subjectErrors(subject: Draft, namespaced: boolean, field: FieldPath): FieldError[] {
  const name = stringAt(subject, 'name');
  const group = stringAt(subject, 'apiGroup');
  const kind = stringAt(subject, 'kind');
  const errors = name === '' ? [required(child(field, 'name'))] : [];
  switch (kind) {
    case 'ServiceAccount':
      if (name !== '') errors.push(...invalidEach(child(field, 'name'), name, dns1123SubdomainErrors(name)));
      if (group !== '') errors.push(textNotSupported(child(field, 'apiGroup'), group, ['']));
      if (!namespaced && stringAt(subject, 'namespace') === '') errors.push(required(child(field, 'namespace')));
      return errors;
    case 'User':
    case 'Group':
      return group === GROUP ? errors : [...errors, textNotSupported(child(field, 'apiGroup'), group, [GROUP])];
    default:
      return [...errors, textNotSupported(child(field, 'kind'), kind, ['ServiceAccount', 'User', 'Group'])];
  }
}

function bindingChanges(object: Draft, old: Draft, namespaced: boolean): FieldError[] {
  const reference = objectAt(object, 'roleRef');
  const same = sameJson(reference, objectAt(old, 'roleRef'));
  const [APIGroup, Kind, Name] = ['apiGroup', 'kind', 'name'].map((name) => stringAt(reference, name));
  return [
    ...validateBinding(object, namespaced),
    ...validateObjectMetaUpdate(object, old),
    ...(same ? [] : [invalid('roleRef', { APIGroup, Kind, Name }, 'cannot change roleRef')]),
  ];
}
