// The variables that Services put into containers. Sources: pkg/kubelet/envvars/envvars.go, kubelet_pods.go
// getServiceEnvVarMap (v1.36). Docker-style links, upper case, dashes as underscores.
import { isHeadless, type Service, type ServicePort } from '../network/shapes.ts';

export interface Variable {
  readonly name: string;
  readonly value: string;
}

/** In the order of the Services; headless ones give nothing. */
export function serviceVariables(services: readonly Service[]): readonly Variable[] {
  return services.filter((service) => !isHeadless(service)).flatMap(variablesOf);
}

/** The Services a pod of a namespace hears of: its own namespace's where links are on, and the API server's always. */
export function servicesFor(services: readonly Service[], namespace: string, links: boolean): readonly Service[] {
  const chosen = new Map<string, Service>();
  for (const service of services.filter((one) => !isHeadless(one))) {
    const { name, namespace: of = 'default' } = service.metadata;
    if (of === 'default' && name === 'kubernetes') {
      if (!chosen.has(name)) chosen.set(name, service);
    } else if (of === namespace && links) chosen.set(name, service);
  }
  return [...chosen.values()];
}

const upper = (name: string): string => name.replaceAll('-', '_').toUpperCase();

function variablesOf({ metadata, spec }: Service): readonly Variable[] {
  const prefix = upper(metadata.name);
  const ip = spec.clusterIP ?? '';
  const ports = spec.ports ?? [];
  const [first] = ports;
  const named = ports
    .filter((port) => port.name)
    .map((port) => ({ name: `${prefix}_SERVICE_PORT_${upper(port.name ?? '')}`, value: String(port.port) }));
  return [
    { name: `${prefix}_SERVICE_HOST`, value: ip },
    { name: `${prefix}_SERVICE_PORT`, value: String(first?.port ?? '') },
    ...named,
    ...(first ? [{ name: `${prefix}_PORT`, value: address(ip, first) }] : []),
    ...ports.flatMap((port) => links(prefix, ip, port)),
  ];
}

const protocolOf = (port: ServicePort): string => port.protocol || 'TCP';

function address(ip: string, port: ServicePort): string {
  const host = ip.includes(':') ? `[${ip}]` : ip;
  return `${protocolOf(port).toLowerCase()}://${host}:${port.port}`;
}

function links(prefix: string, ip: string, port: ServicePort): readonly Variable[] {
  const name = `${prefix}_PORT_${port.port}_${protocolOf(port).toUpperCase()}`;
  return [
    { name, value: address(ip, port) },
    { name: `${name}_PROTO`, value: protocolOf(port).toLowerCase() },
    { name: `${name}_PORT`, value: String(port.port) },
    { name: `${name}_ADDR`, value: ip },
  ];
}
