// The Endpoints controller: the old form of a Service's addresses, one object per Service.
// Sources: pkg/controller/endpoint/endpoints_controller.go, pkg/api/v1/endpoints/util.go (v1.36).
import type { Action, ClusterView, Controller, Steps } from '../frame.ts';
import { sameJson } from '../json.ts';
import { asJson, type Labels, type Pod } from '../objects.ts';
import { addressesOf, hostnameFor, isReady, podsOf, portsAt, servicesOfPod } from './servicePods.ts';
import {
  type EndpointAddress,
  type EndpointPort,
  type EndpointSubset,
  type Endpoints,
  headlessLabel,
  isHeadless,
  type Service,
} from './shapes.ts';

const managedBy = 'endpoints.kubernetes.io/managed-by';
/** More addresses are cut off. */
const mostAddresses = 1000;

export function endpointsController(): Controller {
  return {
    name: 'endpoint-controller',
    watches: {
      Service: ({ object }) => [`${object.metadata.namespace ?? ''}/${object.metadata.name}`],
      Pod: servicesOfPod,
    },
    reconcile,
  };
}

function* reconcile(view: ClusterView, key: string): Steps {
  const [namespace = '', name = ''] = key.split('/');
  const service = view.get('Service', namespace, name) as Service | undefined;
  const existing = view.get('Endpoints', namespace, name) as unknown as Endpoints | undefined;
  const ref = { apiVersion: 'v1', kind: 'Endpoints', namespace, name };
  if (!service) {
    if (existing) yield { type: 'delete', ref, cause: { because: 'endpoints' } };
    return;
  }
  if (service.spec.type === 'ExternalName' || service.spec.selector === undefined) return;
  const subsets = subsetsOf(view, service);
  yield* write(service, existing, subsets);
}

function* write(
  service: Service,
  existing: Endpoints | undefined,
  subsets: readonly EndpointSubset[],
): Iterable<Action> {
  const { name, namespace = 'default' } = service.metadata;
  const ref = { apiVersion: 'v1', kind: 'Endpoints', namespace, name };
  const cause = {
    because: 'endpoints',
    object: { apiVersion: 'v1', kind: 'Service', namespace, name },
    field: 'spec.selector',
  };
  const labels = labelsFor(service);
  if (!existing) {
    const filled = subsets.length > 0 ? { subsets } : {};
    yield {
      type: 'create',
      object: { apiVersion: 'v1', kind: 'Endpoints', metadata: { name, namespace, labels }, ...filled },
      cause,
    };
    return;
  }
  if (sameJson(existing.subsets ?? [], subsets) && sameJson(existing.metadata.labels ?? {}, labels)) return;
  const gone = Object.keys(existing.metadata.labels ?? {}).filter((key) => !(key in labels));
  const patched = { ...labels, ...Object.fromEntries(gone.map((key) => [key, null])) };
  const patch = { metadata: { labels: patched }, subsets: subsets.length > 0 ? subsets.map(asJson) : null };
  yield { type: 'patch', ref, patch, cause };
}

function labelsFor(service: Service): Labels {
  const { [headlessLabel]: _headless, ...own } = service.metadata.labels ?? {};
  return { ...own, [managedBy]: 'endpoint-controller', ...(isHeadless(service) && { [headlessLabel]: '' }) };
}

interface Host {
  readonly key: string;
  readonly address: EndpointAddress;
  readonly ready: boolean;
  /** Where it serves; one without a port for a headless Service without ports. */
  readonly ports: readonly { readonly key: string; readonly port: EndpointPort | undefined }[];
}

/** Addresses that serve at the same ports stand together. */
function subsetsOf(view: ClusterView, service: Service): readonly EndpointSubset[] {
  const hostsByPort = new Map<string, { port: EndpointPort | undefined; hosts: Map<string, Host> }>();
  for (const pod of podsOf(view, service, service.spec.publishNotReadyAddresses === true)) {
    const host = hostOf(pod, service);
    for (const { key, port } of host?.ports ?? []) {
      const entry = hostsByPort.get(key) ?? { port, hosts: new Map<string, Host>() };
      if (host) entry.hosts.set(host.key, host);
      hostsByPort.set(key, entry);
    }
  }
  return truncated(repacked([...hostsByPort.values()], service));
}

const hosts = new WeakMap<Service['spec'], WeakMap<Pod, Host>>();

/** The same value as long as pod and Service are the same: most pods have not changed since the last look. */
function hostOf(pod: Pod, service: Service): Host | undefined {
  const known = hosts.get(service.spec) ?? new WeakMap<Pod, Host>();
  hosts.set(service.spec, known);
  const host = known.get(pod) ?? newHost(pod, service);
  if (host) known.set(pod, host);
  return host;
}

function newHost(pod: Pod, service: Service): Host | undefined {
  const address = addressOf(pod, service);
  if (!address) return undefined;
  const { publishNotReadyAddresses, ports = [], clusterIP } = service.spec;
  const portless = clusterIP === 'None' ? [undefined] : [];
  const served = ports.length === 0 ? portless : portsAt(service, pod).map(withoutEmptyName);
  return {
    key: `${address.ip}/${address.targetRef?.uid ?? ''}`,
    address,
    ready: publishNotReadyAddresses === true || isReady(pod),
    ports: served.map((port) => ({ key: JSON.stringify(port ?? null), port })),
  };
}

const withoutEmptyName = ({ name, ...port }: EndpointPort): EndpointPort => (name ? { name, ...port } : port);

function repacked(
  entries: readonly { port: EndpointPort | undefined; hosts: Map<string, Host> }[],
  service: Service,
): readonly EndpointSubset[] {
  const groups = new Map<string, { hosts: Map<string, Host>; ports: EndpointPort[] }>();
  for (const { port, hosts } of entries) {
    const key = entries.length === 1 ? '' : JSON.stringify([...hosts].map(([host, { ready }]) => [host, ready]).sort());
    const group = groups.get(key) ?? { hosts, ports: [] };
    if (port) group.ports.push(port);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ hosts, ports }) => {
    const sorted = byAddress(hosts, service);
    const ready = sorted.filter((host) => host.ready).map(({ address }) => address);
    const waiting = sorted.filter((host) => !host.ready).map(({ address }) => address);
    return {
      ...(ready.length > 0 && { addresses: ready }),
      ...(waiting.length > 0 && { notReadyAddresses: waiting }),
      ...(ports.length > 0 && { ports }),
    };
  });
}

const orders = new WeakMap<Service['spec'], readonly Host[]>();

/** What stood in order at the last look comes first, so that sorting only has the few others to place. */
function byAddress(hosts: ReadonlyMap<string, Host>, { spec }: Service): readonly Host[] {
  const kept = (orders.get(spec) ?? []).filter((host) => hosts.get(host.key) === host);
  const known = new Set(kept);
  const others = [...hosts.values()].filter((host) => !known.has(host)).sort(compareHosts);
  const sorted = [...kept, ...others].sort(compareHosts);
  orders.set(spec, sorted);
  return sorted;
}

/** By address; pods of one address by name, as they are listed. */
function compareHosts({ address: a }: Host, { address: b }: Host): number {
  if (a.ip !== b.ip) return a.ip < b.ip ? -1 : 1;
  return (a.targetRef?.name ?? '') < (b.targetRef?.name ?? '') ? -1 : 1;
}

function addressOf(pod: Pod, service: Service): EndpointAddress | undefined {
  const family = service.spec.ipFamilies?.[0] === 'IPv6' ? 'IPv6' : 'IPv4';
  const [ip] = addressesOf(pod, family);
  if (ip === undefined) return undefined;
  const { name, namespace, uid } = pod.metadata;
  const hostname = hostnameFor(pod, service);
  return {
    ip,
    ...(hostname !== undefined && { hostname }),
    ...(pod.spec.nodeName !== undefined && { nodeName: pod.spec.nodeName }),
    targetRef: { kind: 'Pod', ...(namespace !== undefined && { namespace }), name, uid },
  };
}

function truncated(subsets: readonly EndpointSubset[]): readonly EndpointSubset[] {
  let left = mostAddresses;
  const cut = (list: readonly EndpointAddress[] | undefined) => {
    const some = list?.slice(0, left);
    left -= some?.length ?? 0;
    return some;
  };
  const ready = subsets.map(({ addresses }) => cut(addresses));
  return subsets.map((subset, index) => {
    const waiting = cut(subset.notReadyAddresses);
    const [addresses, notReadyAddresses] = [ready[index], waiting].map((list) => (list?.length ? list : undefined));
    return {
      ...(addresses && { addresses }),
      ...(notReadyAddresses && { notReadyAddresses }),
      ...(subset.ports && { ports: subset.ports }),
    };
  });
}
