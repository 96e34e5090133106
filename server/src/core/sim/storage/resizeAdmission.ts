// Admission plugin PersistentVolumeClaimResize: who may ask for more. Source: plugin/pkg/admission/storage/persistentvolume/resize (v1.36).
import type { ClusterView } from '../frame.ts';
import type { KubeObject, PersistentVolumeClaim } from '../objects.ts';
import { classNameOf, requestedStorage, storageClass } from './matching.ts';

/** Why the changed claim is forbidden; undefined: it is not. */
export function resizeRefusal(view: ClusterView, before: KubeObject, after: KubeObject): string | undefined {
  const [old, claim] = [before as PersistentVolumeClaim, after as PersistentVolumeClaim];
  if (requestedStorage(claim) <= requestedStorage(old)) return undefined;
  if (old.status?.phase !== 'Bound') return 'Only bound persistent volume claims can be expanded';
  if (storageClass(view, classNameOf(claim))?.allowVolumeExpansion) return undefined;
  return 'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize';
}
