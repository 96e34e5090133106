// ReplicaSet, and the template rules that Deployment shares with it. Mirrors ValidateReplicaSet of
// pkg/apis/apps/validation and pkg/registry/apps/replicaset (v1.36).
import { defaultReplicaSet } from '../defaulting/apps.ts';
import { type Draft, objectAt, optionalObject } from '../draft.ts';
import { invalid } from '../fieldErrors.ts';
import { child, type FieldPath } from '../fieldPath.ts';
import { validateImmutable, validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { labelSelectorAsGo } from './goStructs.ts';
import { podTemplateErrors, podTemplateWarnings } from './podTemplateSpec.ts';
import {
  clearStatus,
  keepStatus,
  keptRunning,
  nonNegatives,
  requiredSelectorErrors,
  type SelectorRule,
  selectorOf,
  unmatchedTemplate,
} from './workload.ts';

const rule = { kind: 'replicaset', unreadable: 'invalid label selector' };

export const replicaSet: KindRules = {
  apiVersion: 'apps/v1',
  kind: 'ReplicaSet',
  applyDefaults: defaultReplicaSet,
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
    ...nonNegatives(spec, 'spec', ['replicas', 'minReadySeconds']),
    ...requiredSelectorErrors(spec, 'spec', rule),
    ...replicaTemplateErrors(spec, 'spec', rule, () => podTemplateErrors(object, old, ['spec', 'template'])),
  ];
}

/** `ValidatePodTemplateSpecForReplicaSet`; a selector that cannot be read hides the template. */
export function replicaTemplateErrors(
  spec: Draft,
  path: FieldPath,
  { unreadable }: SelectorRule,
  template: () => FieldError[],
): FieldError[] {
  const selector = optionalObject(spec, 'selector');
  if (!selectorOf(selector)) return [invalid(child(path, 'selector'), labelSelectorAsGo(selector), unreadable)];
  return [...unmatchedTemplate(spec, path), ...template(), ...keptRunning(spec, path, 'ReplicaSet')];
}

export function selectorUnchanged(object: Draft, old: Draft): FieldError[] {
  const [now, before] = [object, old].map((o) => optionalObject(objectAt(o, 'spec'), 'selector'));
  return validateImmutable(now, before, 'spec.selector').map((error) =>
    invalid(error.field, labelSelectorAsGo(now), 'field is immutable'),
  );
}
