// The files that ConfigMaps and Secrets put into a container: which keys under which names. Source: pkg/volume/{configmap,
// secret,projected}, pkg/volume/util/atomic_writer.go (v1.36). Whose state of the objects counts is the caller's to say.
import { decodeBase64, utf8Text } from '../../kubernetes/base64.ts';
import type { ConfigMap, Container, KubeObject, Pod, Secret } from '../objects.ts';

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

/** Undefined: the volume is of another type. */
export function filesOf(pod: Pod, volume: object, sources: Sources): ReadonlyMap<string, string> | undefined {
  const { configMap, secret, projected } = volume as {
    configMap?: Source;
    secret?: Source;
    projected?: { sources?: readonly { configMap?: Source; secret?: Source }[] };
  };
  const namespace = pod.metadata.namespace;
  if (configMap) return new Map(picked(configMap, configData(sources, namespace, configMap)));
  if (secret) return new Map(picked(secret, secretData(sources, namespace, secret)));
  if (!projected) return undefined;
  const parts = (projected.sources ?? []).flatMap((source) => [
    ...(source.configMap ? picked(source.configMap, configData(sources, namespace, source.configMap)) : []),
    ...(source.secret ? picked(source.secret, secretData(sources, namespace, source.secret)) : []),
  ]);
  return new Map(parts);
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

function picked({ items }: Source, data: Data): readonly (readonly [string, string])[] {
  if (!items) return Object.entries(data);
  return items.flatMap(({ key, path }) => (data[key] === undefined ? [] : [[path, data[key] ?? ''] as const]));
}

/** Names of the objects whose changes reach the pod's files. */
export function mountedNames(pod: Pod, kind: string): readonly string[] {
  const sources = (pod.spec.volumes ?? []).flatMap((volume): readonly { configMap?: Source; secret?: Source }[] => {
    const { configMap, secret, projected } = volume as {
      configMap?: Source;
      secret?: Source;
      projected?: { sources?: readonly { configMap?: Source; secret?: Source }[] };
    };
    return [{ ...(configMap && { configMap }), ...(secret && { secret }) }, ...(projected?.sources ?? [])];
  });
  return sources.flatMap(({ configMap, secret }) =>
    kind === 'ConfigMap' ? (configMap?.name ?? []) : (secret?.secretName ?? secret?.name ?? []),
  );
}
