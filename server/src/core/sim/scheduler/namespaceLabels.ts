// Labels of a namespace by name; none for one that does not exist.
import type { Labels } from '../objects.ts';
import type { Lister } from './shapes.ts';

export function objectLabels(cluster: Lister, namespace: string): Labels {
  return cluster.get('Namespace', undefined, namespace)?.metadata.labels ?? {};
}
