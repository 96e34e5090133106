// `kubectl describe` of Services, what stands behind them, and Ingresses. Source: kubectl/pkg/describe/describe.go (v1.36).
import type { JsonObject, JsonValue } from '../../../apiserver/types.ts';
import { labelsText } from '../labelTexts.ts';
import { at, has, list, record, text } from '../read.ts';
import { balancerAddresses, hostPort } from '../tables/network.ts';
import { annotationLines, eventLines, headLines, labelLines, metadataLines, timedConditionLines } from './sections.ts';
import type { DescribeContext, Writer } from './writer.ts';

export function service(w: Writer, object: JsonObject, context: DescribeContext): void {
  headLines(w, object);
  const spec = record(object, 'spec');
  w.field(0, 'Selector', labelsText(record(spec, 'selector')));
  w.field(0, 'Type', text(spec, 'type'));
  if (has(spec, 'ipFamilyPolicy')) w.field(0, 'IP Family Policy', text(spec, 'ipFamilyPolicy'));
  w.field(0, 'IP Families', list(spec, 'ipFamilies').join(',') || '<none>');
  w.field(0, 'IP', text(spec, 'clusterIP'));
  w.field(0, 'IPs', list(spec, 'clusterIPs').join(',') || '<none>');
  if (list(spec, 'externalIPs').length > 0) w.field(0, 'External IPs', list(spec, 'externalIPs').join(','));
  if (text(spec, 'loadBalancerIP') !== '') w.field(0, 'Desired LoadBalancer IP', text(spec, 'loadBalancerIP'));
  if (text(spec, 'externalName') !== '') w.field(0, 'External Name', text(spec, 'externalName'));
  const ingress = list(object, 'status', 'loadBalancer', 'ingress');
  if (ingress.length > 0) w.field(0, 'LoadBalancer Ingress', ingress.map(balancerText).join(', '));
  for (const port of list(spec, 'ports')) portLines(w, port, slicesBehind(object, context));
  w.field(0, 'Session Affinity', text(spec, 'sessionAffinity'));
  for (const [name, field] of [
    ['External Traffic Policy', 'externalTrafficPolicy'],
    ['Internal Traffic Policy', 'internalTrafficPolicy'],
    ['HealthCheck NodePort', 'healthCheckNodePort'],
  ] as const) {
    if (text(spec, field) !== '') w.field(0, name, text(spec, field));
  }
  if (list(spec, 'loadBalancerSourceRanges').length > 0)
    w.field(0, 'LoadBalancer Source Ranges', list(spec, 'loadBalancerSourceRanges').join(','));
  if (has(spec, 'trafficDistribution')) w.field(0, 'Traffic Distribution', text(spec, 'trafficDistribution'));
  eventLines(w, object, context);
}

function balancerText(entry: JsonValue): string {
  const ip = text(entry, 'ip');
  if (ip === '') return text(entry, 'hostname');
  return has(entry, 'ipMode') ? `${ip} (${text(entry, 'ipMode')})` : ip;
}

function portLines(w: Writer, port: JsonValue, slices: readonly JsonObject[]): void {
  const name = text(port, 'name') || '<unset>';
  const protocol = text(port, 'protocol');
  w.line(0, `Port:\t${name}\t${text(port, 'port')}/${protocol}`);
  w.field(0, 'TargetPort', `${text(port, 'targetPort')}/${protocol}`);
  if (has(port, 'appProtocol')) w.field(0, 'AppProtocol', text(port, 'appProtocol'));
  const node = text(port, 'nodePort');
  if (node !== '' && node !== '0') w.line(0, `NodePort:\t${name}\t${node}/${protocol}`);
  w.field(0, 'Endpoints', endpointsText(slices, text(port, 'name')));
}

export function slicesBehind(object: JsonObject, context: DescribeContext): readonly JsonObject[] {
  const { name, namespace } = record(object, 'metadata');
  return context
    .list('EndpointSlice')
    .filter(
      (slice) =>
        text(slice, 'metadata', 'namespace') === namespace &&
        text(slice, 'metadata', 'labels', 'kubernetes.io/service-name') === name,
    );
}

/** `formatEndpointSlices`: up to three ready addresses of a port. */
export function endpointsText(slices: readonly JsonObject[], portName: string): string {
  if (slices.length === 0) return '<none>';
  const ready = (endpoint: JsonValue) => at(endpoint, 'conditions', 'ready') !== false;
  const all: string[] = [];
  let more = false;
  const add = (endpoint: JsonValue, port: string) => {
    if (all.length >= 3) more = true;
    const address = text(endpoint, 'addresses', 0);
    if (ready(endpoint)) all.push(port === '' ? address : hostPort(address, port));
  };
  for (const slice of slices) {
    const ports = list(slice, 'ports');
    const endpoints_ = list(slice, 'endpoints');
    if (ports.length === 0) for (const endpoint of endpoints_) add(endpoint, '');
    for (const port of ports)
      if (text(port, 'name') === portName) for (const endpoint of endpoints_) add(endpoint, text(port, 'port'));
  }
  return more ? `${all.slice(0, 3).join(',')} + ${all.length - 3} more...` : all.join(',');
}

export function endpoints(w: Writer, object: JsonObject, context: DescribeContext): void {
  headLines(w, object);
  w.line(0, 'Subsets:');
  for (const subset of list(object, 'subsets')) {
    const ips = (field: string) =>
      list(subset, field)
        .map((address) => text(address, 'ip'))
        .join(',') || '<none>';
    w.field(1, 'Addresses', ips('addresses'));
    w.field(1, 'NotReadyAddresses', ips('notReadyAddresses'));
    const ports = list(subset, 'ports');
    if (ports.length > 0) {
      w.line(1, 'Ports:');
      w.line(2, 'Name\tPort\tProtocol');
      w.line(2, '----\t----\t--------');
    }
    for (const port of ports)
      w.line(2, `${text(port, 'name') || '<unset>'}\t${text(port, 'port')}\t${text(port, 'protocol')}`);
    w.line(0, '');
  }
  eventLines(w, object, context);
}

export function endpointSlice(w: Writer, object: JsonObject, context: DescribeContext): void {
  headLines(w, object);
  w.field(0, 'AddressType', text(object, 'addressType'));
  const ports = list(object, 'ports');
  if (ports.length === 0) w.line(0, 'Ports: <unset>');
  else {
    w.line(0, 'Ports:');
    w.line(1, 'Name\tPort\tProtocol');
    w.line(1, '----\t----\t--------');
  }
  for (const port of ports)
    w.line(1, `${text(port, 'name') || '<unset>'}\t${text(port, 'port') || '<unset>'}\t${text(port, 'protocol')}`);
  const found = list(object, 'endpoints');
  w.line(0, found.length === 0 ? 'Endpoints: <none>' : 'Endpoints:');
  for (const endpoint of found) endpointLines(w, endpoint);
  eventLines(w, object, context);
}

function endpointLines(w: Writer, endpoint: JsonValue): void {
  const unset = (value: string) => value || '<unset>';
  w.line(1, `- Addresses:\t${list(endpoint, 'addresses').join(', ') || '<none>'}`);
  w.line(2, 'Conditions:');
  w.field(3, 'Ready', unset(text(endpoint, 'conditions', 'ready')));
  w.field(2, 'Hostname', unset(text(endpoint, 'hostname')));
  if (has(endpoint, 'targetRef'))
    w.field(2, 'TargetRef', `${text(endpoint, 'targetRef', 'kind')}/${text(endpoint, 'targetRef', 'name')}`);
  w.field(2, 'NodeName', unset(text(endpoint, 'nodeName')));
  w.field(2, 'Zone', unset(text(endpoint, 'zone')));
}

export function ingress(w: Writer, object: JsonObject, context: DescribeContext): void {
  const spec = record(object, 'spec');
  w.field(0, 'Name', text(object, 'metadata', 'name'));
  labelLines(w, 'Labels', record(object, 'metadata', 'labels'));
  w.field(0, 'Namespace', text(object, 'metadata', 'namespace'));
  w.field(0, 'Address', balancerAddresses(object).join(','));
  w.field(0, 'Ingress Class', has(spec, 'ingressClassName') ? text(spec, 'ingressClassName') : '<none>');
  const fallback = has(spec, 'defaultBackend') ? backendText(at(spec, 'defaultBackend'), object, context) : '<default>';
  w.field(0, 'Default backend', fallback);
  if (list(spec, 'tls').length > 0) w.line(0, 'TLS:');
  for (const tls of list(spec, 'tls')) {
    const secret = text(tls, 'secretName');
    const hosts = list(tls, 'hosts').join(',');
    w.line(1, secret === '' ? `SNI routes ${hosts}` : `${secret} terminates ${hosts}`);
  }
  w.line(0, 'Rules:\n  Host\tPath\tBackends');
  w.line(1, '----\t----\t--------');
  const rules = list(spec, 'rules').filter((rule) => has(rule, 'http'));
  for (const rule of rules) {
    w.line(1, `${text(rule, 'host') || '*'}\t`);
    for (const path of list(rule, 'http', 'paths'))
      w.line(2, `\t${text(path, 'path')} \t${backendText(at(path, 'backend'), object, context)}`);
  }
  if (rules.length === 0) w.line(1, `*\t*\t${fallback}`);
  annotationLines(w, 'Annotations', record(object, 'metadata', 'annotations'));
  eventLines(w, object, context);
}

function backendText(backend: JsonValue | undefined, ingressObject: JsonObject, context: DescribeContext): string {
  const resource = at(backend, 'resource');
  if (resource !== undefined)
    return `APIGroup: ${text(resource, 'apiGroup') || '<none>'}, Kind: ${text(resource, 'kind')}, Name: ${text(resource, 'name')}`;
  const name = text(backend, 'service', 'name');
  const [number, portName] = [text(backend, 'service', 'port', 'number'), text(backend, 'service', 'port', 'name')];
  const written = `${name}:${number || portName}`;
  const namespace = text(ingressObject, 'metadata', 'namespace');
  const found = context
    .list('Service')
    .find(
      (candidate) =>
        text(candidate, 'metadata', 'name') === name && text(candidate, 'metadata', 'namespace') === namespace,
    );
  if (!found) return `${written} (<error: services "${name}" not found>)`;
  const port = list(found, 'spec', 'ports').find((candidate) =>
    number !== '' ? text(candidate, 'port') === number : text(candidate, 'name') === portName,
  );
  return `${written} (${endpointsText(slicesBehind(found, context), text(port, 'name'))})`;
}

export function ingressClass(w: Writer, object: JsonObject, context: DescribeContext): void {
  w.field(0, 'Name', text(object, 'metadata', 'name'));
  metadataLines(w, object);
  w.field(0, 'Controller', text(object, 'spec', 'controller'));
  const parameters = at(object, 'spec', 'parameters');
  if (parameters !== undefined) {
    w.line(0, 'Parameters:');
    if (has(parameters, 'apiGroup')) w.field(1, 'APIGroup', text(parameters, 'apiGroup'));
    w.field(1, 'Kind', text(parameters, 'kind'));
    w.field(1, 'Name', text(parameters, 'name'));
  }
  eventLines(w, object, context);
}

export function serviceCidr(w: Writer, object: JsonObject, context: DescribeContext): void {
  w.field(0, 'Name', text(object, 'metadata', 'name'));
  metadataLines(w, object);
  w.field(0, 'CIDRs', list(object, 'spec', 'cidrs').join(', '));
  const conditions = list(object, 'status', 'conditions');
  if (conditions.length > 0) w.line(0, 'Status:');
  timedConditionLines(w, conditions);
  eventLines(w, object, context);
}

export function ipAddress(w: Writer, object: JsonObject, context: DescribeContext): void {
  w.field(0, 'Name', text(object, 'metadata', 'name'));
  metadataLines(w, object);
  const parent = at(object, 'spec', 'parentRef');
  if (parent !== undefined) w.line(0, 'Parent Reference:');
  for (const field of parent === undefined ? [] : ['group', 'resource', 'namespace', 'name'])
    w.field(1, `${(field[0] ?? '').toUpperCase()}${field.slice(1)}`, text(parent, field));
  eventLines(w, object, context);
}
