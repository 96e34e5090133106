// Deployment. Mirrors ValidateDeployment(Update) and pkg/registry/apps/deployment/strategy.go (v1.36).
import { defaultDeployment } from '../defaulting/apps.ts';
import { type Draft, numberAt, objectAt, optionalObject, sameJson, stringAt } from '../draft.ts';
import { forbidden, invalid, notSupported, required } from '../fieldErrors.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { nonNegative } from './checks.ts';
import { internalObject } from './pod/internalObject.ts';
import { newTemplateOptions, type PodOptions, podOptions } from './pod/options.ts';
import { hostnameWarnings, podWarnings } from './pod/warnings.ts';
import { aboveAllErrors, shareAt, shareErrors, shareNumber } from './rollingUpdate.ts';
import {
  prepareWorkload,
  prepareWorkloadUpdate,
  replicatedTemplateErrors,
  requiredSelectorErrors,
  selectorKept,
  specChanged,
  templateOf,
} from './workloads.ts';

export const deployment: KindRules = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  applyDefaults: defaultDeployment,
  prepareForCreate: prepareWorkload,
  validate: (object) => [
    ...validateObjectMeta(object, true, subdomainName),
    ...specErrors(objectAt(object, 'spec'), newTemplateOptions),
  ],
  prepareForUpdate: prepareWorkloadUpdate,
  validateUpdate: (object, old) => [
    ...validateObjectMetaUpdate(object, old),
    ...specErrors(objectAt(object, 'spec'), podOptions(templateOf(old), false)),
    ...selectorKept(object, old),
  ],
  warnings: (object, old) => [
    ...(old ? [] : hostnameWarnings(objectAt(object, 'metadata'), 'Pod names and hostnames')),
    ...(specChanged(object, old) || annotationsChanged(object, old)
      ? podWarnings(templateOf(object), 'spec.template')
      : []),
  ],
};

/** Annotations carry the revision: they raise the generation too. */
function annotationsChanged(object: Draft, old: Draft | undefined): boolean {
  return !sameJson(objectAt(object, 'metadata')['annotations'], objectAt(old, 'metadata')['annotations']);
}

function specErrors(spec: Draft, options: PodOptions): FieldError[] {
  const deadline = numberAt(spec, 'progressDeadlineSeconds');
  const ready = numberAt(spec, 'minReadySeconds') ?? 0;
  const errors = [
    ...nonNegative(numberAt(spec, 'replicas'), 'spec.replicas'),
    ...requiredSelectorErrors(spec, 'deployment', 'spec.selector'),
    ...replicatedTemplateErrors(spec, 'spec', options),
    ...strategyErrors(objectAt(spec, 'strategy')),
    ...nonNegative(ready, 'spec.minReadySeconds'),
    ...nonNegative(numberAt(spec, 'revisionHistoryLimit'), 'spec.revisionHistoryLimit'),
    ...nonNegative(deadline, 'spec.progressDeadlineSeconds'),
  ];
  if (deadline === undefined || deadline > ready) return errors;
  return [...errors, invalid('spec.progressDeadlineSeconds', deadline, 'must be greater than minReadySeconds')];
}

function strategyErrors(strategy: Draft): FieldError[] {
  const rolling = optionalObject(strategy, 'rollingUpdate');
  const field = 'spec.strategy.rollingUpdate';
  switch (stringAt(strategy, 'type')) {
    case 'Recreate':
      return rolling ? [forbidden(field, "may not be specified when strategy `type` is 'Recreate'")] : [];
    case 'RollingUpdate':
      return rolling ? rollingErrors(rolling) : [required(field, 'this should be defaulted and never be nil')];
    default: {
      const shown = internalObject('apps.DeploymentStrategy', strategy);
      return [notSupported('spec.strategy', shown, ['Recreate', 'RollingUpdate'])];
    }
  }
}

function rollingErrors(rolling: Draft): FieldError[] {
  const unavailable = shareAt(rolling, 'maxUnavailable');
  const surge = shareAt(rolling, 'maxSurge');
  const field = 'spec.strategy.rollingUpdate.maxUnavailable';
  const stuck = shareNumber(unavailable) === 0 && shareNumber(surge) === 0;
  return [
    ...shareErrors(unavailable, field),
    ...shareErrors(surge, 'spec.strategy.rollingUpdate.maxSurge'),
    ...(stuck ? [invalid(field, unavailable, 'may not be 0 when `maxSurge` is 0')] : []),
    ...aboveAllErrors(unavailable, field),
  ];
}
