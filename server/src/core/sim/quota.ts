// Resource quotas at admission: whether a new or changed object would exceed one. Stub until the controller counts usage.
import type { ClusterView } from './frame.ts';
import type { KubeObject } from './objects.ts';

/** The reason in the server's words, or undefined. */
export function exceededQuota(
  _view: ClusterView,
  _object: KubeObject,
  _before: KubeObject | undefined,
): string | undefined {
  return undefined;
}
