// PersistentVolume: access modes, capacity, one volume type, classes, what may change.
// Mirrors ValidatePersistentVolume(Update) and pkg/registry/core/persistentvolume (v1.36).
import { dns1123SubdomainErrors } from '../../kubernetes/names.ts';
import { quantitySign, quantityValue } from '../../kubernetes/quantity.ts';
import type { Draft, Json } from '../draft.ts';
import {
  ensureObject,
  isDraft,
  isSet,
  objectAt,
  objectsAt,
  optionalObject,
  sameJson,
  setDefault,
  setDefaultIfZero,
  stringAt,
  stringMapAt,
  stringsAt,
} from '../draft.ts';
import { forbidden, invalid, notSupported, required } from '../fieldErrors.ts';
import { child, type FieldPath, key } from '../fieldPath.ts';
import { validateImmutable, validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import { resourceAmounts, roundToMilli } from '../resourceNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { invalidEach } from './checks.ts';
import { nodeSelectorErrors } from './nodeSelector.ts';
import { nodeSelectorTermWarnings } from './nodeSelectorWarnings.ts';
import { VOLUME_SOURCE_FIELDS, volumeSourceErrors } from './persistentVolumeSources.ts';
import { internalObject, sameInternal } from './pod/internalObject.ts';
import { internalDiff } from './pod/textDiff.ts';

export const persistentVolume: KindRules = {
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  applyDefaults(object) {
    const spec = ensureObject(object, 'spec');
    setDefaultIfZero(spec, 'persistentVolumeReclaimPolicy', 'Retain');
    setDefault(spec, 'volumeMode', 'Filesystem');
    roundToMilli(spec, ['capacity']);
    setSourceDefaults(spec);
  },
  prepareForCreate(object) {
    object['status'] = { phase: 'Pending' };
  },
  validate,
  prepareForUpdate(object, old) {
    object['status'] = old['status'];
  },
  validateUpdate: (object, old) => [
    ...validateObjectMetaUpdate(object, old),
    ...validate(object),
    ...changeErrors(objectAt(object, 'spec'), objectAt(old, 'spec')),
  ],
  warnings,
};

/** pkg/apis/core/v1/zz_generated.defaults.go SetObjectDefaults_PersistentVolume. */
function setSourceDefaults(spec: Draft): void {
  const defaults: Readonly<Record<string, Readonly<Record<string, string | boolean>>>> = {
    hostPath: { type: '' },
    rbd: { pool: 'rbd', user: 'admin', keyring: '/etc/ceph/keyring' },
    iscsi: { iscsiInterface: 'default' },
    azureDisk: { cachingMode: 'ReadWrite', fsType: 'ext4', readOnly: false, kind: 'Shared' },
    scaleIO: { storageMode: 'ThinProvisioned', fsType: 'xfs' },
  };
  for (const [field, values] of Object.entries(defaults)) {
    const source = optionalObject(spec, field);
    if (!source) continue;
    for (const [name, value] of Object.entries(values)) {
      if (field === 'hostPath' || field === 'azureDisk') setDefault(source, name, value);
      else setDefaultIfZero(source, name, value);
    }
  }
}

function validate(object: Draft): FieldError[] {
  const name = stringAt(objectAt(object, 'metadata'), 'name');
  return [
    ...validateObjectMeta(object, false, subdomainName),
    ...persistentVolumeSpecErrors(objectAt(object, 'spec'), name, false, 'spec'),
    ...mountOptionErrors(object),
  ];
}

/** @param inline the spec of an inline volume, as a VolumeAttachment has it */
export function persistentVolumeSpecErrors(spec: Draft, name: string, inline: boolean, field: FieldPath): FieldError[] {
  return [
    ...(inline ? inlineErrors(spec, field) : []),
    ...accessModeErrors(spec, field, ''),
    ...(inline ? [] : capacityErrors(spec, child(field, 'capacity'))),
    ...reclaimPolicyErrors(spec, inline, child(field, 'persistentVolumeReclaimPolicy')),
    ...affinityErrors(optionalObject(spec, 'nodeAffinity'), inline, child(field, 'nodeAffinity')),
    ...volumeSourceErrors(spec, field, name),
    ...localAffinityErrors(spec, field),
    ...recycleRootErrors(spec, field),
    ...classErrors(spec, inline, child(field, 'storageClassName')),
    ...volumeModeErrors(spec, inline, child(field, 'volumeMode')),
    ...attributesClassErrors(spec, field),
  ];
}

const INLINE = 'in the context of inline volumes';

function inlineErrors(spec: Draft, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const words = `may not be specified ${INLINE}`;
  if (isSet(spec, 'claimRef')) errors.push(forbidden(child(field, 'claimRef'), words));
  if (Object.keys(objectAt(spec, 'capacity')).length > 0) errors.push(forbidden(child(field, 'capacity'), words));
  if (!isSet(spec, 'csi')) errors.push(required(child(field, 'csi'), `has to be specified ${INLINE}`));
  return errors;
}

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

/** @param missing what is said when there is no mode at all; claims say more than volumes */
export function accessModeErrors(spec: Draft, field: FieldPath, missing: string): FieldError[] {
  const modes = stringsAt(spec, 'accessModes');
  const at = child(field, 'accessModes');
  const errors = modes.length === 0 ? [required(at, missing)] : [];
  for (const mode of modes) if (!ACCESS_MODES.includes(mode)) errors.push(notSupported(at, mode, ACCESS_MODES));
  const others = modes.filter((mode) => mode !== 'ReadWriteOncePod' && ACCESS_MODES.includes(mode));
  if (modes.includes('ReadWriteOncePod') && others.length > 0) {
    errors.push(forbidden(at, 'may not use ReadWriteOncePod with other access modes'));
  }
  return errors;
}

function capacityErrors(spec: Draft, field: FieldPath): FieldError[] {
  const amounts = resourceAmounts(spec, 'capacity');
  const errors = amounts.length === 0 ? [required(field)] : [];
  if (amounts.length > 1 || amounts[0]?.name !== 'storage') {
    const shown = amounts.length === 0 ? (isSet(spec, 'capacity') ? {} : null) : objectAt(spec, 'capacity');
    errors.push(notSupported(field, shown, ['storage']));
  }
  for (const { name, quantity, text } of amounts) {
    if (quantityValue(quantity) < 0n) {
      errors.push(invalid(key(field, name), quantityValue(quantity), 'must be a valid resource quantity'));
    }
    if (quantitySign(quantity) <= 0) errors.push(invalid(key(field, name), text, 'must be greater than zero'));
  }
  return errors;
}

function reclaimPolicyErrors(spec: Draft, inline: boolean, field: FieldPath): FieldError[] {
  const policy = stringAt(spec, 'persistentVolumeReclaimPolicy');
  if (policy === '') return [];
  if (inline) return policy === 'Retain' ? [] : [forbidden(field, `may only be Retain ${INLINE}`)];
  const supported = ['Delete', 'Recycle', 'Retain'];
  return supported.includes(policy) ? [] : [notSupported(field, policy, supported)];
}

function affinityErrors(affinity: Draft | undefined, inline: boolean, field: FieldPath): FieldError[] {
  if (!affinity) return [];
  if (inline) return [forbidden(field, `may not be specified ${INLINE}`)];
  const selector = optionalObject(affinity, 'required');
  const at = child(field, 'required');
  return selector ? nodeSelectorErrors(selector, at) : [required(at, 'must specify required node constraints')];
}

/** A disk of a node is reached from that node only. */
function localAffinityErrors(spec: Draft, field: FieldPath): FieldError[] {
  const others = VOLUME_SOURCE_FIELDS.slice(0, VOLUME_SOURCE_FIELDS.indexOf('local'));
  if (!isSet(spec, 'local') || isSet(spec, 'nodeAffinity') || others.some((name) => isSet(spec, name))) return [];
  return [required(child(field, 'nodeAffinity'), 'Local volume requires node affinity')];
}

function recycleRootErrors(spec: Draft, field: FieldPath): FieldError[] {
  const source = optionalObject(spec, 'hostPath');
  if (!source || stringAt(spec, 'persistentVolumeReclaimPolicy') !== 'Recycle') return [];
  if (!isRoot(stringAt(source, 'path'))) return [];
  const at = child(field, 'persistentVolumeReclaimPolicy');
  return [forbidden(at, "may not be 'recycle' for a hostPath mount of '/'")];
}

/** Whether the path comes down to `/`, as Go's path.Clean would have it. */
function isRoot(path: string): boolean {
  if (!path.startsWith('/')) return false;
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') kept.pop();
    else if (part !== '' && part !== '.') kept.push(part);
  }
  return kept.length === 0;
}

function classErrors(spec: Draft, inline: boolean, field: FieldPath): FieldError[] {
  const name = stringAt(spec, 'storageClassName');
  if (name === '') return [];
  if (inline) return [forbidden(field, `may not be specified ${INLINE}`)];
  return invalidEach(field, name, dns1123SubdomainErrors(name));
}

function volumeModeErrors(spec: Draft, inline: boolean, field: FieldPath): FieldError[] {
  if (!isSet(spec, 'volumeMode')) return [];
  const mode = stringAt(spec, 'volumeMode');
  if (inline) {
    return mode === 'Filesystem'
      ? []
      : [forbidden(field, `may not specify volumeMode other than Filesystem ${INLINE}`)];
  }
  return ['Block', 'Filesystem'].includes(mode) ? [] : [notSupported(field, mode, ['Block', 'Filesystem'])];
}

function attributesClassErrors(spec: Draft, field: FieldPath): FieldError[] {
  if (!isSet(spec, 'volumeAttributesClassName')) return [];
  const name = stringAt(spec, 'volumeAttributesClassName');
  const at = child(field, 'volumeAttributesClassName');
  const errors =
    name === '' ? [required(at, 'an empty string is disallowed')] : invalidEach(at, name, dns1123SubdomainErrors(name));
  if (!isSet(spec, 'csi')) {
    errors.push(required(child(field, 'csi'), 'has to be specified when using volumeAttributesClassName'));
  }
  return errors;
}

const MOUNTABLE = [
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'glusterfs',
  'nfs',
  'rbd',
  'quobyte',
  'iscsi',
  'cinder',
  'cephfs',
  'azureFile',
  'vsphereVolume',
  'azureDisk',
  'photonPersistentDisk',
];

/** pkg/volume/validation: some volume types cannot take mount options. */
function mountOptionErrors(object: Draft): FieldError[] {
  const spec = objectAt(object, 'spec');
  const annotation = 'volume.beta.kubernetes.io/mount-options';
  const annotated = Object.hasOwn(stringMapAt(objectAt(object, 'metadata'), 'annotations'), annotation);
  if (!annotated || MOUNTABLE.some((field) => isSet(spec, field))) return [];
  return [forbidden(`metadata.annotations.${annotation}`, 'may not specify mount options for this volume type')];
}

function changeErrors(spec: Draft, old: Draft): FieldError[] {
  const errors: FieldError[] = [];
  const now = Object.fromEntries(VOLUME_SOURCE_FIELDS.map((field) => [field, sourceOf(spec, old, field)]));
  const before = Object.fromEntries(VOLUME_SOURCE_FIELDS.map((field) => [field, old[field]]));
  if (!sameInternal('core.PersistentVolumeSource', now, before)) {
    const diff = internalDiff('core.PersistentVolumeSource', before, now);
    const words = `spec.persistentvolumesource is immutable after creation\n${diff}`;
    errors.push(forbidden('spec.persistentvolumesource', words));
  }
  errors.push(...validateImmutable(spec['volumeMode'], old['volumeMode'], 'volumeMode'));
  if (isSet(old, 'nodeAffinity')) errors.push(...affinityChangeErrors(spec, old));
  if (isSet(old, 'volumeAttributesClassName') && !isSet(spec, 'volumeAttributesClassName')) {
    errors.push(forbidden('spec.volumeAttributesClassName', 'update from non-nil value to nil is forbidden'));
  }
  return errors;
}

/** The labels of topology, operating system and architecture had other names once. */
const GENERAL_LABELS: Readonly<Record<string, string>> = {
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
  'beta.kubernetes.io/os': 'kubernetes.io/os',
  'beta.kubernetes.io/arch': 'kubernetes.io/arch',
  'beta.kubernetes.io/instance-type': 'node.kubernetes.io/instance-type',
};

/** `validatePvNodeAffinity`. */
function affinityChangeErrors(spec: Draft, old: Draft): FieldError[] {
  const now = spec['nodeAffinity'];
  if (sameAffinity(now, old['nodeAffinity'])) return [];
  const shown = isDraft(now) ? internalObject('core.VolumeNodeAffinity', now) : null;
  return [invalid('nodeAffinity', shown, 'field is immutable, except for updating from beta label to GA')];
}

function sameAffinity(now: Json | undefined, before: Json | undefined): boolean {
  if (Array.isArray(now) && Array.isArray(before)) {
    return now.length === before.length && now.every((item, at) => sameAffinity(item, before[at]));
  }
  if (!isDraft(now) || !isDraft(before)) return sameJson(now, before);
  const renamed = GENERAL_LABELS[stringAt(before, 'key')];
  const then = renamed !== undefined && renamed === now['key'] ? { ...before, key: renamed } : before;
  return [...new Set([...Object.keys(now), ...Object.keys(then)])].every((name) => sameAffinity(now[name], then[name]));
}

/** A CSI volume may be given the secret for expansion once. */
function sourceOf(spec: Draft, old: Draft, field: string): Draft | undefined {
  const source = optionalObject(spec, field);
  const before = optionalObject(old, field);
  if (field !== 'csi' || !source || !before || isSet(before, 'controllerExpandSecretRef')) return source;
  const { controllerExpandSecretRef: _, ...rest } = source;
  return rest;
}

const DEPRECATED_ANNOTATIONS: readonly (readonly [string, string])[] = [
  ['volume.beta.kubernetes.io/storage-class', 'deprecated since v1.8; use "storageClassName" attribute instead'],
  ['volume.beta.kubernetes.io/mount-options', 'deprecated since v1.31; use "mountOptions" attribute instead'],
];
const DEPRECATED_SOURCES: readonly (readonly [string, string, string])[] = [
  ['cephfs', 'cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['photonPersistentDisk', 'photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['scaleIO', 'scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['storageos', 'storageOS', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['rbd', 'rbd', 'deprecated in v1.28, non-functional in v1.31+'],
];

/** pkg/api/persistentvolume/util.go. */
function warnings(object: Draft): string[] {
  const spec = objectAt(object, 'spec');
  const annotations = stringMapAt(objectAt(object, 'metadata'), 'annotations');
  const recycle = stringAt(spec, 'persistentVolumeReclaimPolicy') === 'Recycle';
  const terms = objectsAt(objectAt(objectAt(spec, 'nodeAffinity'), 'required'), 'nodeSelectorTerms');
  return [
    ...DEPRECATED_ANNOTATIONS.filter(([name]) => Object.hasOwn(annotations, name)).map(
      ([name, words]) => `metadata.annotations[${name}]: ${words}`,
    ),
    ...(recycle ? [`spec.persistentVolumeReclaimPolicy: ${RECYCLE_WORDS}`] : []),
    ...terms.flatMap((term, at) =>
      nodeSelectorTermWarnings(term, `spec.nodeAffinity.required.nodeSelectorTerms[${at}]`),
    ),
    ...DEPRECATED_SOURCES.filter(([field]) => isSet(spec, field)).map(([, place, words]) => `spec.${place}: ${words}`),
  ];
}

const RECYCLE_WORDS =
  'The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.';
