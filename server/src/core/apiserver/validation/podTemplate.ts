// PodTemplate. Mirrors ValidatePodTemplate(Update) and pkg/registry/core/podtemplate/strategy.go (v1.36).
import { defaultPodTemplate } from '../defaulting/podSpec.ts';
import { type Draft, ensureObject, objectAt, sameJson } from '../draft.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import { dropDisabledPodFields } from './pod/dropFields.ts';
import { newTemplateOptions, podOptions } from './pod/options.ts';
import { podTemplateErrors } from './pod/podTemplate.ts';
import { podWarnings } from './pod/warnings.ts';

const templateIn = (object: Draft): Draft => objectAt(object, 'template');
const prepare = (object: Draft): void => dropDisabledPodFields(objectAt(templateIn(object), 'spec'));

export const podTemplate: KindRules = {
  apiVersion: 'v1',
  kind: 'PodTemplate',
  countsGenerations: true,
  applyDefaults: (object) => defaultPodTemplate(ensureObject(object, 'template')),
  prepareForCreate: prepare,
  validate: (object) => [
    ...validateObjectMeta(object, true, subdomainName),
    ...podTemplateErrors(templateIn(object), 'template', newTemplateOptions),
  ],
  prepareForUpdate: prepare,
  validateUpdate: (object, old) => [
    ...validateObjectMetaUpdate(object, old),
    ...podTemplateErrors(templateIn(object), 'template', podOptions(templateIn(old), false)),
  ],
  warnings: (object, old) =>
    old && sameJson(templateIn(object), templateIn(old)) ? [] : podWarnings(templateIn(object), 'template'),
};
