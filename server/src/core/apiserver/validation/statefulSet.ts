// StatefulSet. Mirrors ValidateStatefulSet of pkg/apis/apps/validation and pkg/registry/apps/statefulset (v1.36).
import { defaultStatefulSet } from '../defaulting/apps.ts';
import {
  type Draft,
  numberAt,
  objectAt,
  objectsAt,
  optionalObject,
  sameJson,
  stringAt,
  stringMapAt,
} from '../draft.ts';
import { forbidden, invalid, notSupported, required } from '../fieldErrors.ts';
import { child, type FieldPath, index } from '../fieldPath.ts';
import { validateAnnotations, validateLabels, validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { labelName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { dnsLabel, nonNegative } from './checks.ts';
import { labelSelectorAsGo } from './goStructs.ts';
import { claimSpecErrors } from './persistentVolumeClaim.ts';
import { atMost100Percent, positiveIntOrPercent } from './podDisruptionBudget.ts';
import { podTemplateErrors, podTemplateWarnings } from './podTemplateSpec.ts';
import {
  clearStatus,
  intOrPercent,
  keepStatus,
  keptRunning,
  nonNegatives,
  requiredSelectorErrors,
  selectorOf,
  unmatchedTemplate,
} from './workload.ts';

const rule = { kind: 'statefulset', unreadable: '' };

export const statefulSet: KindRules = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  applyDefaults: defaultStatefulSet,
  prepareForCreate: clearStatus,
  validate: (object) => [...validateObjectMeta(object, true, labelName), ...specErrors(object, undefined)],
  prepareForUpdate: keepStatus,
  validateUpdate: (object, old) => [
    ...validateObjectMetaUpdate(object, old),
    ...specErrors(object, old),
    ...changeErrors(object, old),
  ],
  warnings: (object, old) => [...podTemplateWarnings(object, old, ['spec', 'template']), ...setWarnings(object)],
};

function specErrors(object: Draft, old: Draft | undefined): FieldError[] {
  const spec = objectAt(object, 'spec');
  const name = stringAt(spec, 'serviceName');
  return [
    ...managementErrors(spec),
    ...strategyErrors(objectAt(spec, 'updateStrategy'), 'spec.updateStrategy'),
    ...retentionErrors(spec),
    ...(old ? [] : claimErrors(spec)),
    ...nonNegatives(spec, 'spec', ['replicas', 'minReadySeconds']),
    ...nonNegative(numberAt(objectAt(spec, 'ordinals'), 'start'), 'spec.ordinals.start'),
    ...(old || name === '' ? [] : dnsLabel(name, 'spec.serviceName')),
    ...requiredSelectorErrors(spec, 'spec', rule),
    ...templateErrors(object, old, spec),
    ...keptRunning(spec, 'spec', 'StatefulSet'),
  ];
}

function templateErrors(object: Draft, old: Draft | undefined, spec: Draft): FieldError[] {
  const selector = optionalObject(spec, 'selector');
  if (!selectorOf(selector)) return [invalid('spec.selector', labelSelectorAsGo(selector), '')];
  const meta = objectAt(objectAt(spec, 'template'), 'metadata');
  return [
    ...unmatchedTemplate(spec, 'spec'),
    ...podTemplateErrors(withClaimVolumes(object), old && withClaimVolumes(old), ['spec', 'template']),
    ...validateLabels(stringMapAt(meta, 'labels'), 'spec.template.labels'),
    ...validateAnnotations(stringMapAt(meta, 'annotations'), 'spec.template.annotations'),
  ];
}

/** The template as pods will be made of it: claims are volumes, names are the controller's. */
function withClaimVolumes(object: Draft): Draft {
  const spec = objectAt(object, 'spec');
  const template = objectAt(spec, 'template');
  const pod = objectAt(template, 'spec');
  const claims = objectsAt(spec, 'volumeClaimTemplates').map((claim) => stringAt(objectAt(claim, 'metadata'), 'name'));
  const { subdomain: _, hostname: __, ...rest } = pod;
  if (claims.length === 0) return { ...object, spec: { ...spec, template: { ...template, spec: rest } } };
  const made = [...new Set(claims)].map((name) => ({ name, persistentVolumeClaim: { claimName: name } }));
  const others = objectsAt(pod, 'volumes').filter((volume) => !claims.includes(stringAt(volume, 'name')));
  return { ...object, spec: { ...spec, template: { ...template, spec: { ...rest, volumes: [...made, ...others] } } } };
}

function managementErrors(spec: Draft): FieldError[] {
  const policy = stringAt(spec, 'podManagementPolicy');
  const field = 'spec.podManagementPolicy';
  if (policy === '') return [required(field)];
  if (policy === 'OrderedReady' || policy === 'Parallel') return [];
  return [invalid(field, policy, "must be 'OrderedReady' or 'Parallel'")];
}

function strategyErrors(strategy: Draft, path: FieldPath): FieldError[] {
  const rolling = optionalObject(strategy, 'rollingUpdate');
  const at = child(path, 'rollingUpdate');
  const type = stringAt(strategy, 'type');
  switch (type) {
    case '':
      return [required(path)];
    case 'OnDelete':
      return rolling ? [invalid(at, rollingAsGo(rolling), "only allowed for updateStrategy 'RollingUpdate'")] : [];
    case 'RollingUpdate':
      return rolling ? rollingErrors(rolling, at) : [];
    default: {
      const printed = { Type: type, RollingUpdate: rolling ? rollingAsGo(rolling) : null };
      return [invalid(path, printed, "must be 'RollingUpdate' or 'OnDelete'")];
    }
  }
}

function rollingAsGo(rolling: Draft): Draft {
  return { Partition: rolling['partition'] ?? 0, MaxUnavailable: rolling['maxUnavailable'] ?? null };
}

function rollingErrors(rolling: Draft, path: FieldPath): FieldError[] {
  const errors = nonNegative(numberAt(rolling, 'partition'), child(path, 'partition'));
  const { maxUnavailable } = rolling;
  if (maxUnavailable === undefined) return errors;
  const at = child(path, 'maxUnavailable');
  return [
    ...errors,
    ...positiveIntOrPercent(maxUnavailable, at),
    ...(intOrPercent(maxUnavailable) === 0 ? [invalid(at, maxUnavailable, 'cannot be 0')] : []),
    ...atMost100Percent(maxUnavailable, at),
  ];
}

const retention = ['Retain', 'Delete'];

function retentionErrors(spec: Draft): FieldError[] {
  const policy = objectAt(spec, 'persistentVolumeClaimRetentionPolicy');
  return ['whenDeleted', 'whenScaled'].flatMap((name) => {
    const value = stringAt(policy, name);
    const field = child('spec.persistentVolumeClaimRetentionPolicy', name);
    return retention.includes(value) ? [] : [notSupported(field, value, retention)];
  });
}

function claimErrors(spec: Draft): FieldError[] {
  return objectsAt(spec, 'volumeClaimTemplates').flatMap((claim, at) =>
    claimSpecErrors(objectAt(claim, 'spec'), child(index('spec.volumeClaimTemplates', at), 'spec')),
  );
}

const changeable = new Set([
  'replicas',
  'template',
  'updateStrategy',
  'minReadySeconds',
  'ordinals',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
]);

function changeErrors(object: Draft, old: Draft): FieldError[] {
  const now = objectAt(object, 'spec');
  const before = objectAt(old, 'spec');
  const names = [...new Set([...Object.keys(now), ...Object.keys(before)])].filter((name) => !changeable.has(name));
  if (names.every((name) => sameJson(now[name], before[name]))) return [];
  const words =
    "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', " +
    "'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";
  return [forbidden('spec', words)];
}

/** WarningsOnCreate of pkg/registry/apps/statefulset/strategy.go. */
function setWarnings(object: Draft): string[] {
  const limit = numberAt(objectAt(object, 'spec'), 'revisionHistoryLimit');
  if (limit === undefined || limit >= 0) return [];
  return ['spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended'];
}
