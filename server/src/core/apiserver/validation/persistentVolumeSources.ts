// What each volume type of a PersistentVolume requires. One row a type, in the order the server looks at them.
// Mirrors ValidatePersistentVolumeSpec and the validate…VolumeSource functions of pkg/apis/core/validation (v1.36).
import { dns1123LabelErrors, dns1123SubdomainErrors, inclusiveRangeError } from '../../kubernetes/names.ts';
import type { Draft } from '../draft.ts';
import { isSet, numberAt, objectAt, optionalObject, stringAt, stringsAt } from '../draft.ts';
import { forbidden, invalid, notSupported, required, textNotSupported, tooLong } from '../fieldErrors.ts';
import { child, type FieldPath, key } from '../fieldPath.ts';
import type { FieldError } from '../types.ts';
import { dnsLabel, invalidEach } from './checks.ts';

interface SourceRule {
  /** The field of the spec. */
  readonly field: string;
  /** What it is called where there is one type too many, when otherwise. */
  readonly surplus?: string;
  /** Where errors say it is, when elsewhere. */
  readonly place?: string;
  /** Strings or lists that may not be empty; the place in errors follows `=` when it differs. */
  readonly required?: readonly string[];
  readonly check?: (source: Draft, field: FieldPath, volumeName: string) => FieldError[];
}

const SOURCES: readonly SourceRule[] = [
  { field: 'hostPath', check: hostPath },
  { field: 'gcePersistentDisk', place: 'persistentDisk', required: ['pdName'], check: partition },
  { field: 'awsElasticBlockStore', required: ['volumeID'], check: partition },
  { field: 'glusterfs', required: ['endpoints', 'path'], check: glusterfs },
  { field: 'flocker', check: flocker },
  { field: 'nfs', required: ['server', 'path'], check: nfs },
  { field: 'rbd', required: ['monitors', 'image'] },
  { field: 'quobyte', check: quobyte },
  { field: 'cephfs', surplus: 'cephFS', required: ['monitors'] },
  { field: 'iscsi', required: ['targetPortal'], check: iscsi },
  { field: 'cinder', required: ['volumeID'], check: (source, field) => secretRef(source, field, true) },
  { field: 'fc', check: fibreChannel },
  { field: 'flexVolume', required: ['driver'], check: flexOptions },
  { field: 'azureFile', required: ['secretName', 'shareName'], check: azureFile },
  { field: 'vsphereVolume', required: ['volumePath'] },
  { field: 'photonPersistentDisk', required: ['pdID'] },
  { field: 'portworxVolume', required: ['volumeID'] },
  { field: 'azureDisk', required: ['diskName', 'diskURI'], check: azureDisk },
  { field: 'scaleIO', required: ['gateway', 'system', 'volumeName'] },
  {
    field: 'local',
    required: ['path'],
    check: (source, field) => noBacksteps(stringAt(source, 'path'), child(field, 'path')),
  },
  { field: 'storageos', required: ['volumeName'], check: storageOs },
  { field: 'csi', check: csi },
];

/** The fields of a PersistentVolume's spec that are volume types. */
export const VOLUME_SOURCE_FIELDS: readonly string[] = SOURCES.map(({ field }) => field);

/** Errors of the volume types that are set: one is wanted, each is judged. */
export function volumeSourceErrors(spec: Draft, specPath: FieldPath, volumeName: string): FieldError[] {
  const errors: FieldError[] = [];
  let found = 0;
  for (const rule of SOURCES) {
    const source = optionalObject(spec, rule.field);
    if (!source) continue;
    if (found > 0 && rule.field !== 'flexVolume') {
      errors.push(forbidden(child(specPath, rule.surplus ?? rule.field), 'may not specify more than 1 volume type'));
      continue;
    }
    found++;
    errors.push(...sourceErrors(rule, source, child(specPath, rule.place ?? rule.field), volumeName));
  }
  return found === 0 ? [required(specPath, 'must specify a volume type')] : errors;
}

function sourceErrors(rule: SourceRule, source: Draft, field: FieldPath, volumeName: string): FieldError[] {
  const missing = (rule.required ?? [])
    .filter((name) => stringAt(source, name) === '' && stringsAt(source, name).length === 0)
    .map((name) => required(child(field, name)));
  return [...missing, ...(rule.check?.(source, field, volumeName) ?? [])];
}

export function noBacksteps(path: string, field: FieldPath): FieldError[] {
  return path.split('/').includes('..') ? [invalid(field, path, "must not contain '..'")] : [];
}

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

export function hostPath(source: Draft, field: FieldPath): FieldError[] {
  const path = stringAt(source, 'path');
  if (path === '') return [required(child(field, 'path'))];
  const type = stringAt(source, 'type');
  const wrongType = HOST_PATH_TYPES.includes(type) ? [] : [notSupported(child(field, 'type'), type, HOST_PATH_TYPES)];
  return [...noBacksteps(path, child(field, 'path')), ...wrongType];
}

export function partition(source: Draft, field: FieldPath): FieldError[] {
  const number = numberAt(source, 'partition') ?? 0;
  if (number >= 0 && number <= 255) return [];
  return [invalid(child(field, 'partition'), number, inclusiveRangeError(1, 255))];
}

function glusterfs(source: Draft, field: FieldPath): FieldError[] {
  if (!isSet(source, 'endpointsNamespace')) return [];
  const namespace = stringAt(source, 'endpointsNamespace');
  const at = child(field, 'endpointsNamespace');
  if (namespace !== '') return invalidEach(at, namespace, dns1123LabelErrors(namespace));
  return [invalid(at, '', 'if the endpointnamespace is set, it must be a valid namespace name')];
}

export function flocker(source: Draft, field: FieldPath): FieldError[] {
  const name = stringAt(source, 'datasetName');
  const uuid = stringAt(source, 'datasetUUID');
  const errors: FieldError[] = [];
  if (name === '' && uuid === '') {
    errors.push(required(field, 'one of datasetName and datasetUUID is required'));
  }
  if (name !== '' && uuid !== '') {
    errors.push(invalid(field, 'resource', 'datasetName and datasetUUID can not be specified simultaneously'));
  }
  if (name.includes('/')) errors.push(invalid(child(field, 'datasetName'), name, "must not contain '/'"));
  return errors;
}

export function nfs(source: Draft, field: FieldPath): FieldError[] {
  const path = stringAt(source, 'path');
  return path.startsWith('/') ? [] : [invalid(child(field, 'path'), path, 'must be an absolute path')];
}

export function quobyte(source: Draft, field: FieldPath): FieldError[] {
  const registry = stringAt(source, 'registry');
  const errors: FieldError[] = [];
  const words = 'must be a host:port pair or multiple pairs separated by commas';
  if (registry === '') errors.push(required(child(field, 'registry'), words));
  else if (stringAt(source, 'tenant').length >= 65) {
    errors.push(required(child(field, 'tenant'), 'must be a UUID and may not exceed a length of 64 characters'));
  } else {
    for (const pair of registry.split(',')) {
      if (!/^[^:]*:[^:]*$/.test(pair)) errors.push(invalid(child(field, 'registry'), registry, words));
    }
  }
  if (stringAt(source, 'volume') === '') errors.push(required(child(field, 'volume')));
  return errors;
}

const IQN = /iqn\.\d{4}-\d{2}\.([A-Za-z0-9\-.]+)(:[^,;*&$|\s]+)$/;
const EUI = /^eui.[A-Za-z0-9]{16}$/;
const NAA = /^naa.[A-Za-z0-9]{32}$/;

function isIscsiName(name: string): boolean {
  if (name.startsWith('iqn')) return IQN.test(name);
  if (name.startsWith('eui')) return EUI.test(name);
  return name.startsWith('naa') && NAA.test(name);
}

function iscsi(source: Draft, field: FieldPath, volumeName: string): FieldError[] {
  const portal = stringAt(source, 'targetPortal');
  const iqn = stringAt(source, 'iqn');
  const initiator = isSet(source, 'initiatorName') ? stringAt(source, 'initiatorName') : undefined;
  const lun = numberAt(source, 'lun') ?? 0;
  const errors: FieldError[] = [];
  if (initiator !== undefined && `${volumeName}:${portal}`.length > 64) {
    const words =
      'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.';
    errors.push(invalid(child(field, 'targetportal'), portal, words));
  }
  if (iqn === '') errors.push(required(child(field, 'iqn')));
  else if (!isIscsiName(iqn)) errors.push(invalid(child(field, 'iqn'), iqn, 'must be valid format'));
  if (lun < 0 || lun > 255) errors.push(invalid(child(field, 'lun'), lun, inclusiveRangeError(0, 255)));
  const authenticated = source['chapAuthDiscovery'] === true || source['chapAuthSession'] === true;
  if (authenticated && !isSet(source, 'secretRef')) errors.push(required(child(field, 'secretRef')));
  errors.push(...secretRef(source, field, false));
  if (initiator !== undefined && !isIscsiName(initiator)) {
    errors.push(invalid(child(field, 'initiatorname'), initiator, 'must be valid format'));
  }
  return errors;
}

function secretRef(source: Draft, field: FieldPath, namespaced: boolean): FieldError[] {
  const secret = optionalObject(source, 'secretRef');
  if (!secret) return [];
  const names = namespaced ? ['name', 'namespace'] : ['name'];
  return names.filter((name) => stringAt(secret, name) === '').map((name) => required(child(field, 'secretRef', name)));
}

export function fibreChannel(source: Draft, field: FieldPath): FieldError[] {
  const targets = stringsAt(source, 'targetWWNs');
  const ids = stringsAt(source, 'wwids');
  const at = child(field, 'targetWWNs');
  const errors: FieldError[] = [];
  if (targets.length === 0 && ids.length === 0) {
    errors.push(required(at, 'must specify either targetWWNs or wwids, but not both'));
  }
  if (targets.length > 0 && ids.length > 0) {
    errors.push(invalid(at, targets, 'targetWWNs and wwids can not be specified simultaneously'));
  }
  if (targets.length === 0) return errors;
  const lun = numberAt(source, 'lun');
  if (lun === undefined) errors.push(required(child(field, 'lun'), 'lun is required if targetWWNs is specified'));
  else if (lun < 0 || lun > 255) errors.push(invalid(child(field, 'lun'), lun, inclusiveRangeError(0, 255)));
  return errors;
}

export function flexOptions(source: Draft, field: FieldPath): FieldError[] {
  return Object.keys(objectAt(source, 'options')).flatMap((name) => {
    const normalized = `.${(name.includes('/') ? name.slice(0, name.indexOf('/')) : name).toLowerCase()}`;
    if (!normalized.endsWith('.kubernetes.io') && !normalized.endsWith('.k8s.io')) return [];
    return [invalid(key(child(field, 'options'), name), name, 'kubernetes.io and k8s.io namespaces are reserved')];
  });
}

function azureFile(source: Draft, field: FieldPath): FieldError[] {
  const empty = isSet(source, 'secretNamespace') && stringAt(source, 'secretNamespace') === '';
  return empty ? [required(child(field, 'secretNamespace'))] : [];
}

const CACHING_MODES = ['None', 'ReadOnly', 'ReadWrite'];
const DISK_KINDS = ['Dedicated', 'Managed', 'Shared'];
const MANAGED_URI = '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}';
const BLOB_URI = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';

export function azureDisk(source: Draft, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const caching = stringAt(source, 'cachingMode');
  const kind = stringAt(source, 'kind');
  const uri = stringAt(source, 'diskURI');
  if (isSet(source, 'cachingMode') && !CACHING_MODES.includes(caching)) {
    errors.push(notSupported(child(field, 'cachingMode'), caching, CACHING_MODES));
  }
  if (!isSet(source, 'kind')) return errors;
  if (!DISK_KINDS.includes(kind)) errors.push(notSupported(child(field, 'kind'), kind, DISK_KINDS));
  if (kind === 'Managed' && !uri.startsWith('/subscriptions/')) {
    errors.push(textNotSupported(child(field, 'diskURI'), uri, [MANAGED_URI]));
  }
  if (kind !== 'Managed' && !uri.startsWith('https://')) {
    errors.push(textNotSupported(child(field, 'diskURI'), uri, [BLOB_URI]));
  }
  return errors;
}

function storageOs(source: Draft, field: FieldPath): FieldError[] {
  const errors = ['volumeName', 'volumeNamespace'].flatMap((name) => {
    const value = stringAt(source, name);
    return value === '' ? [] : dnsLabel(value, child(field, name));
  });
  return [...errors, ...secretRef(source, field, true)];
}

const CSI_SECRETS = [
  'controllerPublishSecretRef',
  'controllerExpandSecretRef',
  'nodePublishSecretRef',
  'nodeExpandSecretRef',
];

function csi(source: Draft, field: FieldPath): FieldError[] {
  const errors = csiDriverName(stringAt(source, 'driver'), child(field, 'driver'));
  if (stringAt(source, 'volumeHandle') === '') errors.push(required(child(field, 'volumeHandle')));
  for (const name of CSI_SECRETS) {
    const secret = optionalObject(source, name);
    if (secret) errors.push(...secretReference(secret, child(field, name)));
  }
  return errors;
}

function secretReference(secret: Draft, field: FieldPath): FieldError[] {
  const name = stringAt(secret, 'name');
  const namespace = stringAt(secret, 'namespace');
  const at = child(field, 'name');
  const place = child(field, 'namespace');
  return [
    ...(name === '' ? [required(at)] : invalidEach(at, name, dns1123SubdomainErrors(name))),
    ...(namespace === '' ? [required(place)] : dnsLabel(namespace, place)),
  ];
}

/** `ValidateCSIDriverName`. */
export function csiDriverName(name: string, field: FieldPath): FieldError[] {
  if (name === '') return [required(field)];
  const errors = name.length > 63 ? [tooLong(field, 63)] : [];
  return [...errors, ...invalidEach(field, name, dns1123SubdomainErrors(name.toLowerCase()))];
}
