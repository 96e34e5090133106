// StatefulSet. Mirrors ValidateStatefulSet(Update) and pkg/registry/apps/statefulset/strategy.go (v1.36).
import { defaultStatefulSet } from '../defaulting/apps.ts';
import { type Draft, numberAt, objectAt, objectsAt, optionalObject, sameJson, stringAt } from '../draft.ts';
import { forbidden, invalid, notSupported, required } from '../fieldErrors.ts';
import { child, type FieldPath, index } from '../fieldPath.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { labelName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { dnsLabel, nonNegative } from './checks.ts';
import { labelSelectorAsGo } from './goStructs.ts';
import { claimSpecErrors, claimSpecWarnings } from './persistentVolumeClaim.ts';
import { internalObject, sameInternal } from './pod/internalObject.ts';
import { newTemplateOptions, type PodOptions, podOptions } from './pod/options.ts';
import { endlessPodErrors, podTemplateErrors, templateLabelErrors, workloadSelector } from './pod/podTemplate.ts';
import { podWarnings } from './pod/warnings.ts';
import { aboveAllErrors, shareAt, shareErrors, shareNumber } from './rollingUpdate.ts';
import {
  prepareWorkload,
  prepareWorkloadUpdate,
  requiredSelectorErrors,
  specChanged,
  templateOf,
} from './workloads.ts';

export const statefulSet: KindRules = {
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  applyDefaults: defaultStatefulSet,
  prepareForCreate(object) {
    prepareWorkload(object);
    dropMaxUnavailable(object);
  },
  validate: (object) => [
    ...validateObjectMeta(object, true, labelName),
    ...specErrors(objectAt(object, 'spec'), newTemplateOptions),
    ...createOnlyErrors(objectAt(object, 'spec')),
  ],
  prepareForUpdate(object, old) {
    prepareWorkloadUpdate(object, old);
    dropMaxUnavailable(object);
  },
  validateUpdate: updateErrors,
  warnings: (object, old) => [
    ...(specChanged(object, old) ? podWarnings(templateOf(object), 'spec.template') : []),
    ...objectsAt(objectAt(object, 'spec'), 'volumeClaimTemplates').flatMap((claim, at) => {
      const path = index('spec.volumeClaimTemplates', at);
      return claimSpecWarnings(objectAt(claim, 'spec'), old ? child(path, 'Spec') : path);
    }),
    ...historyWarnings(objectAt(object, 'spec')),
  ],
};

/** Behind the gate MaxUnavailableStatefulSet, off by default. */
function dropMaxUnavailable(object: Draft): void {
  const rolling = optionalObject(objectAt(objectAt(object, 'spec'), 'updateStrategy'), 'rollingUpdate');
  if (rolling) delete rolling['maxUnavailable'];
}

function historyWarnings(spec: Draft): string[] {
  if ((numberAt(spec, 'revisionHistoryLimit') ?? 0) >= 0) return [];
  const words = 'a negative value retains all historical revisions; a value >= 0 is recommended';
  return [`spec.revisionHistoryLimit: ${words}`];
}

const changeable = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];
const changeWords =
  "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden";

function updateErrors(object: Draft, old: Draft): FieldError[] {
  const spec = objectAt(object, 'spec');
  const before = objectAt(old, 'spec');
  const kept = { ...spec };
  for (const name of changeable) kept[name] = before[name];
  return [
    ...validateObjectMetaUpdate(object, old),
    ...specErrors(spec, podOptions(templateOf(old), false)),
    ...(sameJson(kept, before) && sameClaims(spec, before) ? [] : [forbidden('spec', changeWords)]),
  ];
}

/** Beyond `sameJson`: a selector that is empty is not the same as none. */
function sameClaims(spec: Draft, before: Draft): boolean {
  const claims = (of: Draft): Draft[] => objectsAt(of, 'volumeClaimTemplates').map((claim) => objectAt(claim, 'spec'));
  return sameInternal('[]core.PersistentVolumeClaimSpec', claims(spec), claims(before));
}

/** What may have been wrong in older objects, and cannot be changed. */
function createOnlyErrors(spec: Draft): FieldError[] {
  const service = stringAt(spec, 'serviceName');
  return [
    ...objectsAt(spec, 'volumeClaimTemplates').flatMap((claim, at) =>
      claimSpecErrors(objectAt(claim, 'spec'), child(index('spec.volumeClaimTemplates', at), 'spec')),
    ),
    ...(service === '' ? [] : dnsLabel(service, 'spec.serviceName')),
  ];
}

const managementPolicies = ['OrderedReady', 'Parallel'];
const retentionPolicies = ['Retain', 'Delete'];

function specErrors(spec: Draft, options: PodOptions): FieldError[] {
  const policy = stringAt(spec, 'podManagementPolicy');
  const retention = objectAt(spec, 'persistentVolumeClaimRetentionPolicy');
  const errors: FieldError[] = [];
  if (!managementPolicies.includes(policy)) {
    errors.push(invalid('spec.podManagementPolicy', policy, "must be 'OrderedReady' or 'Parallel'"));
  }
  errors.push(...strategyErrors(objectAt(spec, 'updateStrategy')));
  for (const name of ['whenDeleted', 'whenScaled']) {
    const value = stringAt(retention, name);
    if (retentionPolicies.includes(value)) continue;
    errors.push(notSupported(`spec.persistentVolumeClaimRetentionPolicy.${name}`, value, retentionPolicies));
  }
  return [
    ...errors,
    ...nonNegative(numberAt(spec, 'replicas'), 'spec.replicas'),
    ...nonNegative(numberAt(spec, 'minReadySeconds'), 'spec.minReadySeconds'),
    ...nonNegative(numberAt(objectAt(spec, 'ordinals'), 'start'), 'spec.ordinals.start'),
    ...requiredSelectorErrors(spec, 'statefulset', 'spec.selector'),
    ...templateErrors(spec, options),
    ...endlessPodErrors(objectAt(spec, 'template'), 'StatefulSet', 'spec.template'),
  ];
}

function strategyErrors(strategy: Draft): FieldError[] {
  const rolling = optionalObject(strategy, 'rollingUpdate');
  const field = 'spec.updateStrategy';
  switch (stringAt(strategy, 'type')) {
    case 'OnDelete': {
      if (!rolling) return [];
      const shown = internalObject('apps.RollingUpdateStatefulSetStrategy', rolling);
      return [invalid(child(field, 'rollingUpdate'), shown, "only allowed for updateStrategy 'RollingUpdate'")];
    }
    case 'RollingUpdate':
      return rolling ? rollingErrors(rolling, child(field, 'rollingUpdate')) : [];
    case '':
      return [required(field)];
    default: {
      const shown = internalObject('apps.StatefulSetUpdateStrategy', strategy);
      return [invalid(field, shown, "must be 'RollingUpdate' or 'OnDelete'")];
    }
  }
}

function rollingErrors(rolling: Draft, field: FieldPath): FieldError[] {
  const errors = nonNegative(numberAt(rolling, 'partition'), child(field, 'partition'));
  if (rolling['maxUnavailable'] === undefined) return errors;
  const unavailable = shareAt(rolling, 'maxUnavailable');
  const at = child(field, 'maxUnavailable');
  errors.push(...shareErrors(unavailable, at));
  if (shareNumber(unavailable) === 0) errors.push(invalid(at, unavailable, 'cannot be 0'));
  return [...errors, ...aboveAllErrors(unavailable, at)];
}

function templateErrors(spec: Draft, options: PodOptions): FieldError[] {
  const given = optionalObject(spec, 'selector');
  const selector = workloadSelector(given);
  if (selector === undefined) return [invalid('spec.selector', labelSelectorAsGo(given), '')];
  const template = withClaimVolumes(spec);
  return [
    ...(selector.length === 0 ? [] : templateLabelErrors(selector, template, 'spec.template')),
    ...podTemplateErrors(template, 'spec.template', options),
  ];
}

/** The template as its pods will be: claims are volumes, and names of hosts are the set's to give. */
function withClaimVolumes(spec: Draft): Draft {
  const template = objectAt(spec, 'template');
  const names = [
    ...new Set(objectsAt(spec, 'volumeClaimTemplates').map((claim) => stringAt(objectAt(claim, 'metadata'), 'name'))),
  ];
  const podSpec: Draft = { ...objectAt(template, 'spec') };
  delete podSpec['subdomain'];
  delete podSpec['hostname'];
  if (names.length > 0) {
    const own = objectsAt(podSpec, 'volumes').filter((volume) => !names.includes(stringAt(volume, 'name')));
    podSpec['volumes'] = [...names.map((name) => ({ name, persistentVolumeClaim: { claimName: name } })), ...own];
  }
  return { ...template, spec: podSpec };
}
