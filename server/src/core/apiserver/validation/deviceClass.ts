// DeviceClass: which devices belong to it, and how they are configured. Mirrors pkg/apis/resource/validation and
// pkg/registry/resource/deviceclass/strategy.go (v1.36).
import type { Draft } from '../draft.ts';
import { isSet, objectAt, objectsAt, sameJson, stringAt } from '../draft.ts';
import { invalid } from '../fieldErrors.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { longName } from '../objectNames.ts';
import { isExtendedResourceName } from '../resourceNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { deviceConfigurationErrors } from './devices/configuration.ts';
import { listErrors } from './devices/lists.ts';
import { deviceSelectorErrors } from './devices/selectors.ts';

const MOST_CONFIGURATIONS = 32;

export const deviceClass: KindRules = {
  apiVersion: 'resource.k8s.io/v1',
  kind: 'DeviceClass',
  countsGenerations: true,
  validate: (object) => validate(object),
  validateUpdate: (object, old) => [...validate(object, old), ...validateObjectMetaUpdate(object, old)],
};

function validate(object: Draft, old?: Draft): FieldError[] {
  const spec = objectAt(object, 'spec');
  const stored = old !== undefined && sameJson(spec['config'], objectAt(old, 'spec')['config']);
  const resource = stringAt(spec, 'extendedResourceName');
  const named = isSet(spec, 'extendedResourceName') && !isExtendedResourceName(resource);
  return [
    ...validateObjectMeta(object, false, longName),
    ...deviceSelectorErrors(spec, 'spec.selectors'),
    ...listErrors(objectsAt(spec, 'config'), MOST_CONFIGURATIONS, 'spec.config', (config, at) =>
      deviceConfigurationErrors(config, at, stored),
    ),
    ...(named ? [invalid('spec.extendedResourceName', resource, 'must be a valid extended resource name')] : []),
  ];
}
