// The volumes of a pod: names, and what each type requires. One row a type, in the order the server looks at them.
// Mirrors ValidateVolumes and validateVolumeSource (v1.36); feature-gated projections are dropped before.
import { dns1123SubdomainErrors, inclusiveRangeError } from '../../../kubernetes/names.ts';
import { quantityOf, quantitySign } from '../../../kubernetes/quantity.ts';
import { type Draft, isSet, numberAt, objectAt, objectsAt, optionalObject, stringAt, stringsAt } from '../../draft.ts';
import { duplicate, forbidden, invalid, notSupported, required } from '../../fieldErrors.ts';
import { child, type FieldPath, index } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';
import { dnsLabel, invalidEach } from '../checks.ts';
import {
  azureDisk,
  csiDriverName,
  fibreChannel,
  flexOptions,
  flocker,
  hostPath,
  nfs,
  partition,
  quobyte,
} from '../persistentVolumeSources.ts';
import { claimTemplateErrors } from './claimTemplate.ts';
import { fieldRefErrors, resourceFieldErrors } from './env.ts';
import type { KnownVolumes } from './mounts.ts';
import type { PodOptions } from './options.ts';
import { descendingPathErrors, localPathErrors } from './paths.ts';

interface VolumeContext {
  readonly volume: Draft;
  readonly volumeField: FieldPath;
  readonly podName: string;
  readonly options: PodOptions;
}

interface SourceRule {
  readonly field: string;
  /** Where errors of the source say it is, when elsewhere. */
  readonly place?: string;
  /** Where a second source is refused, when elsewhere. */
  readonly refused?: string;
  /** Strings or lists that may not be empty. */
  readonly required?: readonly string[];
  readonly check?: (source: Draft, field: FieldPath, context: VolumeContext) => FieldError[];
}

const sources: readonly SourceRule[] = [
  { field: 'emptyDir', check: emptyDir },
  { field: 'hostPath', check: hostPath },
  { field: 'gitRepo', required: ['repository'], check: gitRepo },
  { field: 'gcePersistentDisk', place: 'persistentDisk', required: ['pdName'], check: partition },
  { field: 'awsElasticBlockStore', required: ['volumeID'], check: partition },
  { field: 'secret', required: ['secretName'], check: keysAndModes },
  { field: 'nfs', required: ['server', 'path'], check: nfs },
  { field: 'iscsi', required: ['targetPortal'], check: iscsi },
  { field: 'glusterfs', required: ['endpoints', 'path'] },
  { field: 'flocker', check: flocker },
  { field: 'persistentVolumeClaim', required: ['claimName'] },
  { field: 'rbd', required: ['monitors', 'image'] },
  { field: 'cinder', required: ['volumeID'], check: namedSecret },
  { field: 'cephfs', refused: 'cephFS', required: ['monitors'] },
  { field: 'quobyte', check: quobyte },
  { field: 'downwardAPI', refused: 'downwarAPI', check: downwardApi },
  { field: 'fc', check: fibreChannel },
  { field: 'flexVolume', required: ['driver'], check: flexOptions },
  { field: 'configMap', required: ['name'], check: keysAndModes },
  { field: 'azureFile', required: ['secretName', 'shareName'] },
  { field: 'vsphereVolume', required: ['volumePath'] },
  { field: 'photonPersistentDisk', required: ['pdID'] },
  { field: 'portworxVolume', required: ['volumeID'] },
  { field: 'azureDisk', required: ['diskName', 'diskURI'], check: azureDisk },
  { field: 'storageos', required: ['volumeName'], check: storageOs },
  { field: 'projected', check: projected },
  { field: 'scaleIO', required: ['gateway', 'system', 'volumeName'] },
  { field: 'csi', check: csi },
  { field: 'ephemeral', check: ephemeral },
  { field: 'image', check: image },
];

export interface CheckedVolumes {
  readonly known: KnownVolumes;
  readonly errors: readonly FieldError[];
}

/** @param podName empty in templates, whose pods have no name yet */
export function volumeErrors(
  volumes: readonly Draft[],
  podName: string,
  list: FieldPath,
  options: PodOptions,
): CheckedVolumes {
  const known = new Map<string, Draft>();
  const errors: FieldError[] = [];
  const made = new Set(volumes.filter((volume) => isSet(volume, 'ephemeral')).map((v) => `${podName}-${v['name']}`));
  volumes.forEach((volume, at) => {
    const field = index(list, at);
    const name = stringAt(volume, 'name');
    const own = sourceErrors({ volume, volumeField: field, podName, options });
    own.push(...(name === '' ? [required(child(field, 'name'))] : dnsLabel(name, child(field, 'name'))));
    if (known.has(name)) own.push(duplicate(child(field, 'name'), name));
    if (own.length === 0) known.set(name, volume);
    errors.push(...own);
    const claim = stringAt(optionalObject(volume, 'persistentVolumeClaim'), 'claimName');
    if (podName !== '' && made.has(claim)) {
      const words = 'must not reference a PVC that gets created for an ephemeral volume';
      errors.push(invalid(child(field, 'persistentVolumeClaim', 'claimName'), claim, words));
    }
  });
  return { known, errors };
}

function sourceErrors(context: VolumeContext): FieldError[] {
  const { volume, volumeField } = context;
  const errors: FieldError[] = [];
  let found = false;
  for (const rule of sources) {
    const source = optionalObject(volume, rule.field);
    if (!source) continue;
    if (found) {
      errors.push(forbidden(child(volumeField, rule.refused ?? rule.field), 'may not specify more than 1 volume type'));
      if (rule.field === 'iscsi') errors.push(...iscsiNameErrors(source, context));
      continue;
    }
    found = true;
    const field = child(volumeField, rule.place ?? rule.field);
    errors.push(...missingErrors(rule, source, field), ...(rule.check?.(source, field, context) ?? []));
    if (rule.field === 'iscsi') errors.push(...iscsiNameErrors(source, context));
  }
  return found ? errors : [required(volumeField, 'must specify a volume type')];
}

function missingErrors(rule: SourceRule, source: Draft, field: FieldPath): FieldError[] {
  return (rule.required ?? [])
    .filter((name) => stringAt(source, name) === '' && stringsAt(source, name).length === 0)
    .map((name) => required(child(field, name)));
}

function emptyDir(source: Draft, field: FieldPath): FieldError[] {
  const limit = quantityOf(source['sizeLimit']);
  if (!isSet(source, 'sizeLimit') || !limit || quantitySign(limit) >= 0) return [];
  return [forbidden(child(field, 'sizeLimit'), 'SizeLimit field must be a valid resource quantity')];
}

function gitRepo(source: Draft, field: FieldPath): FieldError[] {
  return descendingPathErrors(stringAt(source, 'directory'), child(field, 'directory'));
}

const modeWords = 'must be a number between 0 and 0777 (octal), both inclusive';

function modeErrors(owner: Draft, name: string, field: FieldPath): FieldError[] {
  const mode = numberAt(owner, name);
  return mode === undefined || (mode >= 0 && mode <= 0o777) ? [] : [invalid(child(field, name), mode, modeWords)];
}

function keysAndModes(source: Draft, field: FieldPath): FieldError[] {
  return [
    ...modeErrors(source, 'defaultMode', field),
    ...objectsAt(source, 'items').flatMap((item, at) => keyToPathErrors(item, index(child(field, 'items'), at))),
  ];
}

function keyToPathErrors(item: Draft, field: FieldPath): FieldError[] {
  const path = stringAt(item, 'path');
  const missing = ['key', 'path'].filter((name) => stringAt(item, name) === '');
  return [
    ...missing.map((name) => required(child(field, name))),
    ...localPathErrors(path, child(field, 'path')),
    ...modeErrors(item, 'mode', field),
  ];
}

const iqn = /iqn\.\d{4}-\d{2}\.([A-Za-z0-9\-.]+)(:[^,;*&$|\s]+)$/;
const eui = /^eui.[A-Za-z0-9]{16}$/;
const naa = /^naa.[A-Za-z0-9]{32}$/;

function iscsiWords(name: string): string | undefined {
  if (name.startsWith('iqn')) return iqn.test(name) ? undefined : 'must be valid format';
  if (name.startsWith('eui')) return eui.test(name) ? undefined : 'must be valid format';
  if (name.startsWith('naa')) return naa.test(name) ? undefined : 'must be valid format';
  return 'must be valid format starting with iqn, eui, or naa';
}

function iscsi(source: Draft, field: FieldPath): FieldError[] {
  const target = stringAt(source, 'iqn');
  const lun = numberAt(source, 'lun') ?? 0;
  const errors: FieldError[] = [];
  const wrongTarget = iscsiWords(target);
  if (target === '') errors.push(required(child(field, 'iqn')));
  else if (wrongTarget !== undefined) errors.push(invalid(child(field, 'iqn'), target, wrongTarget));
  if (lun < 0 || lun > 255) errors.push(invalid(child(field, 'lun'), lun, inclusiveRangeError(0, 255)));
  const authenticated = source['chapAuthDiscovery'] === true || source['chapAuthSession'] === true;
  if (authenticated && !isSet(source, 'secretRef')) errors.push(required(child(field, 'secretRef')));
  if (!isSet(source, 'initiatorName')) return errors;
  const initiator = stringAt(source, 'initiatorName');
  const wrong = iscsiWords(initiator);
  return wrong === undefined ? errors : [...errors, invalid(child(field, 'initiatorname'), initiator, wrong)];
}

function iscsiNameErrors(source: Draft, { volume, volumeField }: VolumeContext): FieldError[] {
  const name = stringAt(volume, 'name');
  const whole = `${name}:${stringAt(source, 'targetPortal')}`;
  if (!isSet(source, 'initiatorName') || whole.length <= 64) return [];
  const words =
    'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.';
  return [invalid(child(volumeField, 'name'), name, words)];
}

function namedSecret(source: Draft, field: FieldPath): FieldError[] {
  const secret = optionalObject(source, 'secretRef');
  return secret && stringAt(secret, 'name') === '' ? [required(child(field, 'secretRef', 'name'))] : [];
}

function storageOs(source: Draft, field: FieldPath): FieldError[] {
  const labels = ['volumeName', 'volumeNamespace'].flatMap((name) => {
    const value = stringAt(source, name);
    return value === '' ? [] : dnsLabel(value, child(field, name));
  });
  return [...labels, ...namedSecret(source, field)];
}

function csi(source: Draft, field: FieldPath): FieldError[] {
  const secret = optionalObject(source, 'nodePublishSecretRef');
  const errors = csiDriverName(stringAt(source, 'driver'), child(field, 'driver'));
  if (!secret) return errors;
  const name = stringAt(secret, 'name');
  if (name === '') return [...errors, required(child(field, 'nodePublishSecretRef', 'name'))];
  return [...errors, ...invalidEach(child(field, 'name'), name, dns1123SubdomainErrors(name))];
}

function ephemeral(source: Draft, field: FieldPath, { volume, volumeField, podName }: VolumeContext): FieldError[] {
  const template = optionalObject(source, 'volumeClaimTemplate');
  const at = child(field, 'volumeClaimTemplate');
  const errors = template ? claimTemplateErrors(template, at) : [required(at)];
  const name = stringAt(volume, 'name');
  if (podName === '' || name === '') return errors;
  const claim = `${podName}-${name}`;
  const wrong = dns1123SubdomainErrors(claim).map((words) => `PVC name ${JSON.stringify(claim)}: ${words}`);
  return [...errors, ...invalidEach(child(volumeField, 'name'), name, wrong)];
}

export const pullPolicies = ['Always', 'IfNotPresent', 'Never'];

/** `validatePullPolicy`. */
export function pullPolicyErrors(policy: string, field: FieldPath): FieldError[] {
  if (policy === '') return [required(field)];
  return pullPolicies.includes(policy) ? [] : [notSupported(field, policy, pullPolicies)];
}

function image(source: Draft, field: FieldPath, { options }: VolumeContext): FieldError[] {
  const missing = options.isPod && stringAt(source, 'reference') === '' ? [required(child(field, 'reference'))] : [];
  return [...missing, ...pullPolicyErrors(stringAt(source, 'pullPolicy'), child(field, 'pullPolicy'))];
}

const volumeFieldPaths = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];

/** The server names the volume, not the item. */
function downwardApi(source: Draft, field: FieldPath): FieldError[] {
  return [
    ...modeErrors(source, 'defaultMode', field),
    ...objectsAt(source, 'items').flatMap((item) => downwardFileErrors(item, field)),
  ];
}

function downwardFileErrors(file: Draft, field: FieldPath): FieldError[] {
  const path = stringAt(file, 'path');
  const fieldRef = optionalObject(file, 'fieldRef');
  const resource = optionalObject(file, 'resourceFieldRef');
  const errors = path === '' ? [required(child(field, 'path'))] : [];
  errors.push(...localPathErrors(path, child(field, 'path')));
  if (fieldRef) errors.push(...fieldRefErrors(fieldRef, volumeFieldPaths, child(field, 'fieldRef')));
  else if (resource) errors.push(...resourceFieldErrors(resource, true, child(field, 'resourceFieldRef')));
  else errors.push(required(field, 'one of fieldRef and resourceFieldRef is required'));
  if (fieldRef && resource) {
    errors.push(invalid(field, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'));
  }
  return [...errors, ...modeErrors(file, 'mode', field)];
}

function projected(source: Draft, field: FieldPath, { options }: VolumeContext): FieldError[] {
  const taken = new Set<string>();
  return [
    ...modeErrors(source, 'defaultMode', field),
    ...objectsAt(source, 'sources').flatMap((part, at) =>
      projectionErrors(part, index(child(field, 'sources'), at), field, taken, options),
    ),
  ];
}

function projectionErrors(
  part: Draft,
  place: FieldPath,
  field: FieldPath,
  taken: Set<string>,
  options: PodOptions,
): FieldError[] {
  const errors: FieldError[] = [];
  const claim = (path: string, shown: string): void => {
    if (path === '') return;
    if (taken.has(path)) errors.push(invalid(field, shown, 'conflicting duplicate paths'));
    taken.add(path);
  };
  for (const name of ['secret', 'configMap']) {
    const source = optionalObject(part, name);
    if (!source) continue;
    if (stringAt(source, 'name') === '') errors.push(required(child(place, name, 'name')));
    objectsAt(source, 'items').forEach((item, at) => {
      errors.push(...keyToPathErrors(item, index(child(place, name, 'items'), at)));
      claim(stringAt(item, 'path'), stringAt(source, 'name'));
    });
  }
  for (const file of objectsAt(optionalObject(part, 'downwardAPI'), 'items')) {
    errors.push(...downwardFileErrors(file, child(place, 'downwardAPI')));
    claim(stringAt(file, 'path'), stringAt(file, 'path'));
  }
  const token = optionalObject(part, 'serviceAccountToken');
  if (token) errors.push(...tokenErrors(token, child(place, 'serviceAccountToken'), field, options));
  const given = ['secret', 'configMap', 'downwardAPI', 'serviceAccountToken'].filter((name) => isSet(part, name));
  if (given.length > 1) errors.push(forbidden(place, 'may not specify more than 1 volume type per source'));
  return errors;
}

function tokenErrors(token: Draft, place: FieldPath, field: FieldPath, options: PodOptions): FieldError[] {
  const seconds = numberAt(token, 'expirationSeconds') ?? 0;
  const path = stringAt(token, 'path');
  const at = child(place, 'expirationSeconds');
  const errors: FieldError[] = [];
  if (seconds < 600) errors.push(invalid(at, seconds, 'may not specify a duration less than 10 minutes'));
  if (seconds > 2 ** 32) errors.push(invalid(at, seconds, 'may not specify a duration larger than 2^32 seconds'));
  if (path === '') return [...errors, required(child(field, 'path'))];
  return options.nonLocalTokenPaths ? errors : [...errors, ...localPathErrors(path, child(field, 'path'))];
}

/** `serviceAccountToken` projections of a Pod without a service account. */
export function tokenWithoutAccountErrors(spec: Draft): FieldError[] {
  if (stringAt(spec, 'serviceAccountName') !== '') return [];
  return objectsAt(spec, 'volumes').flatMap((volume, v) =>
    objectsAt(objectAt(volume, 'projected'), 'sources').flatMap((source, s) => {
      if (!isSet(source, 'serviceAccountToken')) return [];
      const field = child(index(child(index('spec.volumes', v), 'projected', 'sources'), s), 'serviceAccountToken');
      return [forbidden(field, 'must not be specified when serviceAccountName is not set')];
    }),
  );
}
