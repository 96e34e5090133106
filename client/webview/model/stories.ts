// What the network and storage tabs show of one moment, as rows of plain values: who serves a Service, where Ingresses lead,
// which claims wait. Everything is asked of the simulator's own readers.
import type { Ingress, IngressBackend } from '../../../server/src/core/sim/network/ingressRouting.ts';
import { type Hop, type RequestEnd, traceRequest } from '../../../server/src/core/sim/network/requestTrace.ts';
import type { KubeObject } from '../../../server/src/core/sim/objects.ts';
import { refKey } from '../../../server/src/core/sim/replay.ts';
import { viewAt } from './clusterView.ts';
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

export interface StorageRow {
  readonly key: string;
  /** It is not bound: something can be said of why. */
  readonly waits: boolean;
  readonly cells: readonly { readonly head: string; readonly value: string }[];
}

export interface Storage {
  readonly claims: readonly StorageRow[];
  readonly volumes: readonly StorageRow[];
  readonly classes: readonly StorageRow[];
}

/** Claims, volumes and classes with the columns by which kubectl tells them apart. */
export function storageAt(run: Run, atMs: number): Storage {
  const view = viewAt(run, atMs);
  return {
    claims: view.list('PersistentVolumeClaim').map((claim) => {
      const { spec, status } = claim;
      return storageRow(claim, status?.phase !== 'Bound', [
        ['STATUS', statusWord(status?.phase ?? 'Pending')],
        ['VOLUME', spec.volumeName],
        ['REQUEST', spec.resources?.requests?.['storage']],
        ['ACCESS MODES', (spec.accessModes ?? []).join(', ')],
        ['CLASS', spec.storageClassName],
      ]);
    }),
    volumes: view.list('PersistentVolume').map((volume) => {
      const { spec, status } = volume;
      return storageRow(volume, status?.phase === 'Pending' || status?.phase === 'Failed', [
        ['STATUS', statusWord(status?.phase ?? 'Pending')],
        ['CLAIM', spec.claimRef ? `${spec.claimRef.namespace}/${spec.claimRef.name}` : ''],
        ['CAPACITY', spec.capacity?.['storage']],
        ['ACCESS MODES', (spec.accessModes ?? []).join(', ')],
        ['CLASS', spec.storageClassName],
        ['RECLAIM', spec.persistentVolumeReclaimPolicy],
      ]);
    }),
    classes: view.list('StorageClass').map((one) => {
      const isDefault = one.metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true';
      return storageRow(one, false, [
        ['PROVISIONER', one.provisioner],
        ['RECLAIM', one.reclaimPolicy],
        ['BINDING', one.volumeBindingMode],
        ['DEFAULT', isDefault ? '✓' : ''],
      ]);
    }),
  };
}

function storageRow(
  object: KubeObject,
  waits: boolean,
  cells: readonly (readonly [head: string, value: string | undefined])[],
): StorageRow {
  const name = { head: 'NAME', value: object.metadata.name };
  return { key: keyOf(object), waits, cells: [name, ...cells.map(([head, value = '']) => ({ head, value }))] };
}

const statusWord = (phase: string): string => `${phase === 'Bound' || phase === 'Available' ? '●' : '○'}\u00a0${phase}`;

export interface RouteRow {
  readonly key: string;
  readonly ingress: string;
  /** `shop.example.com/ (Prefix)`. */
  readonly route: string;
  /** `http://shop.example.com/`: what a click follows. */
  readonly url: string;
  readonly backend: string;
}

/** The rules of all Ingresses, in the order in which they are written. */
export function routesAt(run: Run, atMs: number): readonly RouteRow[] {
  const all = viewAt(run, atMs).list('Ingress') as readonly KubeObject[] as readonly Ingress[];
  return all.flatMap((ingress) => {
    const { rules = [], defaultBackend } = ingress.spec;
    const row = { key: keyOf(ingress), ingress: ingress.metadata.name };
    const written = rules.flatMap(({ host = '*', http }) =>
      (http?.paths ?? []).map(({ path = '/', pathType, backend }) => ({
        ...row,
        route: `${host}${path} (${pathType})`,
        url: `http://${host.replace('*', 'any')}${path}`,
        backend: backendWords(backend),
      })),
    );
    const rest = defaultBackend && { ...row, route: '*', url: 'http://any/', backend: backendWords(defaultBackend) };
    return rest ? [...written, rest] : written;
  });
}

function backendWords({ service, resource }: IngressBackend): string {
  if (!service) return resource ? `${resource.kind}/${resource.name}` : '';
  return `${service.name}:${service.port?.number ?? service.port?.name ?? ''}`;
}

export function podsAt(run: Run, atMs: number): readonly { readonly key: string; readonly name: string }[] {
  return viewAt(run, atMs)
    .list('Pod')
    .map((pod) => ({ key: keyOf(pod), name: pod.metadata.name }));
}

export function keyOf({ apiVersion, kind, metadata }: KubeObject): string {
  const { name, namespace } = metadata;
  return refKey({ apiVersion, kind, name, ...(namespace !== undefined && { namespace }) });
}
