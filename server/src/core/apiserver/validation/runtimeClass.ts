// RuntimeClass: handler, overhead, where its pods may run. Mirrors pkg/apis/node/validation and pkg/registry/node (v1.36).
import { dns1123LabelErrors } from '../../kubernetes/names.ts';
import type { Draft } from '../draft.ts';
import { objectAt, objectsAt, optionalObject, stringAt, stringMapAt } from '../draft.ts';
import { duplicate, required } from '../fieldErrors.ts';
import { index } from '../fieldPath.ts';
import {
  validateGeneralObjectMeta,
  validateGeneralObjectMetaUpdate,
  validateImmutable,
  validateLabels,
} from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { invalidEach } from './checks.ts';
import { deprecatedNodeLabel } from './nodeSelectorWarnings.ts';
import { newTemplateOptions } from './pod/options.ts';
import { containerResourceErrors } from './pod/resources.ts';
import { tolerationErrors } from './tolerations.ts';

export const runtimeClass: KindRules = {
  apiVersion: 'node.k8s.io/v1',
  kind: 'RuntimeClass',
  validate,
  validateUpdate: (object, old) => [
    ...validateGeneralObjectMetaUpdate(object, old),
    ...validateImmutable(stringAt(object, 'handler'), stringAt(old, 'handler'), 'handler'),
  ],
  warnings: (object) =>
    Object.keys(stringMapAt(objectAt(object, 'scheduling'), 'nodeSelector')).flatMap((name) => {
      const words = deprecatedNodeLabel(name);
      return words === undefined ? [] : [`scheduling.nodeSelector: ${words}`];
    }),
};

function validate(object: Draft): FieldError[] {
  const handler = stringAt(object, 'handler');
  const scheduling = optionalObject(object, 'scheduling');
  return [
    ...validateGeneralObjectMeta(object, false, subdomainName),
    ...(handler === '' ? [required('handler')] : invalidEach('handler', handler, dns1123LabelErrors(handler))),
    ...overheadErrors(objectAt(object, 'overhead')),
    ...validateLabels(stringMapAt(scheduling, 'nodeSelector'), 'scheduling.nodeSelector'),
    ...schedulingTolerations(objectsAt(scheduling, 'tolerations')),
  ];
}

/** The overhead is judged as limits of a container without requests. */
function overheadErrors(overhead: Draft): FieldError[] {
  const limits = optionalObject(overhead, 'podFixed');
  return limits ? containerResourceErrors({ limits }, new Set(), 'overhead', newTemplateOptions) : [];
}

function schedulingTolerations(tolerations: readonly Draft[]): FieldError[] {
  const field = 'scheduling.tolerations';
  const seen = new Set<string>();
  const repeated = tolerations.flatMap((toleration, at) => {
    const same = ['key', 'operator', 'value', 'effect'].map((name) => stringAt(toleration, name)).join('\n');
    if (!seen.has(same)) {
      seen.add(same);
      return [];
    }
    return [duplicate(index(field, at), tolerationAsGo(toleration))];
  });
  return [...tolerationErrors(tolerations, field), ...repeated];
}

function tolerationAsGo(toleration: Draft): Draft {
  return {
    Key: stringAt(toleration, 'key'),
    Operator: stringAt(toleration, 'operator'),
    Value: stringAt(toleration, 'value'),
    Effect: stringAt(toleration, 'effect'),
    TolerationSeconds: toleration['tolerationSeconds'] ?? null,
  };
}
