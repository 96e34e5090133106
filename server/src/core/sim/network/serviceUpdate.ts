// What a changed Service keeps of the stored one, and what it loses with its type: the steps before validation.
// Source: pkg/registry/core/service/strategy.go patchAllocatedValues, dropTypeDependentFields (v1.36).
import type { ServicePort, ServiceSpec } from './shapes.ts';

export type MutableSpec = { -readonly [K in keyof ServiceSpec]?: ServiceSpec[K] | undefined };

export function carryOver(spec: MutableSpec, old: ServiceSpec): void {
  keepAllocated(spec, old);
  dropForeignFields(spec, old);
}

/** `patchAllocatedValues`: what the author leaves out stays as it was. */
function keepAllocated(spec: MutableSpec, old: ServiceSpec): void {
  const needsAddress = (type: string | undefined) => type !== 'ExternalName';
  if (needsAddress(old.type) && needsAddress(spec.type)) {
    if (!spec.clusterIP && old.clusterIP) spec.clusterIP = old.clusterIP;
    if (!spec.clusterIPs?.length && spec.clusterIP === old.clusterIP && old.clusterIPs)
      spec.clusterIPs = old.clusterIPs;
    spec.ipFamilies ??= old.ipFamilies;
    spec.ipFamilyPolicy ??= old.ipFamilyPolicy;
  }
  if (usesNodePorts(old.type) && usesNodePorts(spec.type)) {
    const taken = new Set((spec.ports ?? []).flatMap(({ nodePort }) => nodePort ?? []));
    spec.ports = spec.ports?.map((port) => {
      const same = old.ports?.find(
        (other) => other.port === port.port && (other.protocol ?? 'TCP') === (port.protocol ?? 'TCP'),
      );
      return port.nodePort || !same?.nodePort || taken.has(same.nodePort) ? port : { ...port, nodePort: same.nodePort };
    });
  }
  if (needsHealthCheck(old) && needsHealthCheck(spec)) spec.healthCheckNodePort ??= old.healthCheckNodePort;
}

export const usesNodePorts = (type: string | undefined): boolean => type === 'NodePort' || type === 'LoadBalancer';

/** Load balancers ask a port of their own which nodes serve. */
export const needsHealthCheck = ({ type, externalTrafficPolicy }: MutableSpec): boolean =>
  type === 'LoadBalancer' && externalTrafficPolicy === 'Local';

/** `dropTypeDependentFields`: what belonged to the type before goes with it, unless it was changed on purpose. */
function dropForeignFields(spec: MutableSpec, old: ServiceSpec): void {
  const left = (had: boolean, has: boolean) => had && !has;
  const unchanged = (key: keyof ServiceSpec) => JSON.stringify(spec[key]) === JSON.stringify(old[key]);
  if (left(old.type !== 'ExternalName', spec.type !== 'ExternalName')) {
    for (const key of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy', 'internalTrafficPolicy'] as const)
      if (unchanged(key) || key.startsWith('ip')) spec[key] = undefined;
  }
  if (left(usesNodePorts(old.type), usesNodePorts(spec.type)) && samePorts(spec.ports, old.ports)) {
    spec.ports = spec.ports?.map(({ nodePort: _nodePort, ...port }) => port);
  }
  if (left(old.type === 'ExternalName', spec.type === 'ExternalName') && unchanged('externalName'))
    spec.externalName = undefined;
  if (left(needsHealthCheck(old), needsHealthCheck(spec)) && unchanged('healthCheckNodePort'))
    spec.healthCheckNodePort = undefined;
  if (left(old.type === 'LoadBalancer', spec.type === 'LoadBalancer')) {
    for (const key of ['allocateLoadBalancerNodePorts', 'loadBalancerClass'] as const)
      if (unchanged(key)) spec[key] = undefined;
  }
  if (
    left(usesNodePorts(old.type), usesNodePorts(spec.type)) &&
    !spec.externalIPs?.length &&
    unchanged('externalTrafficPolicy')
  )
    spec.externalTrafficPolicy = undefined;
}

function samePorts(a: readonly ServicePort[] | undefined, b: readonly ServicePort[] | undefined): boolean {
  const numbers = (list: readonly ServicePort[] | undefined) =>
    (list ?? []).map(({ nodePort }) => nodePort ?? 0).join();
  return numbers(a) === numbers(b);
}
