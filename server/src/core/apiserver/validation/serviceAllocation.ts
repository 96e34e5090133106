// What a cluster gives a Service: families, an address, node ports, and why it could not. The cluster is single-stack IPv4
// with Kubernetes' usual ranges. Mirrors pkg/registry/core/service/storage/alloc.go (v1.36).
import { cidrContains, parseCidr, parseIp } from '../../kubernetes/ip.ts';
import { portNumberErrors } from '../../kubernetes/names.ts';
import type { Draft, Json } from '../draft.ts';
import {
  isSet,
  numberAt,
  objectAt,
  objectsAt,
  sameJson,
  setDefault,
  setDefaultIfZero,
  stringAt,
  stringsAt,
} from '../draft.ts';
import { duplicate, invalid } from '../fieldErrors.ts';
import { index } from '../fieldPath.ts';
import type { FieldError } from '../types.ts';
import { invalidEach } from './checks.ts';
import { ALLOCATED, clusterIpErrors, needsHealthCheck, needsNodePorts } from './serviceErrors.ts';

const CLUSTER_RANGE = parseCidr('10.96.0.0/16');
const LOWEST_NODE_PORT = 30000;
const HIGHEST_NODE_PORT = 32767;
const OUT_OF_PORTS = 'provided port is not in the valid range. The range of valid ports is 30000-32767';

/** Fills in what the cluster chooses; writes to the spec. Gives why the families or a new address cannot be had. */
export function allocate(spec: Draft, before: Draft | undefined, givenLater = false): FieldError[] {
  const errors = chooseFamilies(spec, before);
  if (errors.length > 0) return errors;
  const asked = !before && !givenLater && stringAt(spec, 'type') !== 'ExternalName';
  const addresses = asked ? addressErrors(spec, before) : [];
  if (addresses.length > 0) return addresses;
  chooseAddress(spec);
  chooseNodePorts(spec);
  return [];
}

/** Ports asked for that the cluster does not have, and on a change addresses. The first kind of refusal ends it. */
export function rangeErrors(spec: Draft, before: Draft | undefined): FieldError[] {
  const addresses = before ? addressErrors(spec, before) : [];
  return addresses.length > 0 ? addresses : portRangeErrors(spec, before);
}

function chooseFamilies(spec: Draft, before: Draft | undefined): FieldError[] {
  if (stringAt(spec, 'type') === 'ExternalName') return [];
  const selectorless = stringAt(spec, 'clusterIP') === 'None' && Object.keys(objectAt(spec, 'selector')).length === 0;
  const inherited = before && isSet(before, 'ipFamilyPolicy') ? stringAt(before, 'ipFamilyPolicy') : undefined;
  setDefault(spec, 'ipFamilyPolicy', inherited ?? (selectorless ? 'RequireDualStack' : 'SingleStack'));
  const related = clusterIpErrors(spec, before);
  if (related.length > 0) return related;
  const single = stringAt(spec, 'ipFamilyPolicy') === 'SingleStack';
  if (before && single) releaseSecond(spec, before);
  const errors = [...(single ? tooManyErrors(spec) : []), ...familiesOfAddresses(spec)];
  if (errors.length > 0) return errors;
  const families = stringsAt(spec, 'ipFamilies');
  if (selectorless) {
    const first = families[0] ?? 'IPv4';
    spec['ipFamilies'] = single || families.length === 2 ? [first, ...families.slice(1)] : bothFrom(first);
    return [];
  }
  const missing = clusterLacks(spec, families);
  if (missing.length === 0 && families.length === 0) spec['ipFamilies'] = ['IPv4'];
  return missing;
}

function bothFrom(first: string): string[] {
  return first === 'IPv6' ? ['IPv6', 'IPv4'] : ['IPv4', 'IPv6'];
}

function releaseSecond(spec: Draft, before: Draft): void {
  for (const name of ['clusterIPs', 'ipFamilies']) {
    const list = stringsAt(spec, name);
    if (list.length > 1 && sameJson(spec[name], before[name])) spec[name] = list.slice(0, 1);
  }
}

function tooManyErrors(spec: Draft): FieldError[] {
  const words = (what: string): string =>
    `must be 'RequireDualStack' or 'PreferDualStack' when multiple ${what} are specified`;
  const errors: FieldError[] = [];
  const field = 'spec.ipFamilyPolicy';
  if (stringsAt(spec, 'clusterIPs').length === 2) errors.push(invalid(field, 'SingleStack', words('cluster IPs')));
  if (stringsAt(spec, 'ipFamilies').length === 2) errors.push(invalid(field, 'SingleStack', words('IP families')));
  return errors;
}

function familiesOfAddresses(spec: Draft): FieldError[] {
  const ips = stringsAt(spec, 'clusterIPs');
  const families = stringsAt(spec, 'ipFamilies');
  const errors: FieldError[] = [];
  for (const [at, ip] of ips.entries()) {
    if (ip === 'None') break;
    if (at < families.length) continue;
    const is4 = ip === ALLOCATED || parseIp(ip)?.is4 === true;
    if (is4) families.push('IPv4');
    else errors.push(invalid(index('spec.clusterIPs', at), ips, 'IPv6 is not configured on this cluster'));
  }
  if (families.length > 0) spec['ipFamilies'] = families;
  return errors;
}

function clusterLacks(spec: Draft, families: readonly string[]): FieldError[] {
  const errors: FieldError[] = [];
  if (stringAt(spec, 'ipFamilyPolicy') === 'RequireDualStack') {
    const words = 'this cluster is not configured for dual-stack services';
    errors.push(invalid('spec.ipFamilyPolicy', 'RequireDualStack', words));
  }
  for (const [at, family] of families.entries()) {
    if (family === 'IPv4') continue;
    errors.push(invalid(index('spec.ipFamilies', at), family, 'not configured on this cluster'));
  }
  return errors;
}

function chooseAddress(spec: Draft): void {
  if (stringAt(spec, 'type') === 'ExternalName' || stringsAt(spec, 'clusterIPs').length > 0) return;
  spec['clusterIP'] = ALLOCATED;
  spec['clusterIPs'] = [ALLOCATED];
}

function addressErrors(spec: Draft, before: Draft | undefined): FieldError[] {
  const ips = stringsAt(spec, 'clusterIPs');
  const ip = ips[0] ?? 'None';
  const address = parseIp(ip);
  const kept = before !== undefined && stringsAt(before, 'clusterIPs')[0] === ip;
  if (kept || !address || !CLUSTER_RANGE || cidrContains(CLUSTER_RANGE, address)) return [];
  const reason = `the provided IP (${ip}) is not in the valid range. The range of valid IPs is ${ALLOCATED}/16`;
  return [invalid('spec.clusterIPs', ips, `failed to allocate IP ${ip}: ${reason}`)];
}

/** `initNodePorts`: ports of one number share a node port; one that is asked for is taken for all of them. */
function chooseNodePorts(spec: Draft): void {
  const automatic = stringAt(spec, 'type') === 'NodePort' || spec['allocateLoadBalancerNodePorts'] === true;
  const ports = objectsAt(spec, 'ports');
  const chosen = new Map<number, Json>();
  for (const port of needsNodePorts(spec) ? ports : []) {
    const number = numberAt(port, 'port') ?? 0;
    const asked = numberAt(port, 'nodePort') ?? 0;
    if (asked === 0 && !automatic && port['nodePort'] !== ALLOCATED) continue;
    const shared = ports.find((other) => other['port'] === number && (numberAt(other, 'nodePort') ?? 0) !== 0);
    if (!chosen.has(number)) chosen.set(number, shared?.['nodePort'] ?? ALLOCATED);
    if (asked === 0) port['nodePort'] = chosen.get(number);
  }
  if (needsHealthCheck(spec)) setDefaultIfZero(spec, 'healthCheckNodePort', ALLOCATED);
}

/** A dry run counts from here where no port is asked for. */
const DRY_NODE_PORT = 32768;
const HIGHEST_PORT = 65535;

/**
 * Node ports that two ports of one protocol have, and a health check's that is none. Those that the cluster chose are
 * named as a dry run names them: one after the highest (`PortAllocationOperation.AllocateNext`).
 */
export function chosenPortErrors(spec: Draft): FieldError[] {
  const chosen = new Map<number, number>();
  const seen = new Set<string>();
  let highest = 0;
  const next = (): number => (highest === 0 ? DRY_NODE_PORT : highest) + 1;
  const errors = objectsAt(spec, 'ports').flatMap((port, at) => {
    const number = numberAt(port, 'port') ?? 0;
    const given = port['nodePort'] === ALLOCATED;
    if (given && !chosen.has(number)) chosen.set(number, next());
    const nodePort = (given ? chosen.get(number) : numberAt(port, 'nodePort')) ?? 0;
    if (nodePort === 0) return [];
    highest = Math.max(highest, nodePort);
    const pair = `${stringAt(port, 'protocol')}/${nodePort}`;
    if (seen.has(pair)) return [duplicate(`spec.ports[${at}].nodePort`, nodePort)];
    seen.add(pair);
    return [];
  });
  if (spec['healthCheckNodePort'] !== ALLOCATED || next() <= HIGHEST_PORT) return errors;
  return [...errors, ...invalidEach('spec.healthCheckNodePort', next() | 0, portNumberErrors(next()))];
}

const inRange = (port: number): boolean => port === 0 || (port >= LOWEST_NODE_PORT && port <= HIGHEST_NODE_PORT);

function portRangeErrors(spec: Draft, before: Draft | undefined): FieldError[] {
  if (!needsNodePorts(spec)) return [];
  for (const [at, port] of objectsAt(spec, 'ports').entries()) {
    const asked = numberAt(port, 'nodePort') ?? 0;
    if (!inRange(asked)) return [invalid(`spec.ports[${at}].nodePort`, asked, OUT_OF_PORTS)];
  }
  const health = numberAt(spec, 'healthCheckNodePort') ?? 0;
  const kept = before !== undefined && needsHealthCheck(before);
  if (!needsHealthCheck(spec) || kept || inRange(health)) return [];
  const message = `failed to allocate requested HealthCheck NodePort ${health}: ${OUT_OF_PORTS}`;
  return [{ reason: '', field: '', message }];
}
