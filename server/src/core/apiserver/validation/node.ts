// Node: taints, pod CIDRs, capacity. Mirrors ValidateNode and pkg/registry/core/node (v1.36).
import { goQuote } from '../../kubernetes/goText.ts';
import { parseCidr } from '../../kubernetes/ip.ts';
import { labelValueErrors } from '../../kubernetes/names.ts';
import type { Draft } from '../draft.ts';
import { isSet, objectAt, objectsAt, optionalObject, stringAt, stringsAt } from '../draft.ts';
import { duplicate, forbidden, internalError, invalid, notSupported, required } from '../fieldErrors.ts';
import { child, type FieldPath, index } from '../fieldPath.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import { resourceAmounts, resourceQuantityErrors, roundToMilli } from '../resourceNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { cidrWarnings, legacyCidr, qualifiedName } from './checks.ts';
import { internalObject } from './pod/internalObject.ts';

export const node: KindRules = {
  apiVersion: 'v1',
  kind: 'Node',
  applyDefaults(object) {
    const status = optionalObject(object, 'status');
    const capacity = optionalObject(status, 'capacity');
    if (status && capacity && !isSet(status, 'allocatable')) status['allocatable'] = { ...capacity };
    if (status) roundToMilli(status, ['capacity', 'allocatable']);
    const spec = optionalObject(object, 'spec');
    if (spec) syncPodCidrs(spec);
  },
  prepareForCreate(object) {
    const spec = optionalObject(object, 'spec');
    if (spec) delete spec['configSource'];
    const status = optionalObject(object, 'status');
    if (status) delete status['config'];
  },
  validate,
  prepareForUpdate(object, old) {
    object['status'] = old['status'];
    const spec = optionalObject(object, 'spec');
    if (spec && !isSet(objectAt(old, 'spec'), 'configSource')) delete spec['configSource'];
  },
  validateUpdate,
  warnings: (object) => [
    ...(isSet(objectAt(object, 'spec'), 'configSource') ? ['spec.configSource: the feature is removed'] : []),
    ...(stringAt(objectAt(object, 'spec'), 'externalID') === ''
      ? []
      : ['spec.externalID: this field is deprecated, and is unused by Kubernetes']),
    ...stringsAt(objectAt(object, 'spec'), 'podCIDRs').flatMap((cidr, at) =>
      cidrWarnings(cidr, `spec.podCIDRs[${at}]`),
    ),
  ],
};

/** pkg/apis/core/v1 conversion: `podCIDR` is the first of `podCIDRs`. */
function syncPodCidrs(spec: Draft): void {
  const single = stringAt(spec, 'podCIDR');
  const list = stringsAt(spec, 'podCIDRs');
  if (single !== '' && single !== (list[0] ?? '')) spec['podCIDRs'] = [single];
  else if (single === '' && list.length > 0) spec['podCIDR'] = list[0] ?? '';
}

function validate(object: Draft): FieldError[] {
  return [
    ...validateObjectMeta(object, false, subdomainName),
    ...taintErrors(objectsAt(objectAt(object, 'spec'), 'taints'), 'metadata.taints'),
    ...amountErrors(object),
    ...featureErrors(stringsAt(objectAt(object, 'status'), 'declaredFeatures')),
    ...podCidrErrors(stringsAt(objectAt(object, 'spec'), 'podCIDRs')),
  ];
}

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

function taintErrors(taints: readonly Draft[], field: FieldPath): FieldError[] {
  const seen = new Set<string>();
  return taints.flatMap((taint, at) => {
    const path = index(field, at);
    const [name, value, effect] = [stringAt(taint, 'key'), stringAt(taint, 'value'), stringAt(taint, 'effect')];
    const errors = qualifiedName(name, child(path, 'key'));
    const valueErrors = labelValueErrors(value);
    if (valueErrors.length > 0) errors.push(invalid(child(path, 'value'), value, valueErrors.join(';')));
    if (effect === '') errors.push(required(child(path, 'effect')));
    else if (!EFFECTS.includes(effect)) errors.push(notSupported(child(path, 'effect'), effect, EFFECTS));
    const pair = `${effect}\n${name}`;
    if (seen.has(pair)) {
      const { reason, message } = duplicate(path, internalObject('core.Taint', taint));
      errors.push({ reason, field: path, message: `${message}: taints must be unique by key and effect pair` });
    }
    seen.add(pair);
    return errors;
  });
}

function amountErrors(object: Draft): FieldError[] {
  return ['capacity', 'allocatable'].flatMap((list) =>
    resourceAmounts(objectAt(object, 'status'), list).flatMap(({ name, quantity, text }) =>
      resourceQuantityErrors(name, quantity, text, `status.${list}.${name}`),
    ),
  );
}

const FEATURE = /^[A-Z][a-zA-Z0-9]*(\/[a-zA-Z][a-zA-Z0-9]*)*$/;

function featureErrors(features: readonly string[]): FieldError[] {
  return features.flatMap((feature, at) => {
    const field = index('status.declaredFeatures', at);
    const next = features[at + 1];
    const errors: FieldError[] = [];
    if (!FEATURE.test(feature)) {
      const words =
        "must start with an UpperCamelCase segment, with subsequent segments separated by '/' (e.g., MyFeature or MyFeature/mySubFeature), and contain only alphanumeric characters and slashes";
      errors.push(invalid(field, feature, `invalid feature name ${goQuote(feature)}: ${words}`));
    }
    if (next === undefined || feature < next) return errors;
    const after = index('status.declaredFeatures', at + 1);
    errors.push(feature === next ? duplicate(after, next) : invalid(after, next, 'list must be sorted alphabetically'));
    return errors;
  });
}

function podCidrErrors(cidrs: readonly string[]): FieldError[] {
  const field = 'spec.podCIDRs';
  const errors = cidrs.flatMap((cidr, at) => legacyCidr(cidr, index(field, at)));
  if (cidrs.length < 2) return errors;
  const ranges = cidrs.map(parseCidr);
  const broken = ranges.indexOf(undefined);
  if (broken >= 0) {
    const words = `invalid CIDR[${broken}]: <nil> (invalid CIDR address: ${cidrs[broken]})`;
    errors.push(internalError(field, `invalid PodCIDRs. failed to check with dual stack with error:${words}`));
  }
  const families = new Set(ranges.map((range) => range?.address.is4));
  if (broken >= 0 || families.size < 2 || cidrs.length > 2) {
    errors.push(invalid(field, [...cidrs], 'may specify no more than one CIDR for each IP family'));
  }
  return errors;
}

function addressErrors(addresses: readonly Draft[]): FieldError[] {
  const seen = new Set<string>();
  return addresses.flatMap((address, at) => {
    const shown = internalObject('core.NodeAddress', address);
    const same = JSON.stringify(shown);
    if (seen.has(same)) return [duplicate(index('status.addresses', at), shown)];
    seen.add(same);
    return [];
  });
}

function validateUpdate(object: Draft, old: Draft): FieldError[] {
  const spec = objectAt(object, 'spec');
  const before = objectAt(old, 'spec');
  const errors = [
    ...validateObjectMetaUpdate(object, old),
    ...addressErrors(objectsAt(objectAt(object, 'status'), 'addresses')),
    ...amountErrors(object),
    ...featureErrors(stringsAt(objectAt(object, 'status'), 'declaredFeatures')),
  ];
  const cidrs = stringsAt(before, 'podCIDRs');
  if (cidrs.length > 0 && cidrs.join() !== stringsAt(spec, 'podCIDRs').join()) {
    errors.push(forbidden('spec.podCIDRs', 'node updates may not change podCIDR except from "" to valid'));
  }
  const provider = stringAt(before, 'providerID');
  if (provider !== '' && provider !== stringAt(spec, 'providerID')) {
    errors.push(forbidden('spec.providerID', 'node updates may not change providerID except from "" to valid'));
  }
  errors.push(...taintErrors(objectsAt(spec, 'taints'), 'metadata.taints'));
  if (stringAt(spec, 'externalID') !== stringAt(before, 'externalID')) {
    errors.push(forbidden('spec.externalID', 'may not be updated'));
  }
  return errors;
}
