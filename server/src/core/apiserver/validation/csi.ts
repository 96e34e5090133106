// CSIDriver, CSINode, CSIStorageCapacity, VolumeAttachment: what storage drivers say of themselves and of nodes.
// Mirrors pkg/apis/storage/validation and its defaults (v1.36).
import { dns1123SubdomainErrors, inclusiveRangeError } from '../../kubernetes/names.ts';
import { quantityOf, quantitySign } from '../../kubernetes/quantity.ts';
import type { Draft, Json } from '../draft.ts';
import {
  ensureObject,
  isSet,
  numberAt,
  objectAt,
  objectsAt,
  optionalObject,
  sameJson,
  setDefault,
  stringAt,
  stringsAt,
} from '../draft.ts';
import { duplicate, forbidden, invalid, notSupported, required } from '../fieldErrors.ts';
import { child, type FieldPath, index } from '../fieldPath.ts';
import { validateImmutable, validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { invalidEach, labelSelectorErrors, NOT_NEGATIVE, nonNegative, qualifiedName } from './checks.ts';
import { labelSelectorAsGo } from './goStructs.ts';
import { nodeLabelSelectorWarnings } from './nodeSelectorWarnings.ts';
import { persistentVolumeSpecErrors } from './persistentVolume.ts';
import { csiDriverName } from './persistentVolumeSources.ts';

const apiVersion = 'storage.k8s.io/v1';

export const csiDriver: KindRules = {
  apiVersion,
  kind: 'CSIDriver',
  applyDefaults(object) {
    const spec = ensureObject(object, 'spec');
    setDefault(spec, 'attachRequired', true);
    setDefault(spec, 'podInfoOnMount', false);
    setDefault(spec, 'storageCapacity', false);
    setDefault(spec, 'fsGroupPolicy', 'ReadWriteOnceWithFSType');
    if (stringsAt(spec, 'volumeLifecycleModes').length === 0) spec['volumeLifecycleModes'] = ['Persistent'];
    setDefault(spec, 'requiresRepublish', false);
    setDefault(spec, 'seLinuxMount', false);
  },
  validate: (object) => [
    ...validateObjectMeta(object, false, subdomainName),
    ...driverErrors(objectAt(object, 'spec')),
  ],
  validateUpdate(object, old) {
    const spec = objectAt(object, 'spec');
    const before = objectAt(old, 'spec');
    return [
      ...validateObjectMetaUpdate(object, old),
      ...driverErrors(spec),
      ...validateImmutable(spec['attachRequired'], before['attachRequired'], 'spec.attachedRequired'),
      ...validateImmutable(spec['volumeLifecycleModes'], before['volumeLifecycleModes'], 'spec.volumeLifecycleModes'),
    ];
  },
  prepareForCreate: (object) => dropScaling(object, {}),
  prepareForUpdate: dropScaling,
  warnings(object, old) {
    const spec = objectAt(object, 'spec');
    const tokens = objectsAt(spec, 'tokenRequests');
    const same = old !== undefined && sameJson(tokens, objectAt(old, 'spec')['tokenRequests']);
    if (tokens.length === 0 || same || isSet(spec, 'serviceAccountTokenInSecrets')) return [];
    return [`spec.serviceAccountTokenInSecrets is unset; ${TOKENS_IN_SECRETS}`];
  },
};

const TOKENS_IN_SECRETS =
  'if supported by this CSI driver, set to true to prevent possible logging of tokens in volume attributes';

/** Behind a gate that is off: VolumeLimitScaling. */
function dropScaling(object: Draft, old: Draft): void {
  if (!isSet(objectAt(old, 'spec'), 'preventPodSchedulingIfMissing')) {
    delete objectAt(object, 'spec')['preventPodSchedulingIfMissing'];
  }
}

function driverErrors(spec: Draft): FieldError[] {
  const policy = stringAt(spec, 'fsGroupPolicy');
  const policies = ['File', 'None', 'ReadWriteOnceWithFSType'];
  const modes = ['Persistent', 'Ephemeral'];
  const period = numberAt(spec, 'nodeAllocatableUpdatePeriodSeconds');
  const tokens = objectsAt(spec, 'tokenRequests');
  const errors: FieldError[] = [];
  if (!policies.includes(policy)) errors.push(notSupported('spec.fsGroupPolicy', policy, policies));
  errors.push(...tokenErrors(tokens));
  for (const mode of stringsAt(spec, 'volumeLifecycleModes')) {
    if (!modes.includes(mode)) errors.push(notSupported('spec.volumeLifecycleModes', mode, modes));
  }
  if (period !== undefined && period < 10) {
    errors.push(
      invalid('spec.nodeAllocatableUpdatePeriodSeconds', period, 'must be greater than or equal to 10 seconds'),
    );
  }
  if (isSet(spec, 'serviceAccountTokenInSecrets') && tokens.length === 0) {
    const words = 'serviceAccountTokenInSecrets is set but no tokenRequests are specified';
    errors.push(invalid('spec.serviceAccountTokenInSecrets', spec['serviceAccountTokenInSecrets'], words));
  }
  return errors;
}

function tokenErrors(tokens: readonly Draft[]): FieldError[] {
  const seen = new Set<string>();
  return tokens.flatMap((token, at) => {
    const field = index('spec.tokenRequests', at);
    const audience = stringAt(token, 'audience');
    if (seen.has(audience)) return [duplicate(child(field, 'audience'), audience)];
    seen.add(audience);
    const seconds = numberAt(token, 'expirationSeconds');
    const where = child(field, 'expirationSeconds');
    if (seconds === undefined) return [];
    if (seconds < 600) return [invalid(where, seconds, 'may not specify a duration less than 10 minutes')];
    return seconds > 2 ** 32 ? [invalid(where, seconds, 'may not specify a duration larger than 2^32 seconds')] : [];
  });
}

export const csiNode: KindRules = {
  apiVersion,
  kind: 'CSINode',
  validate: validateNode,
  validateUpdate: (object, old) => [...validateNode(object), ...driverChanges(object, old)],
};

function validateNode(object: Draft): FieldError[] {
  const names = new Set<string>();
  const drivers = objectsAt(objectAt(object, 'spec'), 'drivers').flatMap((driver, at) => {
    const field = index('spec.drivers', at);
    const name = stringAt(driver, 'name');
    const repeated = names.has(name) ? [duplicate(child(field, 'name'), name)] : [];
    names.add(name);
    return [...nodeDriverErrors(driver, field), ...repeated];
  });
  return [...validateObjectMeta(object, false, subdomainName), ...drivers];
}

function nodeDriverErrors(driver: Draft, field: FieldPath): FieldError[] {
  const nodeId = stringAt(driver, 'nodeID');
  const errors = csiDriverName(stringAt(driver, 'name'), child(field, 'name'));
  if (nodeId === '') errors.push(required(child(field, 'nodeID')));
  if (nodeId.length > 256) errors.push(invalid(child(field, 'nodeID'), nodeId, 'must be 256 characters or less'));
  errors.push(...nonNegative(numberAt(objectAt(driver, 'allocatable'), 'count'), child(field, 'allocatable.count')));
  const keys = new Set<string>();
  for (const key of stringsAt(driver, 'topologyKeys')) {
    if (key === '') errors.push(required(field));
    if (keys.has(key)) errors.push(duplicate(field, key));
    keys.add(key);
    errors.push(...qualifiedName(key, field));
  }
  return errors;
}

function driverChanges(object: Draft, old: Draft): FieldError[] {
  const drivers = objectsAt(objectAt(object, 'spec'), 'drivers');
  const without = ({ allocatable: _, ...rest }: Draft): Draft => rest;
  return objectsAt(objectAt(old, 'spec'), 'drivers').flatMap((before) =>
    drivers
      .filter((driver) => stringAt(driver, 'name') === stringAt(before, 'name'))
      .flatMap((driver) =>
        sameJson(without(driver), without(before))
          ? []
          : [invalid('spec.drivers', driverAsGo(driver), 'field is immutable')],
      ),
  );
}

/** The internal type has no JSON names. */
function driverAsGo(driver: Draft): Draft {
  return {
    Name: stringAt(driver, 'name'),
    NodeID: stringAt(driver, 'nodeID'),
    TopologyKeys: Array.isArray(driver['topologyKeys']) ? stringsAt(driver, 'topologyKeys') : null,
    Allocatable: null,
  };
}

export const csiStorageCapacity: KindRules = {
  apiVersion,
  kind: 'CSIStorageCapacity',
  validate(object) {
    const className = stringAt(object, 'storageClassName');
    const capacity = quantityOf(object['capacity'] ?? '0');
    return [
      ...validateObjectMeta(object, true, subdomainName),
      ...labelSelectorErrors(optionalObject(object, 'nodeTopology'), 'nodeTopology'),
      ...invalidEach('storageClassName', className, dns1123SubdomainErrors(className)),
      ...(capacity && quantitySign(capacity) < 0 ? [invalid('capacity', object['capacity'], NOT_NEGATIVE)] : []),
    ];
  },
  validateUpdate: (object, old) => [
    ...validateObjectMetaUpdate(object, old),
    ...['nodeTopology', 'storageClassName'].flatMap((name) =>
      sameJson(object[name], old[name]) ? [] : [invalid(name, capacityFieldAsGo(object, name), 'field is immutable')],
    ),
  ],
  warnings: (object) => nodeLabelSelectorWarnings(optionalObject(object, 'nodeTopology'), 'nodeTopology'),
};

function capacityFieldAsGo(object: Draft, name: string): Json {
  return name === 'nodeTopology' ? labelSelectorAsGo(optionalObject(object, name)) : stringAt(object, name);
}

export const volumeAttachment: KindRules = {
  apiVersion,
  kind: 'VolumeAttachment',
  prepareForCreate(object) {
    object['status'] = { attached: false };
  },
  validate: validateAttachment,
  prepareForUpdate(object, old) {
    object['status'] = old['status'];
  },
  validateUpdate: (object, old) => [
    ...validateAttachment(object),
    ...(sameJson(object['spec'], old['spec'])
      ? []
      : [invalid('spec', attachmentAsGo(objectAt(object, 'spec')), 'field is immutable')]),
  ],
};

function attachmentAsGo(spec: Draft): Draft {
  const source = objectAt(spec, 'source');
  const PersistentVolumeName = source['persistentVolumeName'] ?? null;
  return {
    Attacher: stringAt(spec, 'attacher'),
    Source: { PersistentVolumeName, InlineVolumeSpec: null },
    NodeName: stringAt(spec, 'nodeName'),
  };
}

function validateAttachment(object: Draft): FieldError[] {
  const spec = objectAt(object, 'spec');
  const nodeName = stringAt(spec, 'nodeName');
  return [
    ...validateObjectMeta(object, false, subdomainName),
    ...csiDriverName(stringAt(spec, 'attacher'), 'spec.attacher'),
    ...attachmentSourceErrors(objectAt(spec, 'source')),
    ...invalidEach('spec.nodeName', nodeName, dns1123SubdomainErrors(nodeName)),
    ...['attachError', 'detachError'].flatMap((name) => {
      const code = numberAt(objectAt(objectAt(object, 'status'), name), 'errorCode');
      if (code === undefined || code >= 0) return [];
      return [invalid(`status.${name}.errorCode`, code, inclusiveRangeError(0, 2147483647))];
    }),
  ];
}

function attachmentSourceErrors(source: Draft): FieldError[] {
  const field = 'spec.source';
  const words = 'must specify exactly one of inlineVolumeSpec and persistentVolumeName';
  const inline = optionalObject(source, 'inlineVolumeSpec');
  const named = isSet(source, 'persistentVolumeName');
  const name = stringAt(source, 'persistentVolumeName');
  const at = child(field, 'persistentVolumeName');
  const errors: FieldError[] = [];
  if (!inline && !named) errors.push(required(field, words));
  else if (inline && named) errors.push(forbidden(field, words));
  else if (named && name === '') errors.push(required(at, 'must specify non empty persistentVolumeName'));
  else if (inline) errors.push(...persistentVolumeSpecErrors(inline, '', true, child(field, 'inlineVolumeSpec')));
  return named ? [...errors, ...invalidEach(at, name, dns1123SubdomainErrors(name))] : errors;
}
