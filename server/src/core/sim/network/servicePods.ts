// Which pods stand behind a Service, and at which ports. Shared by Endpoints and EndpointSlices.
// Sources: k8s.io/endpointslice/util/controller_utils.go, utils.go (v1.36).
import type { Change, ClusterView } from '../frame.ts';
import { sameJson } from '../json.ts';
import { conditionOf, type Pod } from '../objects.ts';
import { matchesLabels } from '../selectors.ts';
import type { EndpointPort, Service, ServicePort } from './shapes.ts';

/** Pods that the Service selects, in whatever state. */
export function selectedPods(view: ClusterView, service: Service): readonly Pod[] {
  const selector = service.spec.selector ?? {};
  return view
    .list('Pod', service.metadata.namespace)
    .filter(({ metadata }) => matchesLabels(selector, metadata.labels ?? {}));
}

/** Of these the ones that have an address and have not finished. */
export function servingPods(selected: readonly Pod[], withTerminating: boolean): readonly Pod[] {
  return selected.filter(({ metadata, status }) => {
    const { phase, podIP } = status ?? {};
    if (phase === 'Succeeded' || phase === 'Failed' || !podIP) return false;
    return withTerminating || metadata.deletionTimestamp === undefined;
  });
}

export function podsOf(view: ClusterView, service: Service, withTerminating: boolean): readonly Pod[] {
  return servingPods(selectedPods(view, service), withTerminating);
}

export const isReady = (pod: Pod): boolean => conditionOf(pod.status, 'Ready')?.status === 'True';

export function addressesOf(pod: Pod, family: 'IPv4' | 'IPv6'): readonly string[] {
  const ips = pod.status.podIPs ?? (pod.status.podIP ? [{ ip: pod.status.podIP }] : []);
  return ips.map(({ ip }) => ip).filter((ip) => ip.includes(':') === (family === 'IPv6'));
}

/** The pod's name in DNS, when the Service is the pod's subdomain. */
export function hostnameFor(pod: Pod, service: Service): string | undefined {
  const { hostname, subdomain } = pod.spec;
  const mine = subdomain === service.metadata.name && pod.metadata.namespace === service.metadata.namespace;
  return hostname && mine ? hostname : undefined;
}

/** Ports of the Service at this pod; a port whose name the pod does not have is left out. */
export function portsAt(service: Service, pod: Pod): readonly EndpointPort[] {
  return (service.spec.ports ?? []).flatMap((port) => {
    const number = portNumber(pod, port);
    if (number === undefined) return [];
    const { name = '', protocol = 'TCP', appProtocol } = port;
    return [{ name, port: number, protocol, ...(appProtocol !== undefined && { appProtocol }) }];
  });
}

/** `FindPort`: by number, or by name among the ports of containers, then sidecars. */
function portNumber(pod: Pod, { targetPort, port, protocol = 'TCP' }: ServicePort): number | undefined {
  const wanted = targetPort ?? port;
  if (typeof wanted === 'number') return wanted;
  const sidecars = (pod.spec.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy === 'Always');
  return [...pod.spec.containers, ...sidecars]
    .flatMap(({ ports = [] }) => ports)
    .find((candidate) => candidate.name === wanted && (candidate.protocol ?? 'TCP') === protocol)?.containerPort;
}

/** Keys of the Services that a changed pod could belong to. */
export function servicesOfPod({ object, before }: Change, view: ClusterView): readonly string[] {
  const [pod, then] = [object as Pod, before as Pod | undefined];
  const services = view.list('Service', pod.metadata.namespace);
  if (services.length === 0 || (then && !matters(pod, then))) return [];
  const labels = [pod.metadata.labels ?? {}, ...(then ? [then.metadata.labels ?? {}] : [])];
  return services
    .filter((service) => {
      const { selector } = (service as Service).spec;
      return selector !== undefined && labels.some((set) => matchesLabels(selector, set));
    })
    .map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`);
}

function matters(pod: Pod, before: Pod): boolean {
  const [now, then] = [pod.status ?? {}, before.status ?? {}];
  return (
    now.phase !== then.phase ||
    now.podIP !== then.podIP ||
    conditionOf(now, 'Ready')?.status !== conditionOf(then, 'Ready')?.status ||
    pod.spec.nodeName !== before.spec.nodeName ||
    pod.spec.hostname !== before.spec.hostname ||
    (pod.metadata.deletionTimestamp === undefined) !== (before.metadata.deletionTimestamp === undefined) ||
    !sameJson(pod.metadata.labels, before.metadata.labels) ||
    !sameJson(now.podIPs, then.podIPs)
  );
}
