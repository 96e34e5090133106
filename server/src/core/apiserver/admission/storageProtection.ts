// StorageObjectInUseProtection and PersistentVolumeClaimResize: volumes in use are not lost, and only those grow that can.
// Mirrors plugin/pkg/admission/storage (v1.36).
import { compareQuantities, quantityOf } from '../../kubernetes/quantity.ts';
import type { Draft } from '../draft.ts';
import { ensureObject, objectAt, stringAt, stringMapAt, stringsAt } from '../draft.ts';
import type { AdmissionPlugin } from './plugin.ts';
import { ADMITTED, forbid } from './plugin.ts';

const FINALIZERS: ReadonlyMap<string, string> = new Map([
  ['PersistentVolumeClaim', 'kubernetes.io/pvc-protection'],
  ['PersistentVolume', 'kubernetes.io/pv-protection'],
]);

export const storageObjectInUseProtection: AdmissionPlugin = {
  name: 'StorageObjectInUseProtection',
  mutate({ kind, verb, object }) {
    const finalizer = FINALIZERS.get(kind.kind);
    if (verb !== 'create' || finalizer === undefined) return undefined;
    const metadata = ensureObject(object, 'metadata');
    const present = stringsAt(metadata, 'finalizers');
    if (!present.includes(finalizer)) metadata['finalizers'] = [...present, finalizer];
    return undefined;
  },
};

export const persistentVolumeClaimResize: AdmissionPlugin = {
  name: 'PersistentVolumeClaimResize',
  validate(request, cluster) {
    const { kind, verb, object, old } = request;
    if (kind.kind !== 'PersistentVolumeClaim' || verb !== 'update' || !old || !grows(object, old)) return ADMITTED;
    if (stringAt(objectAt(old, 'status'), 'phase') !== 'Bound') {
      return { refusal: forbid(request, 'Only bound persistent volume claims can be expanded') };
    }
    const name = classOf(object) || classOf(old);
    if (cluster.get('StorageClass', name)?.['allowVolumeExpansion'] === true) return ADMITTED;
    const words =
      'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize';
    return { refusal: forbid(request, words) };
  },
};

function classOf(claim: Draft): string {
  const annotated = stringMapAt(objectAt(claim, 'metadata'), 'annotations')['volume.beta.kubernetes.io/storage-class'];
  return annotated ?? stringAt(objectAt(claim, 'spec'), 'storageClassName');
}

function grows(claim: Draft, old: Draft): boolean {
  const sizeOf = (owner: Draft) =>
    quantityOf(objectAt(objectAt(objectAt(owner, 'spec'), 'resources'), 'requests')['storage'] ?? '');
  const [size, before] = [sizeOf(claim), sizeOf(old)];
  return size !== undefined && before !== undefined && compareQuantities(size, before) > 0;
}
