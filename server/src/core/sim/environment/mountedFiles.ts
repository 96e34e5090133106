// The files that ConfigMaps and Secrets put into a container: which keys under which names. Source: pkg/volume/{configmap,
// secret,projected}, pkg/volume/util/atomic_writer.go (v1.36). Whose state of the objects counts is the caller's to say.
import { decodeBase64, utf8Text } from '../../kubernetes/base64.ts';
import type { ConfigMap, Container, KubeObject, Pod, Secret } from '../objects.ts';
import { type DownwardItem, downwardContent } from './downwardFiles.ts';

/** The objects as the container sees them. */
export interface Sources {
  readonly configMaps: readonly KubeObject[];
  readonly secrets: readonly KubeObject[];
}

interface Item {
  readonly key: string;
  readonly path: string;
}
interface Source {
  readonly name?: string;
  readonly secretName?: string;
  readonly items?: readonly Item[];
}

/** The mount that a path is in, if it is one of these volumes; the innermost counts. */
export function mountOf(pod: Pod, container: Container, path: string) {
  return (container.volumeMounts ?? [])
    .filter(({ mountPath }) => path === mountPath || path.startsWith(mountPath.replace(/\/?$/, '/')))
    .sort((a, b) => b.mountPath.length - a.mountPath.length)
    .map((mount) => ({ mount, volume: (pod.spec.volumes ?? []).find(({ name }) => name === mount.name) }))[0];
}

interface Projection {
  readonly configMap?: Source;
  readonly secret?: Source;
  readonly downwardAPI?: { readonly items?: readonly DownwardItem[] };
  readonly serviceAccountToken?: { readonly path: string; readonly audience?: string };
}

type Files = readonly (readonly [name: string, content: string])[];

/** Undefined: the volume is of another type. What comes from the pod itself is of now. */
export function filesOf(pod: Pod, volume: object, sources: Sources): ReadonlyMap<string, string> | undefined {
  const { secret, projected, ...plain } = volume as Projection & { projected?: { sources?: readonly Projection[] } };
  if (projected) return new Map((projected.sources ?? []).flatMap((source) => projectedFiles(pod, source, sources)));
  if (!secret && !plain.configMap && !plain.downwardAPI) return undefined;
  return new Map(projectedFiles(pod, { ...plain, ...(secret && { secret }) }, sources));
}

function projectedFiles(pod: Pod, source: Projection, sources: Sources): Files {
  const { namespace } = pod.metadata;
  const { configMap, secret, downwardAPI, serviceAccountToken } = source;
  if (configMap) return picked(configMap, configData(sources, namespace, configMap));
  if (secret) return picked(secret, secretData(sources, namespace, secret));
  if (downwardAPI) return (downwardAPI.items ?? []).map((item) => [item.path, downwardContent(pod, item)]);
  if (!serviceAccountToken) return [];
  const account = `system:serviceaccount:${namespace ?? 'default'}:${pod.spec.serviceAccountName ?? 'default'}`;
  const { path, audience = 'https://kubernetes.default.svc.cluster.local' } = serviceAccountToken;
  return [[path, `<token of ${account} for ${audience}>\n`]];
}

type Data = Readonly<Record<string, string>>;

const found = (objects: readonly KubeObject[], namespace: string | undefined, name: string | undefined) =>
  objects.find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);

function configData({ configMaps }: Sources, namespace: string | undefined, { name }: Source): Data {
  const object = found(configMaps, namespace, name) as ConfigMap | undefined;
  return { ...object?.data, ...decoded(object?.binaryData) };
}

function secretData({ secrets }: Sources, namespace: string | undefined, { name, secretName }: Source): Data {
  return decoded((found(secrets, namespace, secretName ?? name) as Secret | undefined)?.data);
}

function decoded(data: Data | undefined): Data {
  return Object.fromEntries(
    Object.entries(data ?? {}).map(([key, value]) => {
      const decodedValue = decodeBase64(value);
      return [key, ('bytes' in decodedValue ? utf8Text(decodedValue.bytes) : undefined) ?? value];
    }),
  );
}

function picked({ items }: Source, data: Data): Files {
  if (!items) return Object.entries(data);
  return items.flatMap(({ key, path }) => (data[key] === undefined ? [] : [[path, data[key] ?? ''] as const]));
}

/** Names of the objects whose changes reach the pod's files. */
export function mountedNames(pod: Pod, kind: string): readonly string[] {
  const sources = (pod.spec.volumes ?? []).flatMap((volume): readonly Projection[] => {
    const { projected, ...plain } = volume as Projection & { projected?: { sources?: readonly Projection[] } };
    return [plain, ...(projected?.sources ?? [])];
  });
  return sources.flatMap(({ configMap, secret }) =>
    kind === 'ConfigMap' ? (configMap?.name ?? []) : (secret?.secretName ?? secret?.name ?? []),
  );
}
