// PodDisruptionBudget: one of two numbers, a selector. Mirrors pkg/apis/policy/validation and pkg/registry/policy (v1.36).
import type { IntOrString } from '../../kubernetes/intOrString.ts';
import { percentErrors } from '../../kubernetes/names.ts';
import type { Draft, Json } from '../draft.ts';
import { isSet, objectAt, optionalObject, stringAt } from '../draft.ts';
import { invalid, notSupported } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import { validateGeneralObjectMeta } from '../objectMeta.ts';
import { pathSegmentName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { invalidEach, labelSelectorErrors, NOT_NEGATIVE } from './checks.ts';
import { labelSelectorAsGo } from './goStructs.ts';

export const podDisruptionBudget: KindRules = {
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  countsGenerations: true,
  prepareForCreate(object) {
    object['status'] = EMPTY_STATUS;
  },
  validate(object) {
    const errors = specErrors(objectAt(object, 'spec'));
    // Metadata is looked at by the general check of every creation, only when the kind's own rules hold.
    return errors.length > 0 ? errors : validateGeneralObjectMeta(object, true, pathSegmentName);
  },
  prepareForUpdate(object, old) {
    object['status'] = old['status'];
  },
  validateUpdate: (object) => specErrors(objectAt(object, 'spec')),
};

const EMPTY_STATUS: Draft = { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 };

function specErrors(spec: Draft): FieldError[] {
  const errors: FieldError[] = [];
  const both = isSet(spec, 'minAvailable') && isSet(spec, 'maxUnavailable');
  if (both) errors.push(invalid('spec', specAsGo(spec), 'minAvailable and maxUnavailable cannot be both set'));
  for (const name of ['minAvailable', 'maxUnavailable']) {
    if (!isSet(spec, name)) continue;
    errors.push(...positiveIntOrPercent(spec[name], `spec.${name}`), ...atMost100Percent(spec[name], `spec.${name}`));
  }
  errors.push(...labelSelectorErrors(optionalObject(spec, 'selector'), 'spec.selector'));
  const policy = stringAt(spec, 'unhealthyPodEvictionPolicy');
  const policies = ['AlwaysAllow', 'IfHealthyBudget'];
  if (isSet(spec, 'unhealthyPodEvictionPolicy') && !policies.includes(policy)) {
    errors.push(notSupported('spec.unhealthyPodEvictionPolicy', policy, policies));
  }
  return errors;
}

/** The internal type's fields have no JSON names. */
function specAsGo(spec: Draft): Draft {
  return {
    MinAvailable: spec['minAvailable'] ?? null,
    Selector: labelSelectorAsGo(optionalObject(spec, 'selector')),
    MaxUnavailable: spec['maxUnavailable'] ?? null,
    UnhealthyPodEvictionPolicy: spec['unhealthyPodEvictionPolicy'] ?? null,
  };
}

/** `ValidatePositiveIntOrPercent` of pkg/apis/apps/validation. */
export function positiveIntOrPercent(value: Json | undefined, field: FieldPath): FieldError[] {
  if (typeof value === 'string') {
    return invalidEach(field, value, percentErrors(value));
  }
  return Number(value) < 0 ? [invalid(field, Number(value), NOT_NEGATIVE)] : [];
}

/** `IsNotMoreThan100Percent`. */
export function atMost100Percent(value: Json | undefined, field: FieldPath): FieldError[] {
  const percent: IntOrString = typeof value === 'string' ? value : '';
  if (!/^[0-9]+%$/.test(percent) || Number(percent.slice(0, -1)) <= 100) return [];
  return [invalid(field, value, 'must not be greater than 100%')];
}
