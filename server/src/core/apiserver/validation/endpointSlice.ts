// EndpointSlice: addresses of the slice's family, ports, hints. Mirrors pkg/apis/discovery/validation (v1.36).
import { parseIp } from '../../kubernetes/ip.ts';
import { dns1123LabelErrors, dns1123SubdomainErrors, labelValueErrors } from '../../kubernetes/names.ts';
import type { Draft } from '../draft.ts';
import {
  isSet,
  objectAt,
  objectsAt,
  optionalObject,
  sameJson,
  setDefault,
  stringAt,
  stringMapAt,
  stringsAt,
} from '../draft.ts';
import { duplicate, invalid, notSupported, required, tooMany } from '../fieldErrors.ts';
import { child, type FieldPath, index } from '../fieldPath.ts';
import { validateImmutable, validateLabels, validateObjectMeta } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { dnsLabel, endpointIp, invalidEach, ipWarnings, legacyIp, oneOf, qualifiedName, strictIp } from './checks.ts';
import { PROTOCOLS } from './endpoints.ts';

export const endpointSlice: KindRules = {
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  countsGenerations: true,
  applyDefaults(object) {
    for (const port of objectsAt(object, 'ports')) {
      setDefault(port, 'name', '');
      setDefault(port, 'protocol', 'TCP');
    }
  },
  prepareForCreate: dropTopology,
  validate: (object) => validate(object, undefined),
  prepareForUpdate: dropTopology,
  validateUpdate: (object, old) => [
    ...validate(object, old),
    ...validateImmutable(stringAt(object, 'addressType'), stringAt(old, 'addressType'), 'addressType'),
  ],
  warnings: (object, old) => [
    ...(!old && stringAt(object, 'addressType') === 'FQDN' ? ['spec.addressType: FQDN endpoints are deprecated'] : []),
    ...addressWarnings(object),
  ],
};

const CONTROLLERS = ['endpointslice-controller.k8s.io', 'endpointslicemirroring-controller.k8s.io'];

/** Kubernetes' own controllers write no address that asks for a warning. */
function addressWarnings(object: Draft): string[] {
  const labels = stringMapAt(objectAt(object, 'metadata'), 'labels');
  if (CONTROLLERS.includes(labels['endpointslice.kubernetes.io/managed-by'] ?? '')) return [];
  return objectsAt(object, 'endpoints').flatMap((endpoint, e) =>
    stringsAt(endpoint, 'addresses').flatMap((address, a) => ipWarnings(address, `endpoints[${e}].addresses[${a}]`)),
  );
}

/** The v1 API takes the field but never stores it. */
function dropTopology(object: Draft): void {
  for (const endpoint of objectsAt(object, 'endpoints')) delete endpoint['deprecatedTopology'];
}

function validate(object: Draft, old: Draft | undefined): FieldError[] {
  const unchanged = old !== undefined && sameJson(old['endpoints'], object['endpoints']);
  return [
    ...validateObjectMeta(object, true, subdomainName),
    ...oneOf(stringAt(object, 'addressType'), 'addressType', ['FQDN', 'IPv4', 'IPv6']),
    ...portErrors(objectsAt(object, 'ports')),
    ...(unchanged ? [] : endpointListErrors(object)),
  ];
}

function portErrors(ports: readonly Draft[]): FieldError[] {
  if (ports.length > 20000) return [tooMany('ports', ports.length, 20000)];
  const names = new Set<string>();
  return ports.flatMap((port, at) => {
    const field = index('ports', at);
    const name = stringAt(port, 'name');
    const errors = name === '' ? [] : dnsLabel(name, child(field, 'name'));
    if (names.has(name)) errors.push(duplicate(child(field, 'name'), name));
    names.add(name);
    errors.push(...protocolErrors(port, child(field, 'protocol')));
    if (isSet(port, 'appProtocol')) {
      errors.push(...qualifiedName(stringAt(port, 'appProtocol'), child(field, 'appProtocol')));
    }
    return errors;
  });
}

function protocolErrors(port: Draft, field: FieldPath): FieldError[] {
  const protocol = stringAt(port, 'protocol');
  return PROTOCOLS.includes(protocol) ? [] : [notSupported(field, protocol, PROTOCOLS)];
}

function endpointListErrors(object: Draft): FieldError[] {
  const endpoints = objectsAt(object, 'endpoints');
  if (endpoints.length > 1000) return [tooMany('endpoints', endpoints.length, 1000)];
  const type = stringAt(object, 'addressType');
  return endpoints.flatMap((endpoint, at) => endpointErrors(endpoint, type, index('endpoints', at)));
}

function endpointErrors(endpoint: Draft, type: string, field: FieldPath): FieldError[] {
  const addresses = stringsAt(endpoint, 'addresses');
  const at = child(field, 'addresses');
  const errors: FieldError[] = [];
  if (addresses.length === 0) errors.push(required(at, 'must contain at least 1 address'));
  else if (addresses.length > 100) errors.push(tooMany(at, addresses.length, 100));
  errors.push(...addresses.flatMap((address, a) => addressErrors(address, type, at, index(at, a))));
  const nodeName = stringAt(endpoint, 'nodeName');
  if (isSet(endpoint, 'nodeName')) {
    errors.push(...invalidEach(child(field, 'nodeName'), nodeName, dns1123SubdomainErrors(nodeName)));
  }
  const topology = stringMapAt(endpoint, 'deprecatedTopology');
  errors.push(...validateLabels(topology, child(field, 'deprecatedTopology')));
  if (isSet(endpoint, 'hostname')) errors.push(...dnsLabel(stringAt(endpoint, 'hostname'), child(field, 'hostname')));
  return [...errors, ...hintErrors(optionalObject(endpoint, 'hints'), child(field, 'hints'))];
}

function addressErrors(address: string, type: string, list: FieldPath, field: FieldPath): FieldError[] {
  switch (type) {
    case 'IPv4':
      return familyErrors(address, legacyIp(address, field), true, list, field);
    case 'IPv6':
      return familyErrors(address, strictIp(address, field), false, list, field);
    case 'FQDN':
      return domainErrors(address, field);
    default:
      return [];
  }
}

function familyErrors(
  address: string,
  errors: FieldError[],
  is4: boolean,
  list: FieldPath,
  field: FieldPath,
): FieldError[] {
  if (errors.length > 0) return errors;
  const words = is4 ? 'must be an IPv4 address' : 'must be an IPv6 address';
  const fits = parseIp(address)?.is4 === is4;
  return [...(fits ? [] : [invalid(list, address, words)]), ...endpointIp(address, field)];
}

/** `IsFullyQualifiedDomainName`. */
function domainErrors(name: string, field: FieldPath): FieldError[] {
  if (name === '') return [required(field)];
  const bare = name.replace(/\.$/, '');
  const errors = dns1123SubdomainErrors(bare);
  if (errors.length > 0) return [invalid(field, bare, errors.join(','))];
  const labels = bare.split('.');
  if (labels.length < 2)
    return [invalid(field, bare, 'should be a domain with at least two segments separated by dots')];
  return labels.flatMap((label) => {
    const wrong = dns1123LabelErrors(label);
    return wrong.length > 0 ? [invalid(field, label, wrong.join(','))] : [];
  });
}

function hintErrors(hints: Draft | undefined, field: FieldPath): FieldError[] {
  return [
    ...namedHints(objectsAt(hints, 'forZones'), child(field, 'forZones'), labelValueErrors),
    ...namedHints(objectsAt(hints, 'forNodes'), child(field, 'forNodes'), dns1123SubdomainErrors),
  ];
}

function namedHints(hints: readonly Draft[], field: FieldPath, rule: (name: string) => string[]): FieldError[] {
  if (hints.length > 8) return [tooMany(field, hints.length, 8)];
  const seen = new Set<string>();
  return hints.flatMap((hint, at) => {
    const name = stringAt(hint, 'name');
    const path = child(index(field, at), 'name');
    const repeated = seen.has(name) ? [duplicate(path, name)] : [];
    seen.add(name);
    return [...repeated, ...invalidEach(path, name, rule(name))];
  });
}
