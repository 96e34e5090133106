// ReplicationController. Mirrors ValidateReplicationController(Update) and pkg/registry/core/replicationcontroller (v1.36).
import { selectorFromLabels } from '../../kubernetes/selectors.ts';
import { defaultReplicationController } from '../defaulting/apps.ts';
import { type Draft, numberAt, objectAt, optionalObject, stringMapAt } from '../draft.ts';
import { required } from '../fieldErrors.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { longName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { nonNegative } from './checks.ts';
import { newTemplateOptions, type PodOptions, podOptions } from './pod/options.ts';
import { endlessPodErrors, podTemplateErrors, templateLabelErrors } from './pod/podTemplate.ts';
import { hostnameWarnings, podWarnings } from './pod/warnings.ts';
import { prepareWorkload, prepareWorkloadUpdate, specChanged, templateOf } from './workloads.ts';

export const replicationController: KindRules = {
  apiVersion: 'v1',
  kind: 'ReplicationController',
  applyDefaults: defaultReplicationController,
  prepareForCreate: prepareWorkload,
  validate: (object) => [
    ...validateObjectMeta(object, true, longName),
    ...specErrors(objectAt(object, 'spec'), newTemplateOptions),
  ],
  prepareForUpdate: prepareWorkloadUpdate,
  validateUpdate: (object, old) => [
    ...validateObjectMetaUpdate(object, old),
    ...specErrors(objectAt(object, 'spec'), podOptions(templateOf(old), false)),
  ],
  warnings: (object, old) => [
    ...(old ? [] : hostnameWarnings(objectAt(object, 'metadata'), 'Pod names and hostnames')),
    ...(specChanged(object, old) ? podWarnings(templateOf(old ?? object), 'spec.template') : []),
  ],
};

function specErrors(spec: Draft, options: PodOptions): FieldError[] {
  const selector = selectorFromLabels(stringMapAt(spec, 'selector'));
  return [
    ...nonNegative(numberAt(spec, 'minReadySeconds'), 'spec.minReadySeconds'),
    ...(selector.length === 0 ? [required('spec.selector')] : []),
    ...nonNegative(numberAt(spec, 'replicas'), 'spec.replicas'),
    ...templateErrors(spec, selector, options),
  ];
}

function templateErrors(
  spec: Draft,
  selector: ReturnType<typeof selectorFromLabels>,
  options: PodOptions,
): FieldError[] {
  const template = optionalObject(spec, 'template');
  const path = 'spec.template';
  if (!template) return [required(path)];
  return [
    ...(selector.length === 0 ? [] : templateLabelErrors(selector, template, path)),
    ...podTemplateErrors(template, path, options),
    ...endlessPodErrors(template, 'ReplicationController', path),
  ];
}
