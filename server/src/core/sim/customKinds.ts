// The kinds that the cluster's CustomResourceDefinitions add. Knows no kubectl.
// Source: apiextensions-apiserver/pkg/apiserver/customresource_discovery_controller.go (v1.36).
import { compareVersions, customResourcesOf } from '../apiserver/customResources/definitions.ts';
import type { JsonObject } from '../apiserver/types.ts';
import type { KindInfo } from '../schema/schema.ts';
import type { ClusterView } from './frame.ts';
import { groupOf, kindFacts } from './kinds.ts';
import { asJson } from './objects.ts';

export interface CustomKind {
  readonly info: KindInfo;
  /** What the server warns of on each request. */
  readonly warning?: string;
  readonly definition: JsonObject;
}

/** Every served version, of each definition the one first that kubectl prefers. */
export function customKinds(view: ClusterView): readonly CustomKind[] {
  return view.list('CustomResourceDefinition').flatMap((stored) => {
    const definition = asJson(stored);
    return [...customResourcesOf(definition)]
      .sort((one, other) => compareVersions(other.kind.version, one.kind.version))
      .map(({ kind, warning }) => ({ info: kind, definition, ...(warning !== undefined && { warning }) }));
  });
}

/** Whether objects of the kind have no namespace. */
export function isClusterScoped(view: ClusterView, apiVersion: string, kind: string): boolean {
  if (kindFacts(kind).clusterScoped) return true;
  const group = groupOf(apiVersion);
  return customKinds(view).some(({ info }) => info.group === group && info.kind === kind && !info.namespaced);
}
