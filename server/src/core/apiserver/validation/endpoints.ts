// Endpoints: addresses and ports of subsets. Mirrors ValidateEndpoints and pkg/registry/core/endpoint (v1.36).
import { dns1123SubdomainErrors, portNumberErrors } from '../../kubernetes/names.ts';
import type { Draft } from '../draft.ts';
import { isSet, numberAt, objectAt, objectsAt, sameJson, setDefaultIfZero, stringAt, stringMapAt } from '../draft.ts';
import { required } from '../fieldErrors.ts';
import { child, type FieldPath, index } from '../fieldPath.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { dnsLabel, endpointIp, invalidEach, ipWarnings, legacyIp, oneOf, qualifiedName } from './checks.ts';

export const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

export const endpoints: KindRules = {
  apiVersion: 'v1',
  kind: 'Endpoints',
  applyDefaults(object) {
    for (const subset of objectsAt(object, 'subsets')) {
      for (const port of objectsAt(subset, 'ports')) setDefaultIfZero(port, 'protocol', 'TCP');
    }
  },
  validate: (object) => validate(object, undefined),
  validateUpdate: (object, old) => [...validateObjectMetaUpdate(object, old), ...validate(object, old)],
  warnings: addressWarnings,
};

function validate(object: Draft, old: Draft | undefined): FieldError[] {
  const unchanged = old !== undefined && sameJson(old['subsets'], object['subsets']);
  const subsets = unchanged
    ? []
    : objectsAt(object, 'subsets').flatMap((s, at) => subsetErrors(s, index('subsets', at)));
  return [...validateObjectMeta(object, true, subdomainName), ...subsets];
}

function subsetErrors(subset: Draft, field: FieldPath): FieldError[] {
  const lists = ['addresses', 'notReadyAddresses'];
  const ports = objectsAt(subset, 'ports');
  const empty = lists.every((list) => objectsAt(subset, list).length === 0);
  return [
    ...(empty ? [required(field, 'must specify `addresses` or `notReadyAddresses`')] : []),
    ...lists.flatMap((list) =>
      objectsAt(subset, list).flatMap((address, at) => addressErrors(address, index(child(field, list), at))),
    ),
    ...ports.flatMap((port, at) => portErrors(port, ports.length > 1, index(child(field, 'ports'), at))),
  ];
}

function addressErrors(address: Draft, field: FieldPath): FieldError[] {
  const ip = stringAt(address, 'ip');
  const hostname = stringAt(address, 'hostname');
  const nodeName = stringAt(address, 'nodeName');
  return [
    ...legacyIp(ip, child(field, 'ip')),
    ...(hostname === '' ? [] : dnsLabel(hostname, child(field, 'hostname'))),
    ...(isSet(address, 'nodeName')
      ? invalidEach(child(field, 'nodeName'), nodeName, dns1123SubdomainErrors(nodeName))
      : []),
    ...endpointIp(ip, child(field, 'ip')),
  ];
}

function portErrors(port: Draft, nameRequired: boolean, field: FieldPath): FieldError[] {
  const name = stringAt(port, 'name');
  const number = numberAt(port, 'port') ?? 0;
  const nameErrors = name !== '' ? dnsLabel(name, child(field, 'name')) : [];
  return [
    ...(name === '' && nameRequired ? [required(child(field, 'name'))] : nameErrors),
    ...invalidEach(child(field, 'port'), number, portNumberErrors(number)),
    ...oneOf(stringAt(port, 'protocol'), child(field, 'protocol'), PROTOCOLS),
    ...(isSet(port, 'appProtocol') ? qualifiedName(stringAt(port, 'appProtocol'), child(field, 'appProtocol')) : []),
  ];
}

function addressWarnings(object: Draft): string[] {
  const managedBy = 'endpoints.kubernetes.io/managed-by';
  if (stringMapAt(objectAt(object, 'metadata'), 'labels')[managedBy] === 'endpoint-controller') return [];
  return objectsAt(object, 'subsets').flatMap((subset, s) =>
    ['addresses', 'notReadyAddresses'].flatMap((list) =>
      objectsAt(subset, list).flatMap((address, a) =>
        ipWarnings(stringAt(address, 'ip'), `subsets[${s}].${list}[${a}].ip`),
      ),
    ),
  );
}
