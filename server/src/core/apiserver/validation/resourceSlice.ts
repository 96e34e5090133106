// ResourceSlice: the devices that a driver offers, and on which nodes. Mirrors pkg/apis/resource/validation and
// pkg/registry/resource/resourceslice/strategy.go (v1.36; list attributes and node-allocatable mappings are off there).
import { goQuote } from '../../kubernetes/goText.ts';
import { dns1123SubdomainErrors } from '../../kubernetes/names.ts';
import type { Draft } from '../draft.ts';
import { isSet, numberAt, objectAt, objectsAt, optionalObject, stringAt } from '../draft.ts';
import { invalid, required } from '../fieldErrors.ts';
import { validateImmutable, validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { invalidEach } from './checks.ts';
import { counterSetErrors, deviceErrors } from './devices/device.ts';
import { setErrors } from './devices/lists.ts';
import { poolNameErrors } from './devices/names.ts';
import { nodeSelectorErrors } from './nodeSelector.ts';
import { csiDriverName } from './persistentVolumeSources.ts';
import { internalObject } from './pod/internalObject.ts';

const MOST_DEVICES = 128;
/** Where a device has taints or takes from counters. */
const MOST_ADVANCED_DEVICES = 64;
const MOST_COUNTER_SETS = 8;

export const resourceSlice: KindRules = {
  apiVersion: 'resource.k8s.io/v1',
  kind: 'ResourceSlice',
  countsGenerations: true,
  prepareForCreate: dropDisabledFields,
  validate: (object) => [...validateObjectMeta(object, false, subdomainName), ...specErrors(objectAt(object, 'spec'))],
  prepareForUpdate: dropDisabledFields,
  validateUpdate: (object, old) => [
    ...validateObjectMetaUpdate(object, old),
    ...specErrors(objectAt(object, 'spec'), objectAt(old, 'spec')),
  ],
  warnings(object) {
    const driver = stringAt(objectAt(object, 'spec'), 'driver');
    if (driver === driver.toLowerCase()) return [];
    return [`spec.driver: driver names should be lowercase; ${goQuote(driver)} contains uppercase characters`];
  },
};

function dropDisabledFields(object: Draft): void {
  for (const device of objectsAt(objectAt(object, 'spec'), 'devices')) {
    delete device['nodeAllocatableResourceMappings'];
    const attributes = objectAt(device, 'attributes');
    for (const name of Object.keys(attributes)) {
      const attribute = objectAt(attributes, name);
      for (const list of ['ints', 'bools', 'strings', 'versions']) delete attribute[list];
    }
  }
}

function specErrors(spec: Draft, old?: Draft): FieldError[] {
  const errors = [
    ...csiDriverName(stringAt(spec, 'driver'), 'spec.driver'),
    ...poolErrors(objectAt(spec, 'pool')),
    ...(old ? immutableErrors(spec, old) : []),
    ...nodeErrors(spec),
  ];
  if (Array.isArray(spec['sharedCounters']) && Array.isArray(spec['devices'])) {
    errors.push(invalid('spec', '', 'only one of `sharedCounters` or `devices` is allowed'));
  }
  const nameOf = (item: Draft): string => stringAt(item, 'name');
  const devices = objectsAt(spec, 'devices');
  const before = objectsAt(old, 'devices');
  const perDevice = spec['perDeviceNodeSelection'] === true;
  return [
    ...errors,
    ...setErrors(devices, mostDevices(devices), 'spec.devices', nameOf, (device, at) => {
      const known = before.find((other) => nameOf(other) === nameOf(device));
      return deviceErrors(device, known, perDevice, at);
    }),
    ...setErrors(objectsAt(spec, 'sharedCounters'), MOST_COUNTER_SETS, 'spec.sharedCounters', nameOf, (set, at) =>
      counterSetErrors(set, 'name', at),
    ),
  ];
}

function mostDevices(devices: readonly Draft[]): number {
  const advanced = devices.some((device) =>
    ['taints', 'consumesCounters'].some((name) => objectsAt(device, name).length > 0),
  );
  return advanced ? MOST_ADVANCED_DEVICES : MOST_DEVICES;
}

function poolErrors(pool: Draft): FieldError[] {
  const count = numberAt(pool, 'resourceSliceCount') ?? 0;
  const generation = numberAt(pool, 'generation') ?? 0;
  const errors = poolNameErrors(stringAt(pool, 'name'), 'spec.pool.name');
  if (count <= 0) errors.push(invalid('spec.pool.resourceSliceCount', count, 'must be greater than zero'));
  if (generation < 0) {
    errors.push(invalid('spec.pool.generation', generation, 'must be greater than or equal to zero'));
  }
  return errors;
}

function immutableErrors(spec: Draft, old: Draft): FieldError[] {
  const poolName = (of: Draft): string => stringAt(objectAt(of, 'pool'), 'name');
  return [
    ...validateImmutable(poolName(spec), poolName(old), 'spec.pool.name'),
    ...validateImmutable(stringAt(spec, 'driver'), stringAt(old, 'driver'), 'spec.driver'),
    ...validateImmutable(spec['nodeName'] ?? null, old['nodeName'] ?? null, 'spec.nodeName'),
  ];
}

/** Which nodes can use the devices: said in exactly one way. */
function nodeErrors(spec: Draft): FieldError[] {
  const set: string[] = [];
  const errors: FieldError[] = [];
  if (isSet(spec, 'nodeName')) {
    const name = stringAt(spec, 'nodeName');
    if (name !== '') set.push('`nodeName`');
    const wrong = name === '' ? ['must be either unset or set to a non-empty string'] : dns1123SubdomainErrors(name);
    errors.push(...invalidEach('spec.nodeName', name, wrong));
  }
  const selector = optionalObject(spec, 'nodeSelector');
  if (selector) {
    set.push('`nodeSelector`');
    errors.push(...nodeSelectorErrors(selector, 'spec.nodeSelector'));
    if (objectsAt(selector, 'nodeSelectorTerms').length !== 1) {
      const terms = internalObject('core.NodeSelector', selector)['NodeSelectorTerms'];
      const words = 'must have exactly one node selector term';
      errors.push(invalid('spec.nodeSelector.nodeSelectorTerms', terms, words));
    }
  }
  for (const name of ['allNodes', 'perDeviceNodeSelection']) {
    if (spec[name] === true) set.push(`\`${name}\``);
    if (spec[name] === false) errors.push(invalid(`spec.${name}`, false, 'must be either unset or set to true'));
  }
  const words = 'exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required';
  if (set.length === 0) errors.push(required('spec', words));
  if (set.length > 1) errors.push(invalid('spec', `{${set.join(', ')}}`, `${words}, but multiple fields are set`));
  return errors;
}
