// What must hold once nothing more happens: the controllers have brought about what the objects ask for, and say so. Checked
// by tests at the end of runs that came to rest. Looks only at committed objects.
import { isActive, isReady } from './controllers/availability.ts';
import type { ClusterView } from './frame.ts';
import type { Endpoint } from './network/shapes.ts';
import type { KubeObject, Pod } from './objects.ts';
import { matchesLabels } from './selectors.ts';

/** What is broken, in plain words. Nothing is asked of clusters with silent nodes: there is nobody to bring it about. */
export function brokenAtRest(view: ClusterView): readonly string[] {
  if (view.settings.silentNodes.size > 0) return [];
  return [
    ...view.kinds().flatMap((kind) => view.list<string>(kind).flatMap((object) => orphaned(view, object))),
    ...view.list('ReplicaSet').flatMap((set) => countedRight(view, set)),
    ...view.list('StatefulSet').flatMap((set) => countedRight(view, set)),
    ...view.list('Deployment').flatMap((deployment) => observed(deployment)),
    ...view.list('Service').flatMap((service) => endpointsRight(view, service)),
  ];
}

const named = ({ kind, metadata }: KubeObject): string => `${kind} ${metadata.name}`;

/** Everything whose owners are all gone has been collected. */
function orphaned(view: ClusterView, object: KubeObject): readonly string[] {
  const owners = object.metadata.ownerReferences ?? [];
  return owners.length > 0 && owners.every(({ uid }) => !view.byUid(uid))
    ? [`${named(object)} outlived its owners`]
    : [];
}

function countedRight(view: ClusterView, set: KubeObject): readonly string[] {
  if (set.metadata.deletionTimestamp) return [];
  const own = view.controlledBy('Pod', set.metadata.uid);
  const pods = set.kind === 'ReplicaSet' ? own.filter(isActive) : own;
  const { replicas = 0, readyReplicas = 0 } = set.status as { replicas?: number; readyReplicas?: number };
  const ready = pods.filter(isReady).length;
  if (replicas === pods.length && readyReplicas === ready) return [];
  return [`${named(set)} counts ${replicas} pods and ${readyReplicas} ready ones of ${pods.length} and ${ready}`];
}

function observed({ kind, metadata, status }: KubeObject): readonly string[] {
  const { observedGeneration = 0 } = (status ?? {}) as { observedGeneration?: number };
  return observedGeneration < (metadata.generation ?? 0) ? [`${kind} ${metadata.name} has not seen its spec`] : [];
}

/** The slices of a Service hold its pods, ready where they are. */
function endpointsRight(view: ClusterView, service: KubeObject): readonly string[] {
  const { selector, type, publishNotReadyAddresses } = service.spec as {
    selector?: Record<string, string>;
    type?: string;
    publishNotReadyAddresses?: boolean;
  };
  if (!selector || type === 'ExternalName' || publishNotReadyAddresses) return [];
  const { name, namespace } = service.metadata;
  const endpoints = view
    .list('EndpointSlice', namespace)
    .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === name)
    .flatMap((slice) => (slice as unknown as { endpoints?: readonly Endpoint[] }).endpoints ?? []);
  const told = endpoints
    .filter(({ conditions }) => conditions?.ready)
    .flatMap(({ targetRef }) => targetRef?.name ?? []);
  const wanted = view.list('Pod', namespace).filter((pod) => serves(view, pod, selector));
  const [a, b] = [
    [...told].sort().join(),
    wanted
      .map(({ metadata }) => metadata.name)
      .sort()
      .join(),
  ];
  return a === b ? [] : [`Service ${name} sends to ${a || 'nobody'}, its ready pods are ${b || 'none'}`];
}

function serves(view: ClusterView, pod: Pod, selector: Readonly<Record<string, string>>): boolean {
  return (
    matchesLabels(selector, pod.metadata.labels ?? {}) &&
    isActive(pod) &&
    isReady(pod) &&
    !!pod.status.podIP &&
    !!view.get('Node', undefined, pod.spec.nodeName ?? '')
  );
}
