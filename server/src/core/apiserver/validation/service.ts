// Service: the kind's entry; defaults, what the server fills in and takes away. Addresses and node ports that it would choose
// read `<allocated>`. Mirrors pkg/apis/core/v1/defaults.go, conversion.go and pkg/registry/core/service (v1.36).
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
  setDefaultIfZero,
  stringAt,
  stringMapAt,
  stringsAt,
} from '../draft.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { labelName } from '../objectNames.ts';
import type { KindRules } from '../rules.ts';
import { cidrWarnings, ipWarnings } from './checks.ts';
import { allocate, chosenPortErrors, rangeErrors } from './serviceAllocation.ts';
import { ALLOCATED, externallyAccessible, needsHealthCheck, needsNodePorts, serviceErrors } from './serviceErrors.ts';
import { serviceUpdateErrors } from './serviceUpdate.ts';

export const service: KindRules = {
  apiVersion: 'v1',
  kind: 'Service',
  applyDefaults(object) {
    applyDefaults(ensureObject(object, 'spec'));
  },
  prepareForCreate(object) {
    object['status'] = { loadBalancer: {} };
    syncClusterIps(ensureObject(object, 'spec'), undefined);
  },
  validate(object, givenLater = false) {
    const spec = objectAt(object, 'spec');
    // Families and addresses are settled before the rules are asked; ports out of range show only when all else is right.
    const refused = allocate(spec, undefined, givenLater);
    if (refused.length > 0) return refused;
    const errors = [
      ...validateObjectMeta(object, true, labelName),
      ...serviceErrors(object, undefined),
      ...(givenLater ? [] : chosenPortErrors(spec)),
    ];
    return errors.length > 0 || givenLater ? errors : rangeErrors(spec, undefined);
  },
  prepareForUpdate(object, old) {
    object['status'] = old['status'];
    keepAllocated(ensureObject(object, 'spec'), objectAt(old, 'spec'));
    syncClusterIps(ensureObject(object, 'spec'), objectAt(old, 'spec'));
  },
  validateUpdate(object, old) {
    const spec = objectAt(object, 'spec');
    const before = objectAt(old, 'spec');
    const refused = allocate(spec, before);
    if (refused.length > 0) return refused;
    dropDependent(spec, before);
    const errors = [
      ...validateObjectMetaUpdate(object, old),
      ...serviceUpdateErrors(spec, before),
      ...serviceErrors(object, old),
      ...chosenPortErrors(spec),
    ];
    return errors.length > 0 ? errors : rangeErrors(spec, before);
  },
  afterStorage(object) {
    const spec = objectAt(object, 'spec');
    if (stringAt(spec, 'type') === 'ExternalName') delete spec['internalTrafficPolicy'];
  },
  warnings,
};

function applyDefaults(spec: Draft): void {
  setDefaultIfZero(spec, 'sessionAffinity', 'None');
  setAffinityConfig(spec);
  setDefaultIfZero(spec, 'type', 'ClusterIP');
  for (const port of objectsAt(spec, 'ports')) {
    setDefaultIfZero(port, 'protocol', 'TCP');
    setDefaultIfZero(port, 'targetPort', numberAt(port, 'port') ?? 0);
  }
  const type = stringAt(spec, 'type');
  if (externallyAccessible(spec)) setDefaultIfZero(spec, 'externalTrafficPolicy', 'Cluster');
  if (['ClusterIP', 'NodePort', 'LoadBalancer'].includes(type)) setDefault(spec, 'internalTrafficPolicy', 'Cluster');
  if (type === 'LoadBalancer') setDefault(spec, 'allocateLoadBalancerNodePorts', true);
}

const AFFINITY_SECONDS = 10800;

function setAffinityConfig(spec: Draft): void {
  const affinity = stringAt(spec, 'sessionAffinity');
  if (affinity === 'None') delete spec['sessionAffinityConfig'];
  if (affinity !== 'ClientIP') return;
  const clientIp = optionalObject(optionalObject(spec, 'sessionAffinityConfig'), 'clientIP');
  if (!clientIp || !isSet(clientIp, 'timeoutSeconds')) {
    spec['sessionAffinityConfig'] = { clientIP: { timeoutSeconds: AFFINITY_SECONDS } };
  }
}

/** `normalizeClusterIPs`: the one address and the first of the list are kept the same. */
function syncClusterIps(spec: Draft, old: Draft | undefined): void {
  const one = stringAt(spec, 'clusterIP');
  if (!old) {
    if (one !== '' && stringsAt(spec, 'clusterIPs').length === 0) spec['clusterIPs'] = [one];
    return;
  }
  const oldOne = stringAt(old, 'clusterIP');
  const oldList = stringsAt(old, 'clusterIPs');
  if (oldList.length > 0 && stringsAt(spec, 'clusterIPs').length === 0 && one === oldOne) {
    spec['clusterIPs'] = oldList;
  }
  if (one === oldOne || stringsAt(spec, 'clusterIPs').join() !== oldList.join()) return;
  if (one === '') delete spec['clusterIPs'];
  else spec['clusterIPs'] = [one];
}

const same = (spec: Draft, old: Draft, name: string): boolean => sameJson(spec[name], old[name]);

/** `dropTypeDependentFields`: what no longer applies goes, unless the user changed it too. */
function dropDependent(spec: Draft, old: Draft): void {
  const typed = (of: Draft): boolean => stringAt(of, 'type') !== 'ExternalName';
  if (typed(old) && !typed(spec)) {
    const kept = (name: string): boolean => !isSet(spec, name) || same(spec, old, name);
    if (kept('clusterIP') && kept('clusterIPs')) for (const name of ['clusterIP', 'clusterIPs']) delete spec[name];
    for (const name of ['ipFamilies', 'ipFamilyPolicy']) if (kept(name)) delete spec[name];
  }
  if (needsNodePorts(old) && !needsNodePorts(spec) && samePorts(spec, old)) {
    for (const port of objectsAt(spec, 'ports')) delete port['nodePort'];
  }
  if (needsHealthCheck(old) && !needsHealthCheck(spec) && same(spec, old, 'healthCheckNodePort')) {
    delete spec['healthCheckNodePort'];
  }
  const balanced = (of: Draft): boolean => stringAt(of, 'type') === 'LoadBalancer';
  if (balanced(old) && !balanced(spec)) {
    for (const name of ['allocateLoadBalancerNodePorts', 'loadBalancerClass']) {
      if (same(spec, old, name)) delete spec[name];
    }
  }
  if (externallyAccessible(old) && !externallyAccessible(spec) && same(spec, old, 'externalTrafficPolicy')) {
    delete spec['externalTrafficPolicy'];
  }
}

function samePorts(spec: Draft, old: Draft): boolean {
  const ports = (of: Draft): Json[] => objectsAt(of, 'ports').map((port) => port['nodePort'] ?? 0);
  return sameJson([...new Set(ports(spec))].sort(), [...new Set(ports(old))].sort());
}

/** `patchAllocatedValues`: what the live object was given is kept where the new one says nothing. */
function keepAllocated(spec: Draft, old: Draft): void {
  const typed = stringAt(spec, 'type') !== 'ExternalName' && stringAt(old, 'type') !== 'ExternalName';
  if (typed) {
    if (stringAt(spec, 'clusterIP') === '' && isSet(old, 'clusterIP')) spec['clusterIP'] = old['clusterIP'];
    const before = stringsAt(old, 'clusterIPs');
    if (stringsAt(spec, 'clusterIPs').length === 0 && before.length > 0) spec['clusterIPs'] = before;
  }
  if (choosesNodePorts(old) && choosesNodePorts(spec)) keepNodePorts(spec, old);
  if (needsHealthCheck(old) && needsHealthCheck(spec) && (numberAt(spec, 'healthCheckNodePort') ?? 0) === 0) {
    spec['healthCheckNodePort'] = old['healthCheckNodePort'];
  }
}

/** A load balancer may do without them. */
function choosesNodePorts(spec: Draft): boolean {
  return (
    needsNodePorts(spec) && (stringAt(spec, 'type') === 'NodePort' || spec['allocateLoadBalancerNodePorts'] !== false)
  );
}

function keepNodePorts(spec: Draft, old: Draft): void {
  const known = new Map(objectsAt(old, 'ports').map((port) => [stringAt(port, 'name'), port['nodePort']]));
  const taken = objectsAt(spec, 'ports').map((port) => port['nodePort']);
  for (const port of objectsAt(spec, 'ports')) {
    const before = known.get(stringAt(port, 'name'));
    const free = before === ALLOCATED || !taken.includes(before);
    if (!isSet(port, 'nodePort') && before !== undefined && free) port['nodePort'] = before;
  }
}

/** pkg/api/service/warnings.go. */
function warnings(object: Draft): string[] {
  const spec = objectAt(object, 'spec');
  const type = stringAt(spec, 'type');
  const external = stringsAt(spec, 'externalIPs');
  const headless = type === 'ClusterIP' && stringAt(spec, 'clusterIP') === 'None';
  const balancer = stringAt(spec, 'loadBalancerIP');
  const said: string[] = [];
  if (Object.hasOwn(stringMapAt(objectAt(object, 'metadata'), 'annotations'), HINTS)) {
    said.push(`annotation ${HINTS} is deprecated, please use ${MODE} instead`);
  }
  if (!headless) {
    const chosen = stringsAt(spec, 'clusterIPs').filter((ip) => ip !== ALLOCATED);
    said.push(...chosen.flatMap((ip, at) => ipWarnings(ip, `spec.clusterIPs[${at}]`)));
  } else {
    if (balancer !== '') said.push('spec.loadBalancerIP is ignored for headless services');
    if (external.length > 0) said.push('spec.externalIPs is ignored for headless services');
    if (stringAt(spec, 'sessionAffinity') !== 'None') {
      said.push('spec.SessionAffinity is ignored for headless services');
    }
  }
  said.push(...external.flatMap((ip, at) => ipWarnings(ip, `spec.externalIPs[${at}]`)));
  if (external.length > 0 && !headless && type !== 'ExternalName') {
    said.push('spec.externalIPs is deprecated and may no longer be implemented in some clusters');
  }
  if (balancer !== '') said.push(...ipWarnings(balancer, 'spec.loadBalancerIP'));
  const ranges = stringsAt(spec, 'loadBalancerSourceRanges');
  said.push(...ranges.flatMap((cidr, at) => cidrWarnings(cidr, `spec.loadBalancerSourceRanges[${at}]`)));
  return [...said, ...typeWarnings(spec, type, external.length)];
}

const HINTS = 'service.kubernetes.io/topology-aware-hints';
const MODE = 'service.kubernetes.io/topology-mode';

function typeWarnings(spec: Draft, type: string, externalCount: number): string[] {
  const said: string[] = [];
  if (type === 'ExternalName' && externalCount > 0) {
    said.push('spec.externalIPs is ignored when spec.type is "ExternalName"');
  }
  if (type !== 'ExternalName' && stringAt(spec, 'externalName') !== '') {
    said.push('spec.externalName is ignored when spec.type is not "ExternalName"');
  }
  if (stringAt(spec, 'trafficDistribution') === 'PreferClose') {
    said.push('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"');
  }
  return said;
}
