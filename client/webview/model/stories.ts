// What the network, config and storage tabs show of one moment, as rows of plain values: who serves a Service, what a
// container sees, why a claim waits. Everything is asked of the simulator's own readers.
import { containerEnvironment } from '../../../server/src/core/sim/environment/containerEnvironment.ts';
import type { ClusterView } from '../../../server/src/core/sim/frame.ts';
import { type Hop, type RequestEnd, traceRequest } from '../../../server/src/core/sim/network/requestTrace.ts';
import type { KubeObject, Pod } from '../../../server/src/core/sim/objects.ts';
import { refKey } from '../../../server/src/core/sim/replay.ts';
import { kubectlAt, viewAt } from './clusterView.ts';
import type { Run } from './run.ts';

export interface ServiceRow {
  readonly key: string;
  readonly name: string;
  readonly address: string;
  readonly ports: string;
  /** `10.244.1.2:80`, or the pods that are not ready. */
  readonly endpoints: readonly string[];
}

export function servicesAt(run: Run, atMs: number): readonly ServiceRow[] {
  const view = viewAt(run, atMs);
  return view.list('Service').map((service) => {
    const slices = view
      .list('EndpointSlice', service.metadata.namespace)
      .filter(({ metadata }) => metadata.labels?.['kubernetes.io/service-name'] === service.metadata.name);
    const endpoints = slices.flatMap(({ endpoints: all, ports }) =>
      all
        .filter(({ conditions }) => conditions?.ready !== false)
        .map(({ addresses, targetRef }) => `${targetRef?.name ?? ''} ${addresses[0]}:${ports[0]?.port ?? ''}`.trim()),
    );
    return {
      key: keyOf(service),
      name: service.metadata.name,
      address: service.spec.clusterIP ?? service.spec.externalName ?? '',
      ports: (service.spec.ports ?? []).map(({ port, targetPort = port }) => `${port}→${targetPort}`).join(', '),
      endpoints,
    };
  });
}

export interface Traced {
  readonly hops: readonly Hop[];
  readonly end: RequestEnd;
}

/** @param from the key of a pod; from outside the cluster when there is none such */
export function requestAt(run: Run, atMs: number, from: string | undefined, url: string): Traced | undefined {
  if (url.trim() === '') return undefined;
  const view = viewAt(run, atMs);
  const pod = view.list('Pod').find((one) => keyOf(one) === from);
  return traceRequest(view, { url: url.trim(), ...(pod && { from: pod }) });
}

export interface ContainerRow {
  readonly pod: string;
  readonly container: string;
  readonly variables: readonly (readonly [name: string, value: string])[];
  /** Why it has none. */
  readonly problem?: string;
  /** `/etc/app ← configMap settings`. */
  readonly mounts: readonly string[];
}

/** Of the selected pod, or of the first: what its containers see. */
export function containersAt(run: Run, atMs: number, selected: string | undefined): readonly ContainerRow[] {
  const view = viewAt(run, atMs);
  const pods = view.list('Pod');
  const pod = pods.find((one) => keyOf(one) === selected) ?? pods[0];
  return pod ? pod.spec.containers.map((container) => rowOf(view, pod, container)) : [];
}

function rowOf(view: ClusterView, pod: Pod, container: Pod['spec']['containers'][number]): ContainerRow {
  const environment = containerEnvironment(pod, container, {
    get: (kind, within, name) => view.get(kind, within, name),
    services: view.list('Service'),
    node: view.list('Node').find(({ metadata }) => metadata.name === pod.spec.nodeName),
  });
  const mounts = (container.volumeMounts ?? []).map(({ name, mountPath }) => {
    const volume = pod.spec.volumes?.find((one) => one.name === name);
    return `${mountPath} ← ${sourceOf(volume)}`;
  });
  const row = { pod: pod.metadata.name, container: container.name, mounts };
  return 'error' in environment
    ? { ...row, variables: [], problem: environment.error }
    : { ...row, variables: [...environment.variables] };
}

function sourceOf(volume: object | undefined): string {
  const [kind = '', of] = Object.entries(volume ?? {}).find(([key]) => key !== 'name') ?? [];
  const { name, secretName, claimName } = (of ?? {}) as Partial<Record<string, string>>;
  return `${kind} ${name ?? secretName ?? claimName ?? ''}`.trim();
}

/** kubectl's own tables of claims, volumes and classes. */
export function storageTables(run: Run, atMs: number): readonly string[] {
  return ['get pvc -A', 'get pv', 'get storageclass'].map((line) => kubectlAt(run, atMs, line).output.trimEnd());
}

/** Claims by key, to ask why they wait. */
export function claimsAt(
  run: Run,
  atMs: number,
): readonly { readonly key: string; readonly name: string; readonly phase: string }[] {
  return viewAt(run, atMs)
    .list('PersistentVolumeClaim')
    .map((claim) => ({ key: keyOf(claim), name: claim.metadata.name, phase: claim.status?.phase ?? 'Pending' }));
}

export function podsAt(run: Run, atMs: number): readonly { readonly key: string; readonly name: string }[] {
  return viewAt(run, atMs)
    .list('Pod')
    .map((pod) => ({ key: keyOf(pod), name: pod.metadata.name }));
}

function keyOf({ apiVersion, kind, metadata }: KubeObject): string {
  const { name, namespace } = metadata;
  return refKey({ apiVersion, kind, name, ...(namespace !== undefined && { namespace }) });
}
