// Deployment. Mirrors ValidateDeployment of pkg/apis/apps/validation and pkg/registry/apps/deployment (v1.36).
import { defaultDeployment } from '../defaulting/apps.ts';
import { type Draft, numberAt, objectAt, optionalObject, stringAt } from '../draft.ts';
import { forbidden, invalid, notSupported, required } from '../fieldErrors.ts';
import { child, type FieldPath } from '../fieldPath.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { atMost100Percent, positiveIntOrPercent } from './podDisruptionBudget.ts';
import { podTemplateErrors, podTemplateWarnings } from './podTemplateSpec.ts';
import { replicaTemplateErrors, selectorUnchanged } from './replicaSet.ts';
import { clearStatus, intOrPercent, keepStatus, nonNegatives, requiredSelectorErrors } from './workload.ts';

const rule = { kind: 'deployment', unreadable: 'invalid label selector' };

export const deployment: KindRules = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  applyDefaults: defaultDeployment,
  prepareForCreate: clearStatus,
  validate: (object) => [...validateObjectMeta(object, true, subdomainName), ...specErrors(object, undefined)],
  prepareForUpdate: keepStatus,
  validateUpdate: (object, old) => [
    ...validateObjectMetaUpdate(object, old),
    ...specErrors(object, old),
    ...selectorUnchanged(object, old),
  ],
  warnings: (object, old) => podTemplateWarnings(object, old, ['spec', 'template']),
};

function specErrors(object: Draft, old: Draft | undefined): FieldError[] {
  const spec = objectAt(object, 'spec');
  return [
    ...nonNegatives(spec, 'spec', ['replicas']),
    ...requiredSelectorErrors(spec, 'spec', rule),
    ...replicaTemplateErrors(spec, 'spec', rule, () => podTemplateErrors(object, old, ['spec', 'template'])),
    ...strategyErrors(objectAt(spec, 'strategy'), 'spec.strategy'),
    ...nonNegatives(spec, 'spec', ['minReadySeconds', 'revisionHistoryLimit', 'progressDeadlineSeconds']),
    ...deadlineErrors(spec),
  ];
}

function deadlineErrors(spec: Draft): FieldError[] {
  const deadline = numberAt(spec, 'progressDeadlineSeconds');
  if (deadline === undefined || deadline > (numberAt(spec, 'minReadySeconds') ?? 0)) return [];
  return [invalid('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds')];
}

function strategyErrors(strategy: Draft, path: FieldPath): FieldError[] {
  const rolling = optionalObject(strategy, 'rollingUpdate');
  const at = child(path, 'rollingUpdate');
  const type = stringAt(strategy, 'type');
  switch (type) {
    case 'Recreate':
      return rolling ? [forbidden(at, "may not be specified when strategy `type` is 'Recreate'")] : [];
    case 'RollingUpdate':
      return rolling ? rollingErrors(rolling, at) : [required(at, 'this should be defaulted and never be nil')];
    default:
      return [notSupported(path, strategyAsGo(type, rolling), ['Recreate', 'RollingUpdate'])];
  }
}

function strategyAsGo(Type: string, rolling: Draft | undefined): Draft {
  const RollingUpdate = rolling
    ? { MaxUnavailable: rolling['maxUnavailable'] ?? 0, MaxSurge: rolling['maxSurge'] ?? 0 }
    : null;
  return { Type, RollingUpdate };
}

function rollingErrors(rolling: Draft, path: FieldPath): FieldError[] {
  const { maxUnavailable, maxSurge } = rolling;
  const at = child(path, 'maxUnavailable');
  const stuck = intOrPercent(maxUnavailable) === 0 && intOrPercent(maxSurge) === 0;
  return [
    ...positiveIntOrPercent(maxUnavailable, at),
    ...positiveIntOrPercent(maxSurge, child(path, 'maxSurge')),
    ...(stuck ? [invalid(at, maxUnavailable, 'may not be 0 when `maxSurge` is 0')] : []),
    ...atMost100Percent(maxUnavailable, at),
  ];
}
