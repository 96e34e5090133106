// Static pods: manifests that lie on a node. Their kubelet runs them whatever the API server says, and shows each through a
// mirror pod, which it makes again whenever somebody deletes it. Sources: pkg/kubelet/config/common.go applyDefaults,
// pkg/kubelet/pod/mirror_client.go (v1.36).
import type { JsonObject } from '../../apiserver/types.ts';
import type { ClusterView } from '../frame.ts';
import type { NewObject, Node, Pod, Toleration } from '../objects.ts';
import type { Looking } from './telling.ts';

const annotation = {
  hash: 'kubernetes.io/config.hash',
  mirror: 'kubernetes.io/config.mirror',
  seen: 'kubernetes.io/config.seen',
  source: 'kubernetes.io/config.source',
} as const;

/** The mirror pod's own hash, where it is one. */
export const mirrorHash = (pod: Pod): string | undefined => pod.metadata.annotations?.[annotation.mirror];

/** Makes the mirror pods of a node that are missing. */
export function* mirrorStaticPods(view: ClusterView, nodeName: string): Looking {
  const node = view.get('Node', undefined, nodeName);
  if (!node || view.settings.silentNodes.has(nodeName)) return;
  for (const manifest of view.settings.staticPods.get(nodeName) ?? []) {
    const mirror = mirrorOf(view, manifest, node);
    if (view.get('Pod', mirror.metadata.namespace, mirror.metadata.name ?? '')) continue;
    yield { type: 'create', object: mirror, cause: { because: 'static-pod' } };
  }
}

function mirrorOf(view: ClusterView, manifest: JsonObject, node: Node): NewObject {
  const { metadata, spec } = manifest as unknown as Pod;
  const name = `${metadata.name}-${node.metadata.name.toLowerCase()}`;
  const namespace = metadata.namespace ?? 'default';
  const hash = hashOf(`${JSON.stringify(manifest)}host:${node.metadata.name}`);
  const marks = {
    [annotation.hash]: hash,
    [annotation.mirror]: hash,
    [annotation.seen]: view.now(0),
    [annotation.source]: 'file',
  };
  const everywhere: Toleration = { operator: 'Exists', effect: 'NoExecute' };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...metadata,
      name,
      namespace,
      annotations: { ...metadata.annotations, ...marks },
      ownerReferences: [
        { apiVersion: 'v1', kind: 'Node', name: node.metadata.name, uid: node.metadata.uid, controller: true },
      ],
    },
    spec: { ...spec, nodeName: node.metadata.name, tolerations: [...(spec.tolerations ?? []), everywhere] },
  } as NewObject;
}

/** 32 hexadecimal digits that follow from the manifest: four rounds of FNV-1a. */
function hashOf(text: string): string {
  return [0, 1, 2, 3]
    .map((round) => {
      let hash = 0x811c9dc5 ^ round;
      for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
      return (hash >>> 0).toString(16).padStart(8, '0');
    })
    .join('');
}
