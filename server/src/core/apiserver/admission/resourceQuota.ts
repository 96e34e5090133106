// ResourceQuota: nothing is admitted that would use more than a namespace's quotas grant. What is used is counted from the
// cluster's objects. Mirrors k8s.io/apiserver pkg/admission/plugin/resourcequota (v1.36).

import type { Quantity } from '../../kubernetes/quantity.ts';
import {
  addQuantities,
  compareQuantities,
  quantitySign,
  quantityText,
  subtractQuantities,
  ZERO_QUANTITY,
} from '../../kubernetes/quantity.ts';
import type { KindInfo } from '../../schema/schema.ts';
import type { Draft } from '../draft.ts';
import { objectAt, objectsAt, stringAt } from '../draft.ts';
import { resourceAmounts } from '../resourceNames.ts';
import type { FieldError } from '../types.ts';
import type { AdmissionCluster, AdmissionPlugin, AdmissionRequest } from './plugin.ts';
import { ADMITTED, forbid, nameOf, namespaceOf } from './plugin.ts';
import type { Amounts } from './podResources.ts';
import { amountsAt } from './podResources.ts';
import { computeUsage, matchesScopes, usageOf } from './quotaUsage.ts';

export const resourceQuota: AdmissionPlugin = {
  name: 'ResourceQuota',
  validate(request, cluster) {
    if (request.verb === 'delete' || !request.kind.namespaced || !isCounted(request)) return ADMITTED;
    for (const quota of cluster.list('ResourceQuota', namespaceOf(request.object))) {
      const refusal = quotaError(request, quota, cluster);
      if (refusal) return { refusal };
    }
    return ADMITTED;
  },
};

/** Updates count only where they can use more. */
function isCounted({ verb, kind }: AdmissionRequest): boolean {
  return verb === 'create' || ['PersistentVolumeClaim', 'Service', 'Pod'].includes(kind.kind);
}

function quotaError(request: AdmissionRequest, quota: Draft, cluster: AdmissionCluster): FieldError | undefined {
  const { kind, object, old } = request;
  const hard: Amounts = new Map(
    resourceAmounts(objectAt(quota, 'spec'), 'hard').map(({ name, quantity }) => [name, quantity]),
  );
  if (!matchesScopes(quota, kind, object)) return undefined;
  const missing = kind.kind === 'Pod' ? unspecified(object, [...hard.keys()]) : undefined;
  if (missing !== undefined) return forbid(request, `failed quota: ${nameOf(quota)}: ${missing}`);
  const asked = increase(
    usageOf(kind, object),
    old && matchesScopes(quota, kind, old) ? usageOf(kind, old) : undefined,
  );
  const used = usedBy(quota, kind, cluster);
  const exceeded = [...asked].flatMap(([name, quantity]) => {
    const limit = hard.get(name);
    const now = used.get(name) ?? ZERO_QUANTITY;
    const over = limit && compareQuantities(addQuantities(now, quantity), limit) > 0;
    return over ? [{ name, quantity, now, limit }] : [];
  });
  if (exceeded.length === 0) return undefined;
  const print = (value: (one: (typeof exceeded)[number]) => Quantity): string =>
    exceeded
      .map((one) => `${one.name}=${quantityText(value(one))}`)
      .sort()
      .join(',');
  const said = `requested: ${print((one) => one.quantity)}, used: ${print((one) => one.now)}, limited: ${print((one) => one.limit)}`;
  return forbid(request, `exceeded quota: ${nameOf(quota)}, ${said}`);
}

/** What is new, without zeros. */
function increase(usage: Amounts, before: Amounts | undefined): Amounts {
  const more = [...usage].map(([name, quantity]): readonly [string, Quantity] => {
    const had = before?.get(name);
    return [name, had ? subtractQuantities(quantity, had) : quantity];
  });
  return new Map(more.filter(([, quantity]) => quantitySign(quantity) > 0));
}

/** What the objects of this kind in the namespace use already, as the quota controller would have counted it. */
function usedBy(quota: Draft, kind: KindInfo, cluster: AdmissionCluster): Amounts {
  const total = new Map<string, Quantity>();
  for (const object of cluster.list(kind.kind, namespaceOf(quota))) {
    if (!matchesScopes(quota, kind, object)) continue;
    for (const [name, quantity] of usageOf(kind, object)) {
      const had = total.get(name);
      total.set(name, had ? addQuantities(had, quantity) : quantity);
    }
  }
  return total;
}

const MUST_SPECIFY = ['cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'];

/** A quota on cpu or memory makes every container say what it asks for. */
function unspecified(pod: Draft, hard: readonly string[]): string | undefined {
  const spec = objectAt(pod, 'spec');
  // What is said of the pod as a whole need not be said of each container.
  const whole = computeUsage(amountsAt(spec, 'requests'), amountsAt(spec, 'limits'));
  const wanted = hard.filter((name) => MUST_SPECIFY.includes(name) && !whole.has(name)).sort();
  const containers = [...objectsAt(spec, 'containers'), ...objectsAt(spec, 'initContainers')];
  const missing = wanted.flatMap((name) => {
    const without = containers.filter((c) => !computeUsage(amountsAt(c, 'requests'), amountsAt(c, 'limits')).has(name));
    const names = [...new Set(without.map((container) => stringAt(container, 'name')))].sort();
    return names.length > 0 ? [`${name} for: ${names.join(',')}`] : [];
  });
  return missing.length > 0 ? `must specify ${missing.join('; ')}` : undefined;
}
