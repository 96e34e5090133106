// Metrics of a HorizontalPodAutoscaler: one source each, with a target that fits. Mirrors validateMetricSpec and its helpers in
// pkg/apis/autoscaling/validation (v1.36).
import { quantityOf, quantitySign } from '../../kubernetes/quantity.ts';
import type { Draft } from '../draft.ts';
import { isSet, numberAt, objectAt, optionalObject, stringAt } from '../draft.ts';
import { forbidden, invalid, notSupported, required } from '../fieldErrors.ts';
import { child, type FieldPath, index } from '../fieldPath.ts';
import { pathSegmentName } from '../objectNames.ts';
import { containerResourceNameErrors } from '../resourceNames.ts';
import type { FieldError } from '../types.ts';
import { dnsLabel, invalidEach } from './checks.ts';

const TYPES = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];

/** The fields of a metric in the order they are looked at, and who judges them. */
const SOURCES: readonly (readonly [string, string, (source: Draft, field: FieldPath) => FieldError[]])[] = [
  ['object', 'Object', objectSource],
  ['external', 'External', externalSource],
  ['pods', 'Pods', podsSource],
  ['resource', 'Resource', resourceSource],
  ['containerResource', 'ContainerResource', containerResourceSource],
];

export function metricErrors(metrics: readonly Draft[], minReplicas: number | undefined): FieldError[] {
  const field = 'spec.metrics';
  const errors = metrics.flatMap((metric, at) => oneMetricErrors(metric, index(field, at)));
  const outside = metrics.some((metric) => ['Object', 'External'].includes(stringAt(metric, 'type')));
  if (minReplicas === 0 && !outside) {
    const words = 'must specify at least one Object or External metric to support scaling to zero replicas';
    errors.push(forbidden(field, words));
  }
  return errors;
}

function oneMetricErrors(metric: Draft, field: FieldPath): FieldError[] {
  const type = stringAt(metric, 'type');
  const errors: FieldError[] = [];
  if (type === '') errors.push(required(child(field, 'type'), 'must specify a metric source type'));
  if (!TYPES.includes(type)) errors.push(notSupported(child(field, 'type'), type, TYPES));
  const present = SOURCES.filter(([name]) => isSet(metric, name));
  const first = present[0];
  if (first) errors.push(...first[2](objectAt(metric, first[0]), child(field, first[0])));
  const expected = SOURCES.find(([, name]) => name === type)?.[0];
  if (expected !== undefined && !isSet(metric, expected)) {
    errors.push(required(child(field, expected), 'must populate information for the given metric source'));
  }
  if (present.length === 1) return errors;
  const others = present.filter(([name]) => name !== expected);
  return [
    ...errors,
    ...others.map(([name]) => forbidden(child(field, name), 'must populate the given metric source only')),
  ];
}

function objectSource(source: Draft, field: FieldPath): FieldError[] {
  const target = objectAt(source, 'target');
  const neither = !isSet(target, 'value') && !isSet(target, 'averageValue');
  return [
    ...objectReferenceErrors(objectAt(source, 'describedObject'), child(field, 'describedObject'), true),
    ...identifierErrors(source, field),
    ...targetErrors(target, child(field, 'target')),
    ...(neither
      ? [required(child(field, 'target.averageValue'), 'must set either a target value or averageValue')]
      : []),
  ];
}

function externalSource(source: Draft, field: FieldPath): FieldError[] {
  const target = objectAt(source, 'target');
  const value = isSet(target, 'value');
  const average = isSet(target, 'averageValue');
  const errors = [...identifierErrors(source, field), ...targetErrors(target, child(field, 'target'))];
  if (!value && !average) {
    const words = 'must set either a target value for metric or a per-pod target';
    errors.push(required(child(field, 'target.averageValue'), words));
  }
  if (value && average) {
    const words = 'may not set both a target value for metric and a per-pod target';
    errors.push(forbidden(child(field, 'target.value'), words));
  }
  return errors;
}

function podsSource(source: Draft, field: FieldPath): FieldError[] {
  const target = objectAt(source, 'target');
  const errors = [...identifierErrors(source, field), ...targetErrors(target, child(field, 'target'))];
  if (isSet(target, 'averageValue')) return errors;
  return [...errors, required(child(field, 'target.averageValue'), 'must specify a positive target averageValue')];
}

function resourceSource(source: Draft, field: FieldPath): FieldError[] {
  const missing = stringAt(source, 'name') === '';
  return [
    ...(missing ? [required(child(field, 'name'), 'must specify a resource name')] : []),
    ...utilizationErrors(objectAt(source, 'target'), child(field, 'target')),
  ];
}

function containerResourceSource(source: Draft, field: FieldPath): FieldError[] {
  const name = stringAt(source, 'name');
  const container = stringAt(source, 'container');
  return [
    ...(name === ''
      ? [required(child(field, 'name'), 'must specify a resource name')]
      : containerResourceNameErrors(name, child(field, 'name'))),
    ...(container === ''
      ? [required(child(field, 'container'), 'must specify a container')]
      : dnsLabel(container, child(field, 'container'))),
    ...utilizationErrors(objectAt(source, 'target'), child(field, 'target')),
  ];
}

/** A target of a resource: a raw value or a share of the requests, never both. */
function utilizationErrors(target: Draft, field: FieldPath): FieldError[] {
  const utilization = isSet(target, 'averageUtilization');
  const average = isSet(target, 'averageValue');
  const errors = targetErrors(target, field);
  if (!utilization && !average) {
    const words = 'must set either a target raw value or a target utilization';
    errors.push(required(child(field, 'averageUtilization'), words));
  }
  if (utilization && average) {
    const words = 'may not set both a target raw value and a target utilization';
    errors.push(forbidden(child(field, 'averageValue'), words));
  }
  return errors;
}

function targetErrors(target: Draft, field: FieldPath): FieldError[] {
  const type = stringAt(target, 'type');
  const errors: FieldError[] = [];
  if (type === '') errors.push(required(child(field, 'type'), 'must specify a metric target type'));
  if (!['Utilization', 'Value', 'AverageValue'].includes(type)) {
    errors.push(invalid(child(field, 'type'), type, 'must be either Utilization, Value, or AverageValue'));
  }
  for (const name of ['value', 'averageValue']) {
    const quantity = isSet(target, name) ? quantityOf(target[name]) : undefined;
    if (quantity && quantitySign(quantity) !== 1) {
      errors.push(invalid(child(field, name), target[name], 'must be positive'));
    }
  }
  const utilization = numberAt(target, 'averageUtilization');
  if (utilization !== undefined && utilization < 1) {
    errors.push(invalid(child(field, 'averageUtilization'), utilization, 'must be greater than 0'));
  }
  return errors;
}

/** `ValidateCrossVersionObjectReference`; targets may be of the core group, which has no name. */
export function objectReferenceErrors(reference: Draft, field: FieldPath, coreGroupAllowed: boolean): FieldError[] {
  const errors = ['kind', 'name'].flatMap((name) => {
    const value = stringAt(reference, name);
    const at = child(field, name);
    return value === '' ? [required(at)] : invalidEach(at, value, pathSegmentName(value, false));
  });
  const apiVersion = stringAt(reference, 'apiVersion');
  const parts = apiVersion === '' ? [] : apiVersion.split('/');
  const at = child(field, 'apiVersion');
  if (parts.length > 2) errors.push(invalid(at, apiVersion, `unexpected GroupVersion string: ${apiVersion}`));
  else if (!coreGroupAllowed && (parts.length < 2 || parts[0] === '')) {
    errors.push(invalid(at, apiVersion, 'apiVersion must specify API group'));
  }
  return errors;
}

function identifierErrors(source: Draft, field: FieldPath): FieldError[] {
  const name = stringAt(optionalObject(source, 'metric'), 'name');
  const at = child(field, 'metric.name');
  if (name === '') return [required(at, 'must specify a metric name')];
  return invalidEach(at, name, pathSegmentName(name, false));
}
