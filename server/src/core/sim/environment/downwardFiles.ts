// What a file of the downward API holds: a field of the pod, or what a container asks for. Source: pkg/volume/downwardapi
// (v1.36). A resource that is unset is 0 here: which node's it would be is not known.
import type { JsonValue } from '../../apiserver/types.ts';
import type { Pod } from '../objects.ts';
import { fieldValue } from './fieldPath.ts';
import { resourceFieldValue } from './resourceField.ts';

export interface DownwardItem {
  readonly path: string;
  readonly fieldRef?: { readonly fieldPath: string };
  readonly resourceFieldRef?: {
    readonly containerName?: string;
    readonly resource: string;
    readonly divisor?: JsonValue;
  };
}

export function downwardContent(pod: Pod, { fieldRef, resourceFieldRef }: DownwardItem): string {
  if (fieldRef) {
    const found = fieldValue(pod, fieldRef.fieldPath);
    return 'value' in found ? found.value : '';
  }
  if (!resourceFieldRef) return '';
  const { containerName, resource, divisor } = resourceFieldRef;
  const container = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].find(
    ({ name }) => name === containerName,
  );
  return resourceFieldValue(resource, divisor, container?.resources ?? {}) ?? '';
}
