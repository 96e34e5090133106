// What the containers of a pod see at one moment: each variable with where its value is written, each mounted volume with
// its files. Everything is asked of the simulator's own readers.
import { podTemplatePath } from '../../../server/src/core/kubernetes/podTemplatePath.ts';
import { containerEnvironment } from '../../../server/src/core/sim/environment/containerEnvironment.ts';
import { filesOf } from '../../../server/src/core/sim/environment/mountedFiles.ts';
import type { ClusterView } from '../../../server/src/core/sim/frame.ts';
import type { Container, Pod } from '../../../server/src/core/sim/objects.ts';
import type { ObjectRef } from '../../../server/src/core/sim/trace.ts';
import { viewAt } from './clusterView.ts';
import { manifestOf } from './lifelines.ts';
import type { Run } from './run.ts';
import { keyOf } from './stories.ts';

/** In words, and the field that a click opens. */
export interface Source {
  readonly words: string;
  readonly object: ObjectRef;
  readonly field?: string;
}

export interface VariableRow {
  readonly name: string;
  readonly value: string;
  /** Absent: the kubelet sets it for a Service. */
  readonly source?: Source;
}

export interface MountRow {
  readonly path: string;
  readonly isReadOnly: boolean;
  readonly source: Source;
  /** Whether a change of its ConfigMap or Secret reaches the files: not through a subPath. */
  readonly follows?: boolean;
  /** Of ConfigMaps and Secrets; undefined where only a running container could tell. */
  readonly files?: readonly (readonly [path: string, content: string])[];
}

export interface ContainerRow {
  readonly pod: string;
  readonly container: string;
  readonly variables: readonly VariableRow[];
  /** Some of them are of a ConfigMap or Secret, whose change they do not follow. */
  readonly hasKeys: boolean;
  /** Why it has none. */
  readonly problem?: string;
  readonly mounts: readonly MountRow[];
}

interface Around {
  readonly view: ClusterView;
  readonly pod: Pod;
  /** Where the pod is written: in a workload's template, or as itself. */
  readonly manifest: ObjectRef;
  readonly prefix: string;
}

/** Of the selected pod, or of the first. */
export function containersAt(run: Run, atMs: number, selected: string | undefined): readonly ContainerRow[] {
  const view = viewAt(run, atMs);
  const pods = view.list('Pod');
  const pod = pods.find((one) => keyOf(one) === selected) ?? pods[0];
  const manifest = pod && manifestOf(run.history, run.history.get(keyOf(pod)) ?? []);
  if (!pod || !manifest) return [];
  const prefix = [...(podTemplatePath(manifest.kind) ?? []), 'spec'].join('.');
  return pod.spec.containers.map((container, at) => rowOf({ view, pod, manifest, prefix }, container, at));
}

function rowOf(around: Around, container: Container, at: number): ContainerRow {
  const { view, pod } = around;
  const environment = containerEnvironment(pod, container, {
    get: (kind, within, name) => view.get(kind, within, name),
    services: view.list('Service'),
    node: view.list('Node').find(({ metadata }) => metadata.name === pod.spec.nodeName),
  });
  const field = `${around.prefix}.containers[${at}]`;
  const row = { pod: pod.metadata.name, container: container.name, mounts: mountsOf(around, container, field) };
  if ('error' in environment) return { ...row, variables: [], hasKeys: false, problem: environment.error };
  const variables = [...environment.variables].map(([name, value]) => {
    const source = sourceOf(around, container, field, name);
    return { name, value, ...(source && { source }) };
  });
  // What people wrote comes before what every container has.
  const sorted = variables.sort((a, b) => Number(!a.source) - Number(!b.source));
  const hasKeys = sorted.some(({ source }) => source !== undefined && source.object.kind !== around.manifest.kind);
  return { ...row, variables: sorted, hasKeys };
}

function sourceOf(around: Around, container: Container, field: string, name: string): Source | undefined {
  const own = container.env?.findIndex((variable) => variable.name === name) ?? -1;
  const variable = container.env?.[own];
  if (variable) return ofVariable(around, `${field}.env[${own}]`, variable);
  const from = container.envFrom?.findLastIndex(({ prefix = '', configMapRef, secretRef }) => {
    const kind = configMapRef ? 'ConfigMap' : 'Secret';
    const key = name.slice(prefix.length);
    return name.startsWith(prefix) && hasKey(around, kind, (configMapRef ?? secretRef)?.name, key);
  });
  const all = from === undefined ? undefined : container.envFrom?.[from];
  if (!all) return undefined;
  const kind = all.configMapRef ? 'ConfigMap' : 'Secret';
  return ofKey(around, kind, (all.configMapRef ?? all.secretRef)?.name ?? '', name.slice((all.prefix ?? '').length));
}

function ofVariable(
  around: Around,
  field: string,
  { value, valueFrom }: NonNullable<Container['env']>[number],
): Source {
  const { configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef } = valueFrom ?? {};
  if (configMapKeyRef) return ofKey(around, 'ConfigMap', configMapKeyRef.name ?? '', configMapKeyRef.key);
  if (secretKeyRef) return ofKey(around, 'Secret', secretKeyRef.name ?? '', secretKeyRef.key);
  const words = String(fieldRef?.['fieldPath'] ?? resourceFieldRef?.['resource'] ?? value ?? '""');
  return { words, object: around.manifest, field };
}

function ofKey({ pod }: Around, kind: 'ConfigMap' | 'Secret', name: string, key: string): Source {
  const object = { apiVersion: 'v1', kind, name, namespace: pod.metadata.namespace ?? 'default' };
  return { words: `${kind}/${name} ${key}`, object, field: `data[${key}]` };
}

function hasKey({ view, pod }: Around, kind: 'ConfigMap' | 'Secret', name: string | undefined, key: string): boolean {
  const object = view.get(kind, pod.metadata.namespace, name ?? '') as { readonly data?: object } | undefined;
  return Object.hasOwn(object?.data ?? {}, key);
}

function mountsOf(around: Around, { volumeMounts = [] }: Container, field: string): readonly MountRow[] {
  const { view, pod, manifest, prefix } = around;
  return volumeMounts.map(({ name, mountPath, subPath, readOnly }, at) => {
    const index = pod.spec.volumes?.findIndex((one) => one.name === name) ?? -1;
    const volume = pod.spec.volumes?.[index];
    const all = volume && filesOf(pod, volume, { configMaps: view.list('ConfigMap'), secrets: view.list('Secret') });
    const files = all && [...all].filter(([path]) => subPath === undefined || path === subPath);
    const isWritten = index >= 0 && !name.startsWith('kube-api-access-');
    return {
      path: mountPath,
      isReadOnly: readOnly === true,
      source: {
        words: `${volumeWords(volume)}${subPath === undefined ? '' : ` ${subPath}`}`,
        object: manifest,
        field: isWritten ? `${prefix}.volumes[${index}]` : `${field}.volumeMounts[${at}]`,
      },
      ...(files && { follows: subPath === undefined }),
      ...(files && { files: files.map(([path, content]) => [filePath(mountPath, subPath, path), content] as const) }),
    };
  });
}

function filePath(mountPath: string, subPath: string | undefined, path: string): string {
  return subPath === undefined ? `${mountPath.replace(/\/$/, '')}/${path}` : mountPath;
}

function volumeWords(volume: object | undefined): string {
  const [kind = '', of] = Object.entries(volume ?? {}).find(([key]) => key !== 'name') ?? [];
  const { name, secretName, claimName } = (of ?? {}) as Partial<Record<string, string>>;
  return `${kind} ${name ?? secretName ?? claimName ?? ''}`.trim();
}
