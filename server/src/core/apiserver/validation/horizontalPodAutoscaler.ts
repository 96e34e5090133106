// HorizontalPodAutoscaler v1 and v2: bounds, target, metrics, behaviour. The v1 form is judged as the v2 form it converts to.
// Mirrors pkg/apis/autoscaling/validation, v1/ and v2/defaults.go and v1/conversion.go (v1.36).
import { quantityOf, quantitySign } from '../../kubernetes/quantity.ts';
import type { Draft } from '../draft.ts';
import { ensureObject, isSet, numberAt, objectAt, objectsAt, optionalObject, setDefault, stringAt } from '../draft.ts';
import { invalid, notSupported, required } from '../fieldErrors.ts';
import { child, type FieldPath, index } from '../fieldPath.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { NOT_NEGATIVE } from './checks.ts';
import { metricErrors, objectReferenceErrors } from './horizontalPodAutoscalerMetrics.ts';

const kind = 'HorizontalPodAutoscaler';
const EMPTY_STATUS: Draft = { currentReplicas: 0, desiredReplicas: 0 };

export const horizontalPodAutoscaler: KindRules = {
  apiVersion: 'autoscaling/v2',
  kind,
  applyDefaults: (object) => setV2Defaults(ensureObject(object, 'spec')),
  prepareForCreate(object) {
    object['status'] = { ...EMPTY_STATUS, currentMetrics: null };
  },
  validate: (object) => validate(object, undefined),
  prepareForUpdate(object, old) {
    object['status'] = old['status'];
  },
  validateUpdate: validate,
};

export const horizontalPodAutoscalerV1: KindRules = {
  apiVersion: 'autoscaling/v1',
  kind,
  applyDefaults(object) {
    const spec = ensureObject(object, 'spec');
    setDefault(spec, 'minReplicas', 1);
    setDefault(spec, 'targetCPUUtilizationPercentage', 80);
  },
  prepareForCreate(object) {
    object['status'] = { ...EMPTY_STATUS };
  },
  validate: (object) => validate(asV2(object), undefined),
  prepareForUpdate(object, old) {
    object['status'] = old['status'];
  },
  validateUpdate: (object, old) => validate(asV2(object), asV2(old)),
};

/** The v2 form of a v1 object: its one number becomes a metric. */
function asV2(object: Draft): Draft {
  const { targetCPUUtilizationPercentage: percentage, ...spec } = objectAt(object, 'spec');
  if (percentage === undefined || percentage === null) return { ...object, spec };
  const target = { type: 'Utilization', averageUtilization: percentage };
  return { ...object, spec: { ...spec, metrics: [{ type: 'Resource', resource: { name: 'cpu', target } }] } };
}

function setV2Defaults(spec: Draft): void {
  setDefault(spec, 'minReplicas', 1);
  if (objectsAt(spec, 'metrics').length === 0) {
    const target = { type: 'Utilization', averageUtilization: 80 };
    spec['metrics'] = [{ type: 'Resource', resource: { name: 'cpu', target } }];
  }
  const behavior = optionalObject(spec, 'behavior');
  if (!behavior) return;
  const up = ensureObject(behavior, 'scaleUp');
  setDefault(up, 'stabilizationWindowSeconds', 0);
  setDefault(up, 'selectPolicy', 'Max');
  setDefault(up, 'policies', [
    { type: 'Pods', value: 4, periodSeconds: 15 },
    { type: 'Percent', value: 100, periodSeconds: 15 },
  ]);
  const down = ensureObject(behavior, 'scaleDown');
  setDefault(down, 'selectPolicy', 'Max');
  setDefault(down, 'policies', [{ type: 'Percent', value: 100, periodSeconds: 15 }]);
}

function validate(object: Draft, old: Draft | undefined): FieldError[] {
  const spec = objectAt(object, 'spec');
  const meta = old ? validateObjectMetaUpdate(object, old) : validateObjectMeta(object, true, subdomainName);
  const lowest = old && numberAt(objectAt(old, 'spec'), 'minReplicas') === 0 ? 0 : 1;
  return [
    ...meta,
    ...replicaErrors(spec, lowest),
    ...targetErrors(objectAt(spec, 'scaleTargetRef'), old && objectAt(objectAt(old, 'spec'), 'scaleTargetRef')),
    ...metricErrors(objectsAt(spec, 'metrics'), numberAt(spec, 'minReplicas')),
    ...behaviorErrors(optionalObject(spec, 'behavior')),
  ];
}

/** Only ReplicationControllers, of the core group, may be named without one; what was there before may stay. */
function targetErrors(target: Draft, before: Draft | undefined): FieldError[] {
  const field = 'spec.scaleTargetRef';
  const errors = objectReferenceErrors(target, field, stringAt(target, 'kind') === 'ReplicationController');
  const kept = before && ['apiVersion', 'kind'].every((name) => stringAt(target, name) === stringAt(before, name));
  return kept ? errors.filter((error) => error.field !== `${field}.apiVersion`) : errors;
}

function replicaErrors(spec: Draft, lowest: number): FieldError[] {
  const min = numberAt(spec, 'minReplicas');
  const max = numberAt(spec, 'maxReplicas') ?? 0;
  const errors: FieldError[] = [];
  if (min !== undefined && min < lowest) {
    errors.push(invalid('spec.minReplicas', min, `must be greater than or equal to ${lowest}`));
  }
  if (max === 0) errors.push(required('spec.maxReplicas', 'must be set and greater than 0'));
  else if (max < 0) errors.push(invalid('spec.maxReplicas', max, 'must be greater than or equal to 1'));
  if (min !== undefined && max < min) {
    errors.push(invalid('spec.maxReplicas', max, 'must be greater than or equal to `minReplicas`'));
  }
  return errors;
}

function behaviorErrors(behavior: Draft | undefined): FieldError[] {
  if (!behavior) return [];
  return ['scaleUp', 'scaleDown'].flatMap((name) =>
    scalingRuleErrors(optionalObject(behavior, name), `spec.behavior.${name}`),
  );
}

const LONGEST_WINDOW = 3600;
const LONGEST_PERIOD = 1800;

function scalingRuleErrors(rules: Draft | undefined, field: FieldPath): FieldError[] {
  if (!rules) return [];
  const window = numberAt(rules, 'stabilizationWindowSeconds') ?? 0;
  const select = stringAt(rules, 'selectPolicy');
  const policies = objectsAt(rules, 'policies');
  const tolerance = quantityOf(rules['tolerance'] ?? '0');
  const at = child(field, 'stabilizationWindowSeconds');
  const errors: FieldError[] = [];
  if (window < 0) errors.push(invalid(at, window, 'must be greater than or equal to zero'));
  if (window > LONGEST_WINDOW) errors.push(invalid(at, window, `must be less than or equal to ${LONGEST_WINDOW}`));
  const selections = ['Disabled', 'Max', 'Min'];
  if (isSet(rules, 'selectPolicy') && !selections.includes(select)) {
    errors.push(notSupported(child(field, 'selectPolicy'), select, selections));
  }
  if (policies.length === 0) errors.push(required(child(field, 'policies'), 'must specify at least one Policy'));
  errors.push(...policies.flatMap((policy, p) => policyErrors(policy, index(child(field, 'policies'), p))));
  if (tolerance && quantitySign(tolerance) < 0) {
    errors.push(invalid(child(field, 'tolerance'), rules['tolerance'], NOT_NEGATIVE));
  }
  return errors;
}

function policyErrors(policy: Draft, field: FieldPath): FieldError[] {
  const type = stringAt(policy, 'type');
  const value = numberAt(policy, 'value') ?? 0;
  const period = numberAt(policy, 'periodSeconds') ?? 0;
  const errors: FieldError[] = [];
  if (type !== 'Pods' && type !== 'Percent') {
    errors.push(notSupported(child(field, 'type'), type, ['Percent', 'Pods']));
  }
  if (value <= 0) errors.push(invalid(child(field, 'value'), value, 'must be greater than zero'));
  if (period <= 0) errors.push(invalid(child(field, 'periodSeconds'), period, 'must be greater than zero'));
  if (period > LONGEST_PERIOD) {
    errors.push(invalid(child(field, 'periodSeconds'), period, `must be less than or equal to ${LONGEST_PERIOD}`));
  }
  return errors;
}
