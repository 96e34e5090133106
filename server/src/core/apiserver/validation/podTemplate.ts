// PodTemplate, the kind. Mirrors ValidatePodTemplate of pkg/apis/core/validation (v1.36).
import { defaultPodTemplate } from '../defaulting/podSpec.ts';
import { ensureObject } from '../draft.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import { podTemplateErrors, podTemplateWarnings } from './podTemplateSpec.ts';

const path = ['template'];

export const podTemplate: KindRules = {
  apiVersion: 'v1',
  kind: 'PodTemplate',
  applyDefaults: (object) => defaultPodTemplate(ensureObject(object, 'template')),
  validate: (object) => [
    ...validateObjectMeta(object, true, subdomainName),
    ...podTemplateErrors(object, undefined, path),
  ],
  validateUpdate: (object, old) => [...validateObjectMetaUpdate(object, old), ...podTemplateErrors(object, old, path)],
  warnings: (object, old) => podTemplateWarnings(object, old, path),
};
