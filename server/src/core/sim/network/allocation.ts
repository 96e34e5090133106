// What the API server chooses for a Service: cluster addresses, node ports, address families; and what it refuses because
// others have it. Sources: pkg/registry/core/service/storage/alloc.go, strategy.go (v1.36), for a cluster of one family.
import { type Refused, refusedBy } from '../answers.ts';
import type { ClusterView } from '../frame.ts';
import type { KubeObject } from '../objects.ts';
import { carryOver, type MutableSpec, needsHealthCheck, usesNodePorts } from './serviceUpdate.ts';
import { isHeadless, type Service, type ServicePort, type ServiceSpec } from './shapes.ts';

/** 10.96.0.0/16, as in clusters of kind. */
const network = { first: '10.96.0.0', last: '10.96.255.255' };
/** Dynamic addresses and ports are taken from the upper part first. */
const dynamicFrom = { address: 256, port: 86 };
const ports = { first: 30000, last: 32767 };

type Allocated = { readonly ok: true; readonly object: KubeObject } | Refused;

/** A changed Service with what its author left out and the server had chosen; before it is judged. */
export function withAllocated(object: KubeObject, before: KubeObject): KubeObject {
  const spec: MutableSpec = { ...(object as Service).spec };
  carryOver(spec, (before as Service).spec);
  return { ...object, spec: present(spec) } as KubeObject;
}

/** The judge marks what the server would choose; here it is chosen. */
const placeholder = '<allocated>';

function withoutPlaceholders(given: ServiceSpec): MutableSpec {
  const spec: MutableSpec = { ...given };
  const isMark = (value: unknown): boolean => value === placeholder;
  if (isMark(spec.clusterIP)) spec.clusterIP = undefined;
  if (spec.clusterIPs?.some(isMark)) spec.clusterIPs = undefined;
  if (isMark(spec.healthCheckNodePort)) spec.healthCheckNodePort = undefined;
  spec.ports = spec.ports?.map(({ nodePort, ...port }) =>
    nodePort === undefined || isMark(nodePort) ? port : { ...port, nodePort },
  );
  return spec;
}

const present = (spec: MutableSpec): object =>
  Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined));

/** Completes a new or changed Service; `before` is the stored one. */
export function allocateService(view: ClusterView, object: KubeObject, before: KubeObject | undefined): Allocated {
  const service = object as Service;
  const old = (before as Service | undefined)?.spec;
  const spec = withoutPlaceholders(service.spec);
  if (old) carryOver(spec, old);
  const name = service.metadata.name;
  const others = view
    .list('Service')
    .filter(({ metadata }) => metadata.uid !== service.metadata.uid)
    .map((other) => other as Service);
  setFamilies(spec);
  const refused = allocateAddress(view, spec, others, name) ?? allocatePorts(view, spec, old, others, name);
  if (refused) return refused;
  return { ok: true, object: { ...service, spec: present(spec) } as KubeObject };
}

function setFamilies(spec: MutableSpec): void {
  if (spec.type === 'ExternalName') return;
  if (spec.clusterIP && !spec.clusterIPs?.length) spec.clusterIPs = [spec.clusterIP];
  const noSelector = spec.clusterIP === 'None' && Object.keys(spec.selector ?? {}).length === 0;
  spec.ipFamilyPolicy ??= noSelector ? 'RequireDualStack' : 'SingleStack';
  const [first] = spec.clusterIPs ?? [];
  spec.ipFamilies ??= first?.includes(':') ? ['IPv6'] : ['IPv4'];
  if (noSelector && spec.ipFamilyPolicy !== 'SingleStack' && spec.ipFamilies.length === 1) {
    spec.ipFamilies = spec.ipFamilies[0] === 'IPv4' ? ['IPv4', 'IPv6'] : ['IPv6', 'IPv4'];
  }
}

function allocateAddress(
  view: ClusterView,
  spec: MutableSpec,
  others: readonly Service[],
  name: string,
): Refused | undefined {
  if (spec.type === 'ExternalName' || spec.clusterIP === 'None') return undefined;
  const taken = new Set(
    others
      .filter((other) => !isHeadless(other))
      .flatMap(({ spec: { clusterIPs, clusterIP } }) => clusterIPs ?? clusterIP ?? []),
  );
  const wanted = spec.clusterIP;
  if (!wanted) {
    const chosen = nextAddress(view, taken);
    spec.clusterIP = chosen;
    spec.clusterIPs = [chosen];
    return undefined;
  }
  const number = ipNumber(wanted);
  const outside = number <= ipNumber(network.first) || number >= ipNumber(network.last);
  const why = outside
    ? 'the provided network does not match the current range'
    : taken.has(wanted)
      ? 'provided IP is already allocated'
      : undefined;
  if (why === undefined) return undefined;
  const message = `Invalid value: ${JSON.stringify(spec.clusterIPs ?? [])}: failed to allocate IP ${wanted}: ${why}`;
  return invalidService(name, 'spec.clusterIPs', message);
}

function nextAddress(view: ClusterView, taken: ReadonlySet<string>): string {
  const [first, size] = [ipNumber(network.first), ipNumber(network.last) - ipNumber(network.first)];
  for (;;) {
    const address = ipText(
      first + dynamicFrom.address + Math.floor(view.random('service-addresses') * (size - dynamicFrom.address)),
    );
    if (!taken.has(address)) return address;
  }
}

const ipNumber = (ip: string): number => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const ipText = (number: number): string => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.');

function allocatePorts(
  view: ClusterView,
  spec: MutableSpec,
  old: ServiceSpec | undefined,
  others: readonly Service[],
  name: string,
): Refused | undefined {
  const taken = new Set(
    others
      .flatMap(({ spec: other }) => [...(other.ports ?? []).map(({ nodePort }) => nodePort), other.healthCheckNodePort])
      .filter((port) => port),
  );
  const own = new Set((old?.ports ?? []).map(({ nodePort }) => nodePort));
  const claimed = new Set<number>();
  if (usesNodePorts(spec.type)) {
    const refused = nodePorts(view, spec, taken, own, claimed, name);
    if (refused) return refused;
  }
  if (!needsHealthCheck(spec) || (spec.healthCheckNodePort === old?.healthCheckNodePort && old?.healthCheckNodePort))
    return undefined;
  const wanted = spec.healthCheckNodePort;
  if (!wanted) {
    spec.healthCheckNodePort = nextPort(view, taken, claimed);
    return undefined;
  }
  const problem = portProblem(wanted, taken, claimed);
  if (problem === undefined) return undefined;
  return refusedBy(
    'InternalError',
    `Internal error occurred: failed to allocate requested HealthCheck NodePort ${wanted}: ${problem}`,
  );
}

function nodePorts(
  view: ClusterView,
  spec: MutableSpec,
  taken: ReadonlySet<number | undefined>,
  own: ReadonlySet<number | undefined>,
  claimed: Set<number>,
  name: string,
): Refused | undefined {
  const byPort = new Map<number, number>();
  const out: ServicePort[] = [];
  const allocates = spec.type === 'NodePort' || spec.allocateLoadBalancerNodePorts !== false;
  for (const [index, port] of (spec.ports ?? []).entries()) {
    const shared = byPort.get(port.port);
    const wanted =
      port.nodePort ||
      shared ||
      (spec.ports ?? []).find((other) => other.port === port.port && other.nodePort)?.nodePort;
    if (!wanted && !allocates) {
      out.push(port);
      continue;
    }
    const number = wanted ?? nextPort(view, taken, claimed);
    if (wanted && wanted !== shared && !own.has(wanted)) {
      const problem = portProblem(wanted, taken, claimed);
      if (problem !== undefined)
        return invalidService(name, `spec.ports[${index}].nodePort`, `Invalid value: ${wanted}: ${problem}`);
    }
    claimed.add(number);
    byPort.set(port.port, byPort.get(port.port) ?? number);
    out.push({ ...port, nodePort: number });
  }
  spec.ports = out;
  return undefined;
}

function portProblem(
  port: number,
  taken: ReadonlySet<number | undefined>,
  claimed: ReadonlySet<number>,
): string | undefined {
  if (port < ports.first || port > ports.last)
    return `provided port is not in the valid range. The range of valid ports is ${ports.first}-${ports.last}`;
  return taken.has(port) || claimed.has(port) ? 'provided port is already allocated' : undefined;
}

function nextPort(view: ClusterView, taken: ReadonlySet<number | undefined>, claimed: ReadonlySet<number>): number {
  for (;;) {
    const span = ports.last - ports.first - dynamicFrom.port + 1;
    const port = ports.first + dynamicFrom.port + Math.floor(view.random('node-ports') * span);
    if (!taken.has(port) && !claimed.has(port)) return port;
  }
}

function invalidService(name: string, field: string, message: string): Refused {
  return refusedBy('Invalid', `Service "${name}" is invalid: ${field}: ${message}`, [
    { reason: 'FieldValueInvalid', field, message },
  ]);
}
