// The ephemeral volume controller: makes the claims of pods' own volumes, owned by the pod.
// Source: pkg/controller/volume/ephemeral/controller.go (v1.36).
import type { ClusterView, Controller, Steps } from '../frame.ts';
import type { ObjectMeta, Pod } from '../objects.ts';
import { claimNameOf } from '../scheduler/podVolumes.ts';
import { specOf } from '../scheduler/shapes.ts';

interface ClaimTemplate {
  readonly metadata?: Partial<ObjectMeta>;
  readonly spec?: object;
}

export function ephemeralController(): Controller {
  return {
    name: 'ephemeral_volume',
    watches: {
      Pod: ({ verb, object }) =>
        verb === 'delete' || !hasOwnVolumes(object as Pod)
          ? []
          : [`${object.metadata.namespace ?? ''}/${object.metadata.name}`],
    },
    reconcile,
  };
}

const hasOwnVolumes = (pod: Pod): boolean => specOf(pod).volumes?.some(({ ephemeral }) => ephemeral) ?? false;

function* reconcile(view: ClusterView, key: string): Steps {
  const [namespace, podName = ''] = key.split('/');
  const pod = view.get('Pod', namespace, podName);
  if (!pod || pod.metadata.deletionTimestamp !== undefined) return;
  for (const volume of specOf(pod).volumes ?? []) {
    const template = (volume.ephemeral as { volumeClaimTemplate?: ClaimTemplate } | undefined)?.volumeClaimTemplate;
    const name = claimNameOf(pod, volume);
    if (!template || name === undefined || view.get('PersistentVolumeClaim', namespace, name)) continue;
    yield {
      type: 'create',
      object: claimOf(pod, name, template),
      cause: { because: 'ephemeral-volume', object: refOf(pod), field: 'spec.volumes' },
    };
  }
}

const refOf = ({ metadata }: Pod) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  namespace: metadata.namespace ?? 'default',
  name: metadata.name,
});

function claimOf(pod: Pod, name: string, { metadata, spec }: ClaimTemplate) {
  const owner = {
    apiVersion: 'v1',
    kind: 'Pod',
    name: pod.metadata.name,
    uid: pod.metadata.uid,
    controller: true,
    blockOwnerDeletion: true,
  };
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name,
      namespace: pod.metadata.namespace ?? 'default',
      ...(metadata?.labels && { labels: metadata.labels }),
      ...(metadata?.annotations && { annotations: metadata.annotations }),
      ownerReferences: [owner],
    },
    spec,
  };
}
