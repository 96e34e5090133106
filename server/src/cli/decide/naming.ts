// How answers name objects: the namespace `default` is not said.
import { kindFacts } from '../../core/sim/kinds.ts';
import type { KubeObject } from '../../core/sim/objects.ts';
import type { ObjectRef } from '../../core/sim/trace.ts';

export function shortName({ metadata }: KubeObject): string {
  const { namespace = 'default', name } = metadata;
  return namespace === 'default' ? name : `${namespace}/${name}`;
}

export function refOf({ apiVersion, kind, metadata }: KubeObject): ObjectRef {
  const scope = kindFacts(kind).clusterScoped ? {} : { namespace: metadata.namespace ?? 'default' };
  return { apiVersion, kind, name: metadata.name, ...scope };
}
