// Which StorageClass a claim without one gets, looked up again by the volume controller. Source:
// pkg/volume/util/storageclass.go GetDefaultClass (v1.36). Pure.
import type { ClusterView } from '../frame.ts';

const marks = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];

/** The newest StorageClass marked as default; between equally old ones the first by name. */
export function defaultStorageClass(view: ClusterView): string | undefined {
  return view
    .list('StorageClass')
    .filter((candidate) => marks.some((mark) => candidate.metadata.annotations?.[mark] === 'true'))
    .sort((a, b) => b.metadata.creationTimestamp.localeCompare(a.metadata.creationTimestamp))[0]?.metadata.name;
}
