// The controllers that keep claims in use and bound volumes from vanishing, through their finalizers.
// Sources: pkg/controller/volume/{pvcprotection,pvprotection} (v1.36). The finalizers are given at creation.
import type { Change, ClusterView, Controller, Steps } from '../frame.ts';
import type { KubeObject, PersistentVolume, PersistentVolumeClaim, Pod } from '../objects.ts';
import { claimNameOf } from '../scheduler/podVolumes.ts';
import { specOf } from '../scheduler/shapes.ts';

const claimFinalizer = 'kubernetes.io/pvc-protection';
const volumeFinalizer = 'kubernetes.io/pv-protection';

export function claimProtection(): Controller {
  return {
    name: 'persistentvolumeclaim-protection-controller',
    watches: {
      PersistentVolumeClaim: ({ verb, object }) => (verb === 'delete' ? [] : [keyOf(object)]),
      Pod: ({ object }: Change) => {
        const pod = object as Pod;
        const keys: string[] = [];
        for (const volume of specOf(pod).volumes ?? []) {
          const name = claimNameOf(pod, volume);
          if (name !== undefined) keys.push(`${pod.metadata.namespace ?? ''}/${name}`);
        }
        return keys;
      },
    },
    *reconcile(view: ClusterView, key: string): Steps {
      const [namespace, name = ''] = key.split('/');
      const claim = view.get('PersistentVolumeClaim', namespace, name);
      if (claim && leaving(claim, claimFinalizer) && !isUsed(view, claim)) yield drop(claim, claimFinalizer);
    },
  };
}

export function volumeProtection(): Controller {
  return {
    name: 'persistentvolume-protection-controller',
    watches: { PersistentVolume: ({ verb, object }) => (verb === 'delete' ? [] : [object.metadata.name]) },
    *reconcile(view: ClusterView, key: string): Steps {
      const volume: PersistentVolume | undefined = view.get('PersistentVolume', undefined, key);
      if (volume && leaving(volume, volumeFinalizer) && volume.status?.phase !== 'Bound')
        yield drop(volume, volumeFinalizer);
    },
  };
}

const keyOf = ({ metadata }: KubeObject): string => `${metadata.namespace ?? ''}/${metadata.name}`;

function leaving({ metadata }: KubeObject, finalizer: string): boolean {
  return metadata.deletionTimestamp !== undefined && !!metadata.finalizers?.includes(finalizer);
}

/** Only pods that have a node use a claim; finished ones still do, except for claims made for them alone. */
function isUsed(view: ClusterView, claim: PersistentVolumeClaim): boolean {
  return view.list('Pod', claim.metadata.namespace).some((pod) => {
    if (!pod.spec.nodeName) return false;
    const done = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
    return (specOf(pod).volumes ?? []).some(
      (volume) => claimNameOf(pod, volume) === claim.metadata.name && !(volume.ephemeral && done),
    );
  });
}

function drop(object: KubeObject, finalizer: string) {
  const { metadata } = object;
  const left = metadata.finalizers?.filter((other) => other !== finalizer) ?? [];
  const ref = {
    apiVersion: object.apiVersion,
    kind: object.kind,
    name: metadata.name,
    ...(metadata.namespace && { namespace: metadata.namespace }),
  };
  return {
    type: 'patch' as const,
    ref,
    uid: metadata.uid,
    patch: { metadata: { finalizers: left.length > 0 ? left : null } },
    cause: { because: 'unprotected', object: ref },
  };
}
