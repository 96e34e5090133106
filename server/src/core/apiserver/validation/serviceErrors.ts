// What a Service's spec may hold. Mirrors validateService and its helpers in pkg/apis/core/validation (v1.36).
import { parseIp } from '../../kubernetes/ip.ts';
import { dns1123SubdomainErrors, portNumberErrors } from '../../kubernetes/names.ts';
import type { Draft } from '../draft.ts';
import { isSet, numberAt, objectAt, objectsAt, stringAt, stringMapAt, stringsAt } from '../draft.ts';
import { duplicate, forbidden, invalid, notSupported, required, textNotSupported } from '../fieldErrors.ts';
import { child, type FieldPath, index, key } from '../fieldPath.ts';
import { validateLabels } from '../objectMeta.ts';
import type { FieldError } from '../types.ts';
import {
  dnsLabel,
  endpointIp,
  invalidEach,
  legacyCidr,
  legacyIp,
  oneOf,
  portNumberOrName,
  qualifiedName,
} from './checks.ts';
import { PROTOCOLS } from './endpoints.ts';

/** What stands where the server would choose an address or a port. */
export const ALLOCATED = '<allocated>';

/** `apiservice.ExternallyAccessible`. */
export function externallyAccessible(spec: Draft): boolean {
  const type = stringAt(spec, 'type');
  if (type === 'LoadBalancer' || type === 'NodePort') return true;
  return type === 'ClusterIP' && stringsAt(spec, 'externalIPs').length > 0;
}

export function needsHealthCheck(spec: Draft): boolean {
  return stringAt(spec, 'type') === 'LoadBalancer' && stringAt(spec, 'externalTrafficPolicy') === 'Local';
}

export function needsNodePorts(spec: Draft): boolean {
  return ['NodePort', 'LoadBalancer'].includes(stringAt(spec, 'type'));
}

export function isHeadless(spec: Draft): boolean {
  const ips = stringsAt(spec, 'clusterIPs');
  return ips.length === 1 && ips[0] === 'None';
}

/** Errors of a Service but those of its metadata. */
export function serviceErrors(object: Draft, old: Draft | undefined): FieldError[] {
  const spec = objectAt(object, 'spec');
  const before = old && objectAt(old, 'spec');
  return [
    ...topologyErrors(object),
    ...typeErrors(spec),
    ...portListErrors(spec),
    ...(isSet(spec, 'selector') ? validateLabels(stringMapAt(spec, 'selector'), 'spec.selector') : []),
    ...affinityErrors(spec),
    ...clusterIpErrors(spec, before),
    ...externalIpErrors(spec, before),
    ...oneOf(stringAt(spec, 'type'), 'spec.type', ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort']),
    ...nodePortErrors(spec),
    ...sourceRangeErrors(object, spec, before),
    ...loadBalancerErrors(spec),
    ...trafficErrors(spec),
  ];
}

function topologyErrors(object: Draft): FieldError[] {
  const annotations = stringMapAt(objectAt(object, 'metadata'), 'annotations');
  const hints = 'service.kubernetes.io/topology-aware-hints';
  const mode = 'service.kubernetes.io/topology-mode';
  const [old, now] = [annotations[hints], annotations[mode]];
  if (old === undefined || now === undefined || old === now) return [];
  return [invalid(key('metadata.annotations', mode), now, `must match annotations[${hints}] when both are specified`)];
}

function typeErrors(spec: Draft): FieldError[] {
  const type = stringAt(spec, 'type');
  const errors: FieldError[] = [];
  if (objectsAt(spec, 'ports').length === 0 && !isHeadless(spec) && type !== 'ExternalName') {
    errors.push(required('spec.ports'));
  }
  if (isHeadless(spec) && (type === 'LoadBalancer' || type === 'NodePort')) {
    errors.push(invalid('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${type} services`));
  }
  return type === 'ExternalName' ? [...errors, ...externalNameErrors(spec)] : errors;
}

function externalNameErrors(spec: Draft): FieldError[] {
  const words = 'may not be set for ExternalName services';
  const errors: FieldError[] = [];
  if (stringsAt(spec, 'clusterIPs').length > 0) errors.push(forbidden('spec.clusterIPs', words));
  if (stringsAt(spec, 'ipFamilies').length > 0) errors.push(forbidden('spec.ipFamilies', words));
  if (isSet(spec, 'ipFamilyPolicy')) errors.push(forbidden('spec.ipFamilyPolicy', words));
  const name = stringAt(spec, 'externalName').replace(/\.$/, '');
  if (name === '') return [...errors, required('spec.externalName')];
  return [...errors, ...invalidEach('spec.externalName', name, dns1123SubdomainErrors(name))];
}

function portListErrors(spec: Draft): FieldError[] {
  const ports = objectsAt(spec, 'ports');
  const names = new Set<string>();
  const pairs = new Set<string>();
  const each = ports.flatMap((port, at) => portErrors(port, ports.length > 1, names, index('spec.ports', at)));
  const repeated = ports.flatMap((port, at) => {
    const protocol = stringAt(port, 'protocol');
    const number = numberAt(port, 'port') ?? 0;
    const pair = `${protocol}/${number}`;
    if (!pairs.has(pair)) {
      pairs.add(pair);
      return [];
    }
    return [duplicate(index('spec.ports', at), portAsGo(protocol, number))];
  });
  return [...each, ...repeated];
}

/** The key of the server's set of ports: an internal type with all its fields. */
function portAsGo(protocol: string, port: number): Draft {
  return { Name: '', Protocol: protocol, AppProtocol: null, Port: port, TargetPort: 0, NodePort: 0 };
}

function portErrors(port: Draft, nameRequired: boolean, names: Set<string>, field: FieldPath): FieldError[] {
  const name = stringAt(port, 'name');
  const number = numberAt(port, 'port') ?? 0;
  const errors: FieldError[] = [];
  if (name === '' && nameRequired) errors.push(required(child(field, 'name')));
  if (name !== '') {
    errors.push(...dnsLabel(name, child(field, 'name')));
    if (names.has(name)) errors.push(duplicate(child(field, 'name'), name));
    names.add(name);
  }
  errors.push(...invalidEach(child(field, 'port'), number, portNumberErrors(number)));
  errors.push(...oneOf(stringAt(port, 'protocol'), child(field, 'protocol'), PROTOCOLS));
  errors.push(...portNumberOrName(port['targetPort'], child(field, 'targetPort')));
  if (!isSet(port, 'appProtocol')) return errors;
  return [...errors, ...qualifiedName(stringAt(port, 'appProtocol'), child(field, 'appProtocol'))];
}

const LONGEST_AFFINITY = 86400;

function affinityErrors(spec: Draft): FieldError[] {
  const affinity = stringAt(spec, 'sessionAffinity');
  const errors = oneOf(affinity, 'spec.sessionAffinity', ['ClientIP', 'None']);
  if (affinity !== 'ClientIP') return errors;
  const seconds = numberAt(objectAt(objectAt(spec, 'sessionAffinityConfig'), 'clientIP'), 'timeoutSeconds');
  if (seconds === undefined || (seconds > 0 && seconds <= LONGEST_AFFINITY)) return errors;
  const words = `must be greater than 0 and less than ${LONGEST_AFFINITY}`;
  return [...errors, invalid('spec.sessionAffinityConfig.clientIP.timeoutSeconds', seconds, words)];
}

const FAMILIES = ['IPv4', 'IPv6'];
const FAMILY_POLICIES = ['PreferDualStack', 'RequireDualStack', 'SingleStack'];

/** `ValidateServiceClusterIPsRelatedFields`. */
export function clusterIpErrors(spec: Draft, before: Draft | undefined): FieldError[] {
  if (stringAt(spec, 'type') === 'ExternalName') return [];
  const field = 'spec.clusterIPs';
  const ips = stringsAt(spec, 'clusterIPs');
  const errors = [...pairErrors(spec, ips, field), ...familyErrors(spec)];
  const wrong: FieldError[] = [];
  if (ips[0] === 'None' && ips.length > 1) {
    wrong.push(invalid(field, ips, "'None' must be the first and only value"));
  }
  for (const [at, ip] of ips.entries()) {
    if ((at === 0 && ip === 'None') || ip === ALLOCATED) continue;
    wrong.push(...legacyIp(ip, index(field, at), stringsAt(before, 'clusterIPs')));
  }
  errors.push(...wrong);
  if (ips.length > 2) errors.push(invalid(field, ips, 'may only hold up to 2 values'));
  if (wrong.length > 0) return errors;
  const is4 = ips.map((ip) => parseIp(ip)?.is4);
  if (ips.length > 1 && !(ips.length === 2 && is4[0] !== is4[1])) {
    errors.push(invalid(field, ips, 'may specify no more than one IP for each IP family'));
  }
  return isHeadless(spec) ? errors : [...errors, ...familyMatchErrors(spec, ips, field)];
}

function pairErrors(spec: Draft, ips: readonly string[], field: FieldPath): FieldError[] {
  const one = stringAt(spec, 'clusterIP');
  if (one === '') {
    return ips.length > 0 ? [invalid(field, [...ips], 'must be empty when `clusterIP` is not specified')] : [];
  }
  if (ips.length === 0) return [required(field)];
  return ips[0] === one ? [] : [invalid(field, [...ips], 'first value must match `clusterIP`')];
}

function familyErrors(spec: Draft): FieldError[] {
  const families = stringsAt(spec, 'ipFamilies');
  const policy = stringAt(spec, 'ipFamilyPolicy');
  const errors = families.flatMap((family, at) => {
    const field = index('spec.ipFamilies', at);
    const unknown = FAMILIES.includes(family) ? [] : [notSupported(field, family, FAMILIES)];
    return families.indexOf(family) < at ? [...unknown, duplicate(field, family)] : unknown;
  });
  if (!isSet(spec, 'ipFamilyPolicy') || FAMILY_POLICIES.includes(policy)) return errors;
  return [...errors, notSupported('spec.ipFamilyPolicy', policy, FAMILY_POLICIES)];
}

function familyMatchErrors(spec: Draft, ips: readonly string[], field: FieldPath): FieldError[] {
  const families = stringsAt(spec, 'ipFamilies');
  return ips.flatMap((ip, at) => {
    const family = families[at];
    const is4 = parseIp(ip)?.is4 ?? true;
    const fits = family === undefined || (family === 'IPv4' ? is4 : family !== 'IPv6' || !is4);
    if (fits) return [];
    return [invalid(index(field, at), ip, `expected an ${family} value as indicated by \`ipFamilies[${at}]\``)];
  });
}

function externalIpErrors(spec: Draft, before: Draft | undefined): FieldError[] {
  return stringsAt(spec, 'externalIPs').flatMap((ip, at) => {
    const field = index('spec.externalIPs', at);
    const errors = legacyIp(ip, field, stringsAt(before, 'externalIPs'));
    return errors.length > 0 ? errors : endpointIp(ip, field);
  });
}

function nodePortErrors(spec: Draft): FieldError[] {
  if (stringAt(spec, 'type') !== 'ClusterIP') return [];
  return objectsAt(spec, 'ports').flatMap((port, at) =>
    (numberAt(port, 'nodePort') ?? 0) === 0
      ? []
      : [forbidden(`spec.ports[${at}].nodePort`, "may not be used when `type` is 'ClusterIP'")],
  );
}

const BALANCED_ONLY = "may only be used when `type` is 'LoadBalancer'";
const RANGES_ANNOTATION = 'service.beta.kubernetes.io/load-balancer-source-ranges';

function sourceRangeErrors(object: Draft, spec: Draft, before: Draft | undefined): FieldError[] {
  const ranges = stringsAt(spec, 'loadBalancerSourceRanges');
  const balanced = stringAt(spec, 'type') === 'LoadBalancer';
  if (ranges.length > 0) {
    const field = 'spec.LoadBalancerSourceRanges';
    const valid = stringsAt(before, 'loadBalancerSourceRanges').map((range) => range.trim());
    const wrong = ranges.flatMap((range, at) => legacyCidr(range.trim(), index(field, at), valid));
    return balanced ? wrong : [forbidden(field, BALANCED_ONLY), ...wrong];
  }
  const annotated = stringMapAt(objectAt(object, 'metadata'), 'annotations')[RANGES_ANNOTATION];
  if (annotated === undefined) return [];
  const field = key('metadata.annotations', RANGES_ANNOTATION);
  const listed = annotated.trim() === '' ? [] : annotated.split(',');
  const wrong = listed.flatMap((range) => legacyCidr(range.trim(), field));
  return balanced ? wrong : [forbidden(field, BALANCED_ONLY), ...wrong];
}

function loadBalancerErrors(spec: Draft): FieldError[] {
  const balanced = stringAt(spec, 'type') === 'LoadBalancer';
  const errors: FieldError[] = [];
  if (isSet(spec, 'allocateLoadBalancerNodePorts') && !balanced) {
    errors.push(forbidden('spec.allocateLoadBalancerNodePorts', BALANCED_ONLY));
  }
  return [...errors, ...loadBalancerClassErrors(spec, balanced)];
}

export function loadBalancerClassErrors(spec: Draft, balanced: boolean): FieldError[] {
  const field = 'spec.loadBalancerClass';
  if (!isSet(spec, 'loadBalancerClass')) return [];
  return balanced ? qualifiedName(stringAt(spec, 'loadBalancerClass'), field) : [forbidden(field, BALANCED_ONLY)];
}

const DISTRIBUTIONS = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];

function trafficErrors(spec: Draft): FieldError[] {
  const distribution = stringAt(spec, 'trafficDistribution');
  const errors = [...externalPolicyErrors(spec), ...healthCheckErrors(spec), ...internalPolicyErrors(spec)];
  if (!isSet(spec, 'trafficDistribution') || DISTRIBUTIONS.includes(distribution)) return errors;
  return [...errors, textNotSupported('spec.trafficDistribution', distribution, DISTRIBUTIONS)];
}

function externalPolicyErrors(spec: Draft): FieldError[] {
  const field = 'spec.externalTrafficPolicy';
  const policy = stringAt(spec, 'externalTrafficPolicy');
  if (externallyAccessible(spec)) return oneOf(policy, field, ['Cluster', 'Local']);
  return policy === '' ? [] : [invalid(field, policy, 'may only be set for externally-accessible services')];
}

function healthCheckErrors(spec: Draft): FieldError[] {
  const field = 'spec.healthCheckNodePort';
  const port = numberAt(spec, 'healthCheckNodePort') ?? 0;
  if (needsHealthCheck(spec)) {
    return isSet(spec, 'healthCheckNodePort') && port !== 0 ? invalidEach(field, port, portNumberErrors(port)) : [];
  }
  const words = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
  return port === 0 ? [] : [invalid(field, port, words)];
}

function internalPolicyErrors(spec: Draft): FieldError[] {
  const field = 'spec.internalTrafficPolicy';
  const policy = stringAt(spec, 'internalTrafficPolicy');
  if (!isSet(spec, 'internalTrafficPolicy')) {
    const needed = ['ClusterIP', 'NodePort', 'LoadBalancer'].includes(stringAt(spec, 'type'));
    return needed ? [required(field)] : [];
  }
  const policies = ['Cluster', 'Local'];
  return policies.includes(policy) ? [] : [notSupported(field, policy, policies)];
}
