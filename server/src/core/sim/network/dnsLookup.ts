// What the cluster's DNS answers a pod: the names its resolver tries, and the records of Services and pods behind them.
// Source: CoreDNS plugin/kubernetes, the DNS specification of Kubernetes; pkg/kubelet/network/dns (v1.36).
import { podResolver } from '../environment/dns.ts';
import type { Pod } from '../objects.ts';
import type { Looking } from './networkPolicy.ts';
import { type Endpoint, type EndpointSlice, isHeadless, type Service, serviceNameLabel } from './shapes.ts';

export const clusterDomain = 'cluster.local';
export const clusterDns = '10.96.0.10';

export type DnsAnswer =
  | {
      readonly type: 'A';
      readonly addresses: readonly string[];
      readonly service?: Service;
      readonly endpoint?: Endpoint;
    }
  | { readonly type: 'CNAME'; readonly target: string; readonly service: Service }
  /** The name is there and has no address. */
  | { readonly type: 'NODATA'; readonly service?: Service }
  | { readonly type: 'NXDOMAIN' }
  /** Not of the cluster: what the world would say is not known here. */
  | { readonly type: 'outside' };

export interface Lookup {
  /** The full names asked for, in order; the last one was answered. */
  readonly tried: readonly string[];
  readonly answer: DnsAnswer;
}

/** A pod's resolver asks for a name as `getaddrinfo` does: with the search list first when the name has few dots. */
export function lookUp(cluster: Looking, pod: Pod, name: string): Lookup {
  const resolver = podResolver(pod, { clusterDNS: [clusterDns], clusterDomain, resolvConf: 'nameserver 192.0.2.1\n' });
  if ('error' in resolver) return { tried: [name], answer: { type: 'NXDOMAIN' } };
  const inCluster = resolver.nameservers.includes(clusterDns);
  const tried: string[] = [];
  for (const full of candidates(name, resolver.searches, resolver.options)) {
    tried.push(full);
    const answer = inCluster ? answerTo(cluster, full) : worldKnows(full);
    if (answer.type !== 'NXDOMAIN') return { tried, answer };
  }
  return { tried, answer: { type: 'NXDOMAIN' } };
}

function candidates(name: string, searches: readonly string[], options: readonly string[]): readonly string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)];
  const ndots = Number(options.find((option) => option.startsWith('ndots:'))?.slice(6) ?? 1);
  const searched = searches.map((search) => `${name}.${search}`);
  return name.split('.').length - 1 >= ndots ? [name, ...searched] : [...searched, name];
}

const worldKnows = (name: string): DnsAnswer =>
  name.endsWith(`.${clusterDomain}`) || !name.includes('.') ? { type: 'NXDOMAIN' } : { type: 'outside' };

/** What the cluster's DNS says of a full name. */
export function answerTo(cluster: Looking, name: string): DnsAnswer {
  const lower = name.toLowerCase();
  if (!lower.endsWith(`.${clusterDomain}`)) return worldKnows(lower);
  const labels = lower.slice(0, -clusterDomain.length - 1).split('.');
  const kind = labels.at(-1);
  if (kind === 'pod' && labels.length === 3) return podAnswer(cluster, labels);
  if (kind !== 'svc') return { type: 'NXDOMAIN' };
  const [namespace = '', serviceName = '', hostname, ...more] = labels.slice(0, -1).reverse();
  if (serviceName === '')
    return cluster.get('Namespace', undefined, namespace) ? { type: 'NODATA' } : { type: 'NXDOMAIN' };
  const service = cluster.get('Service', namespace, serviceName) as Service | undefined;
  if (!service || more.length > 0) return { type: 'NXDOMAIN' };
  return hostname === undefined ? serviceAnswer(cluster, service) : endpointAnswer(cluster, service, hostname);
}

/** `10-244-1-3.default.pod`: any address, whether there is such a pod or not. */
function podAnswer(cluster: Looking, [dashed = '', namespace = '']: readonly string[]): DnsAnswer {
  if (!/^\d+-\d+-\d+-\d+$/.test(dashed) || !cluster.get('Namespace', undefined, namespace)) return { type: 'NXDOMAIN' };
  return { type: 'A', addresses: [dashed.replaceAll('-', '.')] };
}

function serviceAnswer(cluster: Looking, service: Service): DnsAnswer {
  const { type, externalName, clusterIP } = service.spec;
  if (type === 'ExternalName') return { type: 'CNAME', target: externalName ?? '', service };
  if (!isHeadless(service))
    return clusterIP ? { type: 'A', addresses: [clusterIP], service } : { type: 'NODATA', service };
  const addresses = servedBy(cluster, service).flatMap((endpoint) => endpoint.addresses);
  return addresses.length > 0 ? { type: 'A', addresses, service } : { type: 'NXDOMAIN' };
}

/** One endpoint of a headless Service, by its hostname or by its address. */
function endpointAnswer(cluster: Looking, service: Service, hostname: string): DnsAnswer {
  if (!isHeadless(service)) return { type: 'NXDOMAIN' };
  const endpoint = servedBy(cluster, service).find(
    ({ hostname: own, addresses }) => (own ?? addresses[0]?.replaceAll('.', '-')) === hostname,
  );
  return endpoint ? { type: 'A', addresses: endpoint.addresses, service, endpoint } : { type: 'NXDOMAIN' };
}

/** Endpoints with a name: the ready ones. */
function servedBy(cluster: Looking, service: Service): readonly Endpoint[] {
  return slicesFor(cluster, service).flatMap(({ endpoints }) =>
    (endpoints ?? []).filter(({ conditions }) => conditions?.ready !== false),
  );
}

export function slicesFor(cluster: Looking, { metadata }: Service): readonly EndpointSlice[] {
  return cluster
    .list('EndpointSlice', metadata.namespace)
    .filter(({ metadata: { labels } }) => labels?.[serviceNameLabel] === metadata.name)
    .map((slice) => slice as unknown as EndpointSlice);
}
