// What the namespaces' quotas have in use: counted anew by the controller, charged by admission. What objects count for is
// core/apiserver's knowledge.
import { matchesScopes, usageOf } from '../apiserver/admission/quotaUsage.ts';
import type { Draft } from '../apiserver/draft.ts';
import {
  addQuantities,
  type Quantity,
  quantityOf,
  quantitySign,
  quantityText,
  ZERO_QUANTITY,
} from '../kubernetes/quantity.ts';
import type { KindInfo } from '../schema/schema.ts';
import type { ClusterView } from './frame.ts';
import { groupOf, kindFacts } from './kinds.ts';
import type { KubeObject, ResourceQuota } from './objects.ts';

const draft = (object: KubeObject): Draft => object as unknown as Draft;

/** The little that counting asks of a kind. */
function kindOf({ apiVersion, kind }: KubeObject): KindInfo {
  const { plural } = kindFacts(kind);
  const version = apiVersion.split('/').at(-1) ?? apiVersion;
  const nothing = { definition: '', shortNames: [], categories: [], subresources: [], served: true, creatable: true };
  return { apiVersion, group: groupOf(apiVersion), version, kind, plural, namespaced: true, ...nothing };
}

/** What one object counts for in a quota; nothing outside its scopes. */
function usageIn(quota: ResourceQuota, object: KubeObject): ReadonlyMap<string, Quantity> {
  const kind = kindOf(object);
  return matchesScopes(draft(quota), kind, draft(object)) ? usageOf(kind, draft(object)) : new Map();
}

/** The amounts of a quota's names that its namespace uses now. */
export function usedOf(view: ClusterView, quota: ResourceQuota): Record<string, string> {
  const kinds = view.kinds().filter((kind) => !kindFacts(kind).clusterScoped && kind !== 'Event');
  const objects = kinds.flatMap((kind): readonly KubeObject[] => view.list<string>(kind, quota.metadata.namespace));
  const usages = objects.map((object) => usageIn(quota, object));
  return Object.fromEntries(
    Object.keys(quota.spec.hard ?? {}).map((name) => {
      const parts = usages.flatMap((usage) => usage.get(name) ?? []);
      return [name, quantityText(parts.reduce(addQuantities, ZERO_QUANTITY))];
    }),
  );
}

/** The quotas of an admitted object's namespace, before and with what it adds. */
export function chargedQuotas(
  view: ClusterView,
  object: KubeObject,
): readonly (readonly [ResourceQuota, ResourceQuota])[] {
  if (object.metadata.namespace === undefined) return [];
  return view.list('ResourceQuota', object.metadata.namespace).flatMap((quota) => {
    const { hard = {}, used = {} } = quota.status;
    const added = usageIn(quota, object);
    const more = Object.keys(hard).flatMap((name) => {
      const amount = added.get(name);
      if (!amount || quantitySign(amount) <= 0) return [];
      return [[name, quantityText(addQuantities(quantityOf(used[name]) ?? ZERO_QUANTITY, amount))] as const];
    });
    if (more.length === 0) return [];
    const status = { ...quota.status, used: { ...used, ...Object.fromEntries(more) } };
    return [[quota, { ...quota, status } as ResourceQuota] as const];
  });
}
