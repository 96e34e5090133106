// ReplicaSet. Mirrors ValidateReplicaSet(Update) and pkg/registry/apps/replicaset/strategy.go (v1.36).
import { defaultReplicaSet } from '../defaulting/apps.ts';
import { type Draft, numberAt, objectAt } from '../draft.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { nonNegative } from './checks.ts';
import { newTemplateOptions, type PodOptions, podOptions } from './pod/options.ts';
import { hostnameWarnings, podWarnings } from './pod/warnings.ts';
import {
  prepareWorkload,
  prepareWorkloadUpdate,
  replicatedTemplateErrors,
  requiredSelectorErrors,
  selectorKept,
  specChanged,
  templateOf,
} from './workloads.ts';

export const replicaSet: KindRules = {
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  applyDefaults: defaultReplicaSet,
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
    ...(specChanged(object, old) ? podWarnings(templateOf(object), 'spec.template') : []),
  ],
};

/** The server calls it a deployment in the message of an empty selector. */
function specErrors(spec: Draft, options: PodOptions): FieldError[] {
  return [
    ...nonNegative(numberAt(spec, 'replicas'), 'spec.replicas'),
    ...nonNegative(numberAt(spec, 'minReadySeconds'), 'spec.minReadySeconds'),
    ...requiredSelectorErrors(spec, 'deployment', 'spec.selector'),
    ...replicatedTemplateErrors(spec, 'spec', options),
  ];
}
