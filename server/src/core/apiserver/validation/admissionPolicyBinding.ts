// ValidatingAdmissionPolicyBinding and MutatingAdmissionPolicyBinding. Mirrors pkg/apis/admissionregistration/validation (v1.36).
import type { Draft } from '../draft.ts';
import { objectAt, optionalObject, stringsAt } from '../draft.ts';
import { duplicate, invalid, notSupported, required } from '../fieldErrors.ts';
import { index } from '../fieldPath.ts';
import { validateGeneralObjectMeta } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import {
  matchResourcesErrors,
  mutatingOperationErrors,
  paramRefErrors,
  policyNameErrors,
  setMatchResourcesDefaults,
} from './admissionRules.ts';

const apiVersion = 'admissionregistration.k8s.io/v1';

const applyDefaults = (object: Draft): void =>
  setMatchResourcesDefaults(optionalObject(optionalObject(object, 'spec'), 'matchResources'));

export const validatingAdmissionPolicyBinding: KindRules = {
  apiVersion,
  kind: 'ValidatingAdmissionPolicyBinding',
  countsGenerations: true,
  applyDefaults,
  validate: validateValidating,
  validateUpdate: validateValidating,
};

export const mutatingAdmissionPolicyBinding: KindRules = {
  apiVersion,
  kind: 'MutatingAdmissionPolicyBinding',
  countsGenerations: true,
  applyDefaults,
  validate: validateMutating,
  validateUpdate: validateMutating,
};

function commonErrors(object: Draft): FieldError[] {
  const spec = objectAt(object, 'spec');
  return [
    ...validateGeneralObjectMeta(object, false, subdomainName),
    ...policyNameErrors(spec),
    ...paramRefErrors(optionalObject(spec, 'paramRef'), 'spec.paramRef'),
    ...matchResourcesErrors(optionalObject(spec, 'matchResources'), 'spec.matchResources'),
  ];
}

function validateMutating(object: Draft): FieldError[] {
  const match = optionalObject(objectAt(object, 'spec'), 'matchResources');
  return [...commonErrors(object), ...mutatingOperationErrors(match, 'spec.matchResources')];
}

const ACTIONS = ['Audit', 'Deny', 'Warn'];

function validateValidating(object: Draft): FieldError[] {
  const field = 'spec.validationActions';
  const actions = stringsAt(objectAt(object, 'spec'), 'validationActions');
  const errors = actions.flatMap((action, at) => {
    const unknown = ACTIONS.includes(action) ? [] : [notSupported(index(field, at), action, ACTIONS)];
    return actions.indexOf(action) < at ? [...unknown, duplicate(index(field, at), action)] : unknown;
  });
  if (actions.includes('Deny') && actions.includes('Warn')) {
    const words =
      'must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)';
    errors.push(invalid(field, actions, words));
  }
  if (actions.length === 0) errors.push(required(field, 'at least one validation action is required'));
  return [...commonErrors(object), ...errors];
}
