// Tables of Services and what stands behind and before them. Source: pkg/printers/internalversion/printers.go (v1.36).
import type { JsonObject, JsonValue } from '../../../apiserver/types.ts';
import { labelSelectorText, labelsText } from '../labelTexts.ts';
import { at, byBytes, has, list, record, text } from '../read.ts';
import type { Columns } from '../table.ts';
import { age, name, orNone, shortened } from './columns.ts';

export const services: Columns = [
  name,
  { name: 'TYPE', cell: (object) => text(object, 'spec', 'type') },
  { name: 'CLUSTER-IP', cell: (object) => orNone(text(object, 'spec', 'clusterIPs', 0)) },
  { name: 'EXTERNAL-IP', cell: externalIp },
  { name: 'PORT(S)', cell: (object) => orNone(list(object, 'spec', 'ports').map(servicePort).join(',')) },
  age,
  { name: 'SELECTOR', wide: true, cell: (object) => labelsText(record(object, 'spec', 'selector')) },
];

function servicePort(port: JsonValue): string {
  const node = text(port, 'nodePort');
  const number = node !== '' && node !== '0' ? `${text(port, 'port')}:${node}` : text(port, 'port');
  return `${number}/${text(port, 'protocol')}`;
}

function externalIp(service: JsonObject): string {
  const own = list(service, 'spec', 'externalIPs').map(String);
  switch (text(service, 'spec', 'type')) {
    case 'ClusterIP':
    case 'NodePort':
      return orNone(own.join(','));
    case 'LoadBalancer': {
      const all = [...balancerAddresses(service), ...own];
      return all.length > 0 ? all.join(',') : '<pending>';
    }
    case 'ExternalName':
      return text(service, 'spec', 'externalName');
    default:
      return '<unknown>';
  }
}

export function balancerAddresses(object: JsonObject): readonly string[] {
  const found = list(object, 'status', 'loadBalancer', 'ingress').map(
    (entry) => text(entry, 'ip') || text(entry, 'hostname'),
  );
  return [...new Set(found.filter((address) => address !== ''))].sort(byBytes);
}

export const endpoints: Columns = [name, { name: 'ENDPOINTS', cell: (object) => endpointsText(object) }, age];

/** Up to three addresses with port; `ports`: only ports of these names. */
export function endpointsText(object: JsonObject, ports?: ReadonlySet<string>): string {
  const subsets = list(object, 'subsets');
  if (subsets.length === 0) return '<none>';
  const all = subsets.flatMap((subset) => {
    const ips = list(subset, 'addresses').map((address) => text(address, 'ip'));
    const served = list(subset, 'ports');
    if (served.length === 0) return ips;
    return served
      .filter((port) => !ports || ports.has(text(port, 'name')))
      .flatMap((port) => ips.map((ip) => hostPort(ip, text(port, 'port'))));
  });
  return shortened(all, 3);
}

export const hostPort = (ip: string, port: string): string => (ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`);

export const endpointSlices: Columns = [
  name,
  { name: 'ADDRESSTYPE', cell: (object) => text(object, 'addressType') },
  { name: 'PORTS', cell: (object) => slicePorts(list(object, 'ports')) },
  {
    name: 'ENDPOINTS',
    cell: (object) =>
      withMore(list(object, 'endpoints').flatMap((endpoint) => list(endpoint, 'addresses').map(String))),
  },
  age,
];

function slicePorts(ports: readonly JsonValue[]): string {
  return withMore(ports.map((port) => text(port, 'port') || (has(port, 'name') ? text(port, 'name') : '*')));
}

const withMore = (parts: readonly string[]): string => (parts.length === 0 ? '<unset>' : shortened(parts, 3));

export const ingresses: Columns = [
  name,
  { name: 'CLASS', cell: (object) => orNone(text(object, 'spec', 'ingressClassName')) },
  { name: 'HOSTS', cell: hosts },
  { name: 'ADDRESS', cell: (object) => balancerAddresses(object).join(',') },
  { name: 'PORTS', cell: (object) => (list(object, 'spec', 'tls').length > 0 ? '80, 443' : '80') },
  age,
];

function hosts(ingress: JsonObject): string {
  const rules = list(ingress, 'spec', 'rules').map((rule) => text(rule, 'host'));
  const shown: string[] = [];
  let more = false;
  for (const host of rules) {
    if (shown.length === 3) more = true;
    if (!more && host !== '') shown.push(host);
  }
  if (shown.length === 0) return '*';
  return more ? `${shown.join(',')} + ${rules.length - 3} more...` : shown.join(',');
}

export const ingressClasses: Columns = [
  {
    name: 'NAME',
    cell: (object) => `${text(object, 'metadata', 'name')}${isDefaultClass(object) ? ' (default)' : ''}`,
  },
  { name: 'CONTROLLER', cell: (object) => text(object, 'spec', 'controller') },
  { name: 'PARAMETERS', cell: parameters },
  age,
];

const isDefaultClass = (object: JsonObject): boolean =>
  text(object, 'metadata', 'annotations', 'ingressclass.kubernetes.io/is-default-class') === 'true';

function parameters(object: JsonObject): string {
  const given = at(object, 'spec', 'parameters');
  if (given === undefined) return '<none>';
  const group = has(given, 'apiGroup') ? `.${text(given, 'apiGroup')}` : '';
  return `${text(given, 'kind')}${group}/${text(given, 'name')}`;
}

export const networkPolicies: Columns = [
  name,
  { name: 'POD-SELECTOR', cell: (object) => labelSelectorText(at(object, 'spec', 'podSelector')) },
  age,
];

export const serviceCidrs: Columns = [
  name,
  { name: 'CIDRS', cell: (object) => list(object, 'spec', 'cidrs').join(',') },
  age,
];

/** Their age is no column of the server's table. */
export const ipAddresses: Columns = [name, { name: 'PARENTREF', cell: parentRef }];

function parentRef(object: JsonObject): string {
  const ref = at(object, 'spec', 'parentRef');
  if (ref === undefined) return '<none>';
  const [group, resource, namespace] = ['group', 'resource', 'namespace'].map((field) => text(ref, field));
  const type = `${resource}${group === '' ? '' : `.${group}`}`.toLowerCase();
  return `${type}${namespace === '' ? '' : `/${namespace}`}/${text(ref, 'name')}`;
}
