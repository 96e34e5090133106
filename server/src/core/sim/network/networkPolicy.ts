// What NetworkPolicies say of one connection: allowed or not, in either direction, and by which rule. A policy plug-in is
// taken to be there. Source: api/networking/v1/types.go, docs of NetworkPolicy (v1.36). Traffic of hostNetwork pods is not judged.
import { cidrContains, parseCidr, parseIp } from '../../kubernetes/ip.ts';
import type { ClusterView } from '../frame.ts';
import type { KubeObject, LabelSelector, Labels, Pod } from '../objects.ts';
import { matchesSelector } from '../selectors.ts';

export type Looking = Pick<ClusterView, 'get' | 'list'>;

/** One end of a connection: a pod, or an address outside. */
export interface Peer {
  readonly ip: string;
  readonly pod?: Pod;
  /** For an end that is no pod here, such as the cluster's DNS. */
  readonly namespace?: string;
  readonly labels?: Labels;
}

export interface Connection {
  readonly from: Peer;
  readonly to: Peer;
  /** At the destination, behind Services. */
  readonly port: number;
  readonly protocol: string;
}

export interface PolicyVerdict {
  readonly allowed: boolean;
  /** The side that decided; absent: no policy selects either end. */
  readonly direction?: 'Ingress' | 'Egress';
  /** The policy whose rule allows it, or those that isolate the pod and do not. */
  readonly policies: readonly KubeObject[];
  /** Index of the rule that allows it. */
  readonly rule?: number;
}

interface PolicyPort {
  readonly protocol?: string;
  readonly port?: number | string;
  readonly endPort?: number;
}
interface PolicyPeer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
}
interface PolicyRule {
  readonly ports?: readonly PolicyPort[];
  readonly from?: readonly PolicyPeer[];
  readonly to?: readonly PolicyPeer[];
}
interface Policy extends KubeObject {
  readonly spec: {
    readonly podSelector?: LabelSelector;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly PolicyRule[];
    readonly egress?: readonly PolicyRule[];
  };
}

/** Both sides must allow it: first the sender's egress, then the receiver's ingress. */
export function policyVerdict(cluster: Looking, connection: Connection): PolicyVerdict {
  const { from, to } = connection;
  if (from.pod && from.pod.metadata.uid === to.pod?.metadata.uid) return { allowed: true, policies: [] };
  const leaving = from.pod && side(cluster, from.pod, 'Egress', to, connection);
  if (leaving && !leaving.allowed) return leaving;
  const entering = to.pod && side(cluster, to.pod, 'Ingress', from, connection);
  return entering ?? leaving ?? { allowed: true, policies: [] };
}

/** Undefined: no policy isolates the pod in this direction. */
function side(
  cluster: Looking,
  pod: Pod,
  direction: 'Ingress' | 'Egress',
  other: Peer,
  connection: Connection,
): PolicyVerdict | undefined {
  if (pod.spec.hostNetwork) return undefined;
  const isolating = (cluster.list('NetworkPolicy', pod.metadata.namespace) as unknown as readonly Policy[]).filter(
    ({ spec }) => typesOf(spec).includes(direction) && matchesSelector(spec.podSelector ?? {}, pod.metadata.labels),
  );
  if (isolating.length === 0) return undefined;
  for (const policy of isolating) {
    const rules = (direction === 'Ingress' ? policy.spec.ingress : policy.spec.egress) ?? [];
    const rule = rules.findIndex(
      ({ from, to, ports }) =>
        peersAllow(cluster, policy, direction === 'Ingress' ? from : to, other) && portsAllow(ports, connection),
    );
    if (rule >= 0) return { allowed: true, direction, policies: [policy], rule };
  }
  return { allowed: false, direction, policies: isolating };
}

function typesOf({ policyTypes, egress }: Policy['spec']): readonly string[] {
  return policyTypes ?? (egress ? ['Ingress', 'Egress'] : ['Ingress']);
}

/** No list, or an empty one, means everybody. */
function peersAllow(cluster: Looking, policy: Policy, peers: readonly PolicyPeer[] | undefined, other: Peer): boolean {
  return !peers?.length || peers.some((peer) => isPeer(cluster, policy, peer, other));
}

function isPeer(
  cluster: Looking,
  policy: Policy,
  { podSelector, namespaceSelector, ipBlock }: PolicyPeer,
  other: Peer,
): boolean {
  if (ipBlock)
    return inBlock(ipBlock.cidr, other.ip) && !(ipBlock.except ?? []).some((cidr) => inBlock(cidr, other.ip));
  const namespace = other.pod?.metadata.namespace ?? other.namespace;
  const labels = other.pod?.metadata.labels ?? other.labels;
  if (namespace === undefined || other.pod?.spec.hostNetwork) return false;
  if (podSelector && !matchesSelector(podSelector, labels)) return false;
  if (!namespaceSelector) return namespace === policy.metadata.namespace;
  const found = cluster.get('Namespace', undefined, namespace)?.metadata.labels;
  return matchesSelector(namespaceSelector, { 'kubernetes.io/metadata.name': namespace, ...found });
}

function inBlock(cidr: string, ip: string): boolean {
  const [range, address] = [parseCidr(cidr), parseIp(ip)];
  return !!range && !!address && cidrContains(range, address);
}

function portsAllow(ports: readonly PolicyPort[] | undefined, { port, protocol, to }: Connection): boolean {
  return (
    !ports?.length ||
    ports.some((rule) => {
      if ((rule.protocol ?? 'TCP') !== protocol) return false;
      if (rule.port === undefined) return true;
      if (typeof rule.port === 'number') return port >= rule.port && port <= (rule.endPort ?? rule.port);
      return namedPorts(to.pod, rule.port, protocol).includes(port);
    })
  );
}

function namedPorts(pod: Pod | undefined, name: string, protocol: string): readonly number[] {
  return (pod?.spec.containers ?? [])
    .flatMap(({ ports = [] }) => ports)
    .filter((port) => port.name === name && (port.protocol ?? 'TCP') === protocol)
    .map(({ containerPort }) => containerPort);
}
