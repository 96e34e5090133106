// ReplicationController. Mirrors ValidateReplicationController of pkg/apis/core/validation and
// pkg/registry/core/replicationcontroller (v1.36).
import { defaultReplicationController } from '../defaulting/apps.ts';
import { type Draft, objectAt, optionalObject, stringAt, stringMapAt } from '../draft.ts';
import { invalid, required } from '../fieldErrors.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { podTemplateErrors, podTemplateWarnings } from './podTemplateSpec.ts';
import { clearStatus, keepStatus, keptRunning, nonNegatives } from './workload.ts';

export const replicationController: KindRules = {
  apiVersion: 'v1',
  kind: 'ReplicationController',
  applyDefaults: defaultReplicationController,
  prepareForCreate: clearStatus,
  validate: (object) => [...validateObjectMeta(object, true, subdomainName), ...specErrors(object, undefined)],
  prepareForUpdate: keepStatus,
  validateUpdate: (object, old) => [...validateObjectMetaUpdate(object, old), ...specErrors(object, old)],
  warnings: (object, old) => podTemplateWarnings(object, old, ['spec', 'template']),
};

function specErrors(object: Draft, old: Draft | undefined): FieldError[] {
  const spec = objectAt(object, 'spec');
  const selector = stringMapAt(spec, 'selector');
  const template = optionalObject(spec, 'template');
  return [
    ...nonNegatives(spec, 'spec', ['minReadySeconds']),
    ...(Object.keys(selector).length === 0 ? [required('spec.selector')] : []),
    ...nonNegatives(spec, 'spec', ['replicas']),
    ...(template ? templateErrors(object, old, spec, selector) : [required('spec.template')]),
  ];
}

function templateErrors(
  object: Draft,
  old: Draft | undefined,
  spec: Draft,
  selector: Readonly<Record<string, string>>,
): FieldError[] {
  const meta = objectAt(objectAt(spec, 'template'), 'metadata');
  const matches = Object.entries(selector).every(([name, value]) => stringAt(objectAt(meta, 'labels'), name) === value);
  const words = '`selector` does not match template `labels`';
  return [
    ...(matches ? [] : [invalid('spec.template.metadata.labels', meta['labels'], words)]),
    ...podTemplateErrors(object, old, ['spec', 'template']),
    ...keptRunning(spec, 'spec', 'ReplicationController'),
  ];
}
