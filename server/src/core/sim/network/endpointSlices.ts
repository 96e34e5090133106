// The EndpointSlice controller: the addresses of a Service's pods in slices of at most a hundred, one group per set of port
// numbers. Sources: k8s.io/endpointslice reconciler.go, trafficdist (v1.36). Topology-mode annotations are not played.
import type { Action, ClusterView, Controller, Steps } from '../frame.ts';
import { sameJson } from '../json.ts';
import type { Labels, Node, Pod } from '../objects.ts';
import { zoneLabel } from '../scheduler/shapes.ts';
import { addressesOf, hostnameFor, isReady, portsAt, selectedPods, servicesOfPod, servingPods } from './servicePods.ts';
import {
  type Endpoint,
  type EndpointPort,
  type EndpointSlice,
  headlessLabel,
  isHeadless,
  managedByLabel,
  type Service,
  serviceNameLabel,
} from './shapes.ts';
import { type TriggerTimes, triggerAnnotation, triggerTime } from './triggerTime.ts';

const controllerName = 'endpointslice-controller.k8s.io';
const mostEndpoints = 100;

export function endpointSliceController(): Controller {
  const triggers: TriggerTimes = new Map();
  return {
    name: 'endpoint-slice-controller',
    watches: {
      Service: ({ verb, object }) =>
        verb === 'delete' ? [] : [`${object.metadata.namespace ?? ''}/${object.metadata.name}`],
      Pod: servicesOfPod,
      EndpointSlice: ({ verb, object }) => {
        const service = object.metadata.labels?.[serviceNameLabel];
        return verb === 'create' || service === undefined ? [] : [`${object.metadata.namespace ?? ''}/${service}`];
      },
      Node: (_change, view) =>
        view.list('Service').map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`),
    },
    reconcile: (view, key) => reconcile(view, key, triggers),
  };
}

function* reconcile(view: ClusterView, key: string, triggers: TriggerTimes): Steps {
  const [namespace, name = ''] = key.split('/');
  const service = view.get('Service', namespace, name) as Service | undefined;
  if (!service) triggers.delete(key);
  if (!service || service.spec.type === 'ExternalName' || service.spec.selector === undefined) return;
  const families = service.spec.ipFamilies ?? ['IPv4'];
  const existing = slicesOf(view, service);
  const selected = selectedPods(view, service);
  const pods = servingPods(selected, true);
  const trigger = triggerTime(triggers, key, service, selected);
  for (const slice of existing) if (!families.includes(slice.addressType)) yield remove(slice);
  for (const family of families) {
    if (family !== 'IPv4' && family !== 'IPv6') continue;
    const mine = existing.filter(({ addressType }) => addressType === family);
    yield* bringAbout(service, mine, desiredGroups(view, pods, service, family), { family, trigger });
  }
}

export function slicesOf(view: ClusterView, service: Service): readonly EndpointSlice[] {
  return view
    .list('EndpointSlice', service.metadata.namespace)
    .filter(({ metadata }) => metadata.labels?.[serviceNameLabel] === service.metadata.name)
    .filter(({ metadata }) => metadata.labels?.[managedByLabel] === controllerName)
    .map((slice) => slice as unknown as EndpointSlice);
}

interface Group {
  readonly ports: readonly EndpointPort[];
  readonly endpoints: readonly Endpoint[];
}

/** Endpoints by the ports they serve at; at least one group, perhaps empty. */
function desiredGroups(
  view: ClusterView,
  pods: readonly Pod[],
  service: Service,
  family: 'IPv4' | 'IPv6',
): readonly Group[] {
  const groups = new Map<string, { ports: readonly EndpointPort[]; endpoints: Endpoint[] }>();
  const offerAt = offersOf(view, service, family);
  for (const pod of pods) {
    const { endpoint, ports, key } = offerAt(pod);
    if (!endpoint) continue;
    const group = groups.get(key) ?? { ports, endpoints: [] };
    group.endpoints.push(endpoint);
    groups.set(key, group);
  }
  return groups.size > 0 ? [...groups.values()] : [{ ports: [], endpoints: [] }];
}

/** A pod as a Service sees it. */
interface Offer {
  readonly node: Node | undefined;
  readonly endpoint: Endpoint | undefined;
  readonly ports: readonly EndpointPort[];
  readonly key: string;
}

const offers = new WeakMap<Service['spec'], Map<string, WeakMap<Pod, Offer>>>();

/** The same value as long as pod, node and Service are the same: most pods have not changed since the last look. */
function offersOf(view: ClusterView, service: Service, family: 'IPv4' | 'IPv6'): (pod: Pod) => Offer {
  const families = offers.get(service.spec) ?? new Map<string, WeakMap<Pod, Offer>>();
  offers.set(service.spec, families);
  const known = families.get(family) ?? new WeakMap<Pod, Offer>();
  families.set(family, known);
  return (pod) => {
    const node = pod.spec.nodeName ? view.get('Node', undefined, pod.spec.nodeName) : undefined;
    const before = known.get(pod);
    if (before && before.node === node) return before;
    const ports = portsAt(service, pod);
    const offer = { node, endpoint: endpointOf(node, pod, service, family), ports, key: portKey(ports) };
    known.set(pod, offer);
    return offer;
  };
}

const portKey = (ports: readonly EndpointPort[] | null | undefined): string =>
  JSON.stringify(
    (ports ?? [])
      .map(({ name, port, protocol, appProtocol }) => [name ?? '', port, protocol, appProtocol ?? null])
      .sort(),
  );

/** Undefined for pods on nodes that do not exist and pods without an address of the family. */
function endpointOf(node: Node | undefined, pod: Pod, service: Service, family: 'IPv4' | 'IPv6'): Endpoint | undefined {
  const addresses = addressesOf(pod, family);
  const { publishNotReadyAddresses, trafficDistribution } = service.spec;
  if (addresses.length === 0 || (!node && !(publishNotReadyAddresses && !pod.spec.nodeName))) return undefined;
  const serving = isReady(pod);
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const ready = publishNotReadyAddresses === true || (serving && !terminating);
  const zone = node?.metadata.labels?.[zoneLabel];
  const hostname = hostnameFor(pod, service);
  const { name, namespace, uid } = pod.metadata;
  const place = { ...(pod.spec.nodeName && { nodeName: pod.spec.nodeName }), ...(zone && { zone }) };
  const hints = ready ? hintsFor(trafficDistribution, place) : undefined;
  return {
    addresses,
    conditions: { ready, serving, terminating },
    ...(hostname !== undefined && { hostname }),
    targetRef: { kind: 'Pod', ...(namespace !== undefined && { namespace }), name, uid },
    ...place,
    ...(hints && { hints }),
  };
}

/** trafficDistribution: clients of the same zone (and node) first. */
function hintsFor(
  distribution: string | undefined,
  { nodeName, zone }: { nodeName?: string; zone?: string },
): Endpoint['hints'] {
  if (!['PreferClose', 'PreferSameZone', 'PreferSameNode'].includes(distribution ?? '')) return undefined;
  const hints = {
    ...(zone !== undefined && { forZones: [{ name: zone }] }),
    ...(nodeName !== undefined && distribution === 'PreferSameNode' && { forNodes: [{ name: nodeName }] }),
  };
  return Object.keys(hints).length > 0 ? hints : undefined;
}

function* bringAbout(
  service: Service,
  existing: readonly EndpointSlice[],
  groups: readonly Group[],
  of: Occasion,
): Iterable<Action> {
  const wanted = groups.flatMap((group) =>
    fill(
      group,
      existing.filter(({ ports }) => portKey(ports) === portKey(group.ports)),
    ),
  );
  const kept = new Set(wanted.flatMap(({ slice }) => slice?.metadata.name ?? []));
  const spare = existing.filter(({ metadata }) => !kept.has(metadata.name));
  for (const { slice, ports, endpoints } of wanted) {
    const reused = slice ?? spare.shift();
    if (!reused) yield create(service, of, ports, endpoints);
    else yield* update(service, reused, of, ports, endpoints);
  }
  for (const slice of spare) yield remove(slice);
}

interface Filled extends Group {
  readonly slice?: EndpointSlice;
}

/** Endpoints stay in the slice they are in; new ones fill slices up; an emptied slice goes unless it is the last. */
function fill({ ports, endpoints }: Group, existing: readonly EndpointSlice[]): readonly Filled[] {
  const left = new Map(endpoints.map((endpoint) => [endpointKey(endpoint), endpoint]));
  const filled = existing.map((slice) => {
    const stay = (slice.endpoints ?? []).flatMap((old) => left.get(endpointKey(old)) ?? []);
    for (const endpoint of stay) left.delete(endpointKey(endpoint));
    return { slice, endpoints: stay };
  });
  for (const slice of filled) {
    for (const [key, endpoint] of left) {
      if (slice.endpoints.length >= mostEndpoints) break;
      slice.endpoints.push(endpoint);
      left.delete(key);
    }
  }
  const rest = [...left.values()];
  const fresh = Array.from({ length: Math.ceil(rest.length / mostEndpoints) }, (_, index) => ({
    ports,
    endpoints: rest.slice(index * mostEndpoints, (index + 1) * mostEndpoints),
  }));
  const used = filled.filter((slice) => slice.endpoints.length > 0).map((slice) => ({ ...slice, ports }));
  if (used.length + fresh.length > 0) return [...used, ...fresh];
  const [first] = existing;
  return [{ ports, endpoints: [], ...(first && { slice: first }) }];
}

const keys = new WeakMap<Endpoint, string>();

function endpointKey(endpoint: Endpoint): string {
  const { addresses, targetRef, hostname } = endpoint;
  const key = keys.get(endpoint) ?? JSON.stringify([addresses, targetRef?.uid, targetRef?.name, hostname]);
  keys.set(endpoint, key);
  return key;
}

function labelsFor(service: Service): Labels {
  const reserved = [serviceNameLabel, managedByLabel, headlessLabel];
  const own = Object.entries(service.metadata.labels ?? {}).filter(([key]) => !reserved.includes(key));
  return {
    ...Object.fromEntries(own),
    ...(isHeadless(service) && { [headlessLabel]: '' }),
    [managedByLabel]: controllerName,
    [serviceNameLabel]: service.metadata.name,
  };
}

/** For which addresses, and what change made it necessary. */
interface Occasion {
  readonly family: string;
  readonly trigger: string | undefined;
}

const orNull = <T>(items: readonly T[]): readonly T[] | null => (items.length > 0 ? items : null);

function create(
  service: Service,
  { family, trigger }: Occasion,
  ports: readonly EndpointPort[],
  endpoints: readonly Endpoint[],
): Action {
  const { name, namespace = 'default', uid } = service.metadata;
  const owner = { apiVersion: 'v1', kind: 'Service', name, uid, controller: true, blockOwnerDeletion: true };
  const annotations = trigger === undefined ? {} : { annotations: { [triggerAnnotation]: trigger } };
  const labels = labelsFor(service);
  const metadata = { generateName: `${name}-`, namespace, labels, ...annotations, ownerReferences: [owner] };
  const lists = { addressType: family, endpoints: orNull(endpoints), ports: orNull(ports) };
  const object = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata, ...lists };
  return { type: 'create', object, cause: causeOf(service) };
}

function* update(
  service: Service,
  slice: EndpointSlice,
  { trigger }: Occasion,
  ports: readonly EndpointPort[],
  endpoints: readonly Endpoint[],
): Iterable<Action> {
  const labels = labelsFor(service);
  const same = sameJson(slice.endpoints ?? [], endpoints) && portKey(slice.ports) === portKey(ports);
  if (same && sameJson(slice.metadata.labels, labels)) return;
  const { [triggerAnnotation]: _last, ...others } = slice.metadata.annotations ?? {};
  const annotations = { ...others, ...(trigger !== undefined && { [triggerAnnotation]: trigger }) };
  const { annotations: _before, ...kept } = slice.metadata;
  const metadata = { ...kept, labels, ...(Object.keys(annotations).length > 0 && { annotations }) };
  const object = { ...slice, metadata, endpoints: orNull(endpoints), ports: orNull(ports) };
  yield { type: 'update', object, cause: causeOf(service) };
}

function remove(slice: EndpointSlice): Action {
  const ref = refOf(slice);
  return { type: 'delete', ref, uid: slice.metadata.uid, cause: { because: 'endpoints', object: ref } };
}

const refOf = ({ metadata }: EndpointSlice) => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  namespace: metadata.namespace ?? 'default',
  name: metadata.name,
});

const causeOf = ({ metadata }: Service) => ({
  because: 'endpoints',
  object: { apiVersion: 'v1', kind: 'Service', namespace: metadata.namespace ?? 'default', name: metadata.name },
  field: 'spec.selector',
});
