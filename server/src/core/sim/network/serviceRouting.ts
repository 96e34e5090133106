// Where a Service sends a connection: the endpoints that kube-proxy would choose among. Source: pkg/proxy/topology.go
// CategorizeEndpoints, pkg/proxy/servicechangetracker.go (v1.36). Does not choose: any of them is right.
import type { Pod } from '../objects.ts';
import { zoneLabel } from '../scheduler/shapes.ts';
import { slicesFor } from './dnsLookup.ts';
import type { Looking } from './networkPolicy.ts';
import type { Endpoint, Service, ServicePort } from './shapes.ts';

export interface Target {
  readonly ip: string;
  readonly port: number;
  readonly pod?: Pod;
  readonly ready: boolean;
}

export type ServiceRoute =
  | {
      readonly targets: readonly Target[];
      readonly port: ServicePort /** Only pods that are being stopped are left. */;
      readonly terminating?: true;
    }
  | { readonly refused: 'no port' | 'no endpoints'; readonly port?: ServicePort }
  /** A local traffic policy, and no endpoint on the node. */
  | { readonly dropped: 'no local endpoints'; readonly port: ServicePort };

export interface Client {
  /** The node the connection comes from or, from outside, enters at. */
  readonly node?: string;
  readonly external: boolean;
}

/** `number`: of the Service, or of its node port where `atNodePort`. */
export function routeService(
  cluster: Looking,
  service: Service,
  number: number,
  client: Client,
  atNodePort = false,
): ServiceRoute {
  const port = (service.spec.ports ?? []).find((one) => (atNodePort ? one.nodePort : one.port) === number);
  if (!port) return { refused: 'no port' };
  const all = slicesFor(cluster, service).flatMap((slice) => {
    const served = (slice.ports ?? []).find(({ name }) => (name ?? '') === (port.name ?? ''));
    return served?.port === undefined
      ? []
      : (slice.endpoints ?? []).map((endpoint) => ({ endpoint, port: served.port ?? 0 }));
  });
  const usable = (ready: boolean) =>
    all.filter(({ endpoint: { conditions = {} } }) =>
      ready ? conditions.ready !== false : conditions.serving !== false && conditions.terminating === true,
    );
  const ready = usable(true);
  const chosen = ready.length > 0 ? ready : usable(false);
  if (chosen.length === 0) return { refused: 'no endpoints', port };
  const near = chosen.filter(({ endpoint }) =>
    isNear(
      cluster,
      service,
      endpoint,
      client,
      chosen.map((one) => one.endpoint),
    ),
  );
  if (near.length === 0) return { dropped: 'no local endpoints', port };
  const targets = near.flatMap(({ endpoint, port: at }) => targetsOf(cluster, service, endpoint, at));
  return { targets, port, ...(ready.length === 0 && { terminating: true as const }) };
}

function isNear(
  cluster: Looking,
  { spec }: Service,
  endpoint: Endpoint,
  { node, external }: Client,
  all: readonly Endpoint[],
): boolean {
  const policy = external ? spec.externalTrafficPolicy : spec.internalTrafficPolicy;
  if (policy === 'Local') return endpoint.nodeName === node;
  const zone = cluster.get('Node', undefined, node ?? '')?.metadata.labels?.[zoneLabel];
  return hinted(endpoint, node, zone, all);
}

/** Hints count when every endpoint has one and some endpoint is meant for the client. */
function hinted(
  endpoint: Endpoint,
  node: string | undefined,
  zone: string | undefined,
  all: readonly Endpoint[],
): boolean {
  const byNode = ({ hints }: Endpoint) => hints?.forNodes?.some(({ name }) => name === node) ?? false;
  const byZone = ({ hints }: Endpoint) => hints?.forZones?.some(({ name }) => name === zone) ?? false;
  if (all.every(({ hints }) => hints?.forNodes) && all.some(byNode)) return byNode(endpoint);
  if (all.every(({ hints }) => hints?.forZones) && all.some(byZone)) return byZone(endpoint);
  return true;
}

function targetsOf(cluster: Looking, service: Service, endpoint: Endpoint, port: number): readonly Target[] {
  const { targetRef, addresses, conditions } = endpoint;
  const pod =
    targetRef?.kind === 'Pod'
      ? cluster.get('Pod', targetRef.namespace ?? service.metadata.namespace, targetRef.name ?? '')
      : undefined;
  return addresses.map((ip) => ({ ip, port, ready: conditions?.ready !== false, ...(pod && { pod }) }));
}
