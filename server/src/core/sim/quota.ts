// Resource quotas: what objects count for, whether a new one would exceed, and what a namespace uses. Sources:
// apiserver/pkg/admission/plugin/resourcequota/controller.go, pkg/quota/v1/evaluator/core (v1.36).
import {
  addQuantities,
  compareQuantities,
  type Quantity,
  quantityOf,
  quantityText,
  subtractQuantities,
  ZERO_QUANTITY,
} from '../kubernetes/quantity.ts';
import type { ClusterView } from './frame.ts';
import { groupOf, kindFacts } from './kinds.ts';
import type { Container, KubeObject, PersistentVolumeClaim, Pod, ResourceQuota, Service } from './objects.ts';

type Usage = Record<string, Quantity>;

const one = quantityOf('1') ?? ZERO_QUANTITY;
const compute = ['cpu', 'memory', 'ephemeral-storage'];

/** Kinds counted by their plain name too. */
const plainCounts = new Set([
  'configmaps',
  'persistentvolumeclaims',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
]);

/** What one object counts for, by the names quotas use. */
function usageOf(object: KubeObject): Usage {
  const { plural } = kindFacts(object.kind);
  const group = groupOf(object.apiVersion);
  const usage: Usage = { [`count/${plural}${group ? `.${group}` : ''}`]: one };
  if (plainCounts.has(plural)) usage[plural] = one;
  if (object.kind === 'Pod') Object.assign(usage, podUsage(object as Pod));
  if (object.kind === 'Service') Object.assign(usage, serviceUsage(object as Service));
  const storage = quantityOf((object as PersistentVolumeClaim).spec?.resources?.requests?.['storage']);
  if (object.kind === 'PersistentVolumeClaim' && storage) usage['requests.storage'] = storage;
  return usage;
}

function podUsage(pod: Pod): Usage {
  const over = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
  if (over) return {};
  const usage: Usage = { pods: one };
  for (const part of ['requests', 'limits'] as const) {
    for (const name of compute) {
      const total = podAmount(pod, part, name);
      if (!total) continue;
      usage[`${part}.${name}`] = total;
      if (part === 'requests') usage[name] = total;
    }
  }
  return usage;
}

/** The larger of the sum over containers and any init container. */
function podAmount(pod: Pod, part: 'requests' | 'limits', name: string): Quantity | undefined {
  const amounts = (containers: readonly Container[]) =>
    containers.flatMap((c) => quantityOf(c.resources?.[part]?.[name]) ?? []);
  const regular = amounts(pod.spec.containers);
  const sum = regular.length > 0 ? regular.reduce(addQuantities) : undefined;
  return amounts(pod.spec.initContainers ?? []).reduce<Quantity | undefined>(
    (most, next) => (!most || compareQuantities(next, most) > 0 ? next : most),
    sum,
  );
}

function serviceUsage({ spec }: Service): Usage {
  const ports = quantityOf(String(spec.ports?.length ?? 0)) ?? ZERO_QUANTITY;
  const nodePorts = spec.type === 'NodePort' || spec.type === 'LoadBalancer' ? ports : ZERO_QUANTITY;
  return {
    'services.nodeports': nodePorts,
    'services.loadbalancers': spec.type === 'LoadBalancer' ? one : ZERO_QUANTITY,
  };
}

/** The amounts of a quota's names that its namespace uses now. */
export function usedOf(view: ClusterView, quota: ResourceQuota): Record<string, string> {
  const { namespace } = quota.metadata;
  const kinds = view.kinds().filter((kind) => !kindFacts(kind).clusterScoped && kind !== 'Event');
  const objects = kinds.flatMap((kind): readonly KubeObject[] => view.list<string>(kind, namespace));
  const usages = objects.map(usageOf);
  return Object.fromEntries(
    Object.keys(quota.spec.hard ?? {}).map((name) => {
      const parts = usages.flatMap((usage) => usage[name] ?? []);
      return [name, quantityText(parts.length > 0 ? parts.reduce(addQuantities) : ZERO_QUANTITY)];
    }),
  );
}

/** Why a new or changed object may not be, in the server's words; undefined when every quota allows it. */
export function exceededQuota(
  view: ClusterView,
  object: KubeObject,
  before: KubeObject | undefined,
): string | undefined {
  for (const quota of view.list('ResourceQuota', object.metadata.namespace)) {
    if (object.metadata.namespace === undefined) return undefined;
    const refused = exceeds(quota, object, before);
    if (refused) return refused;
  }
  return undefined;
}

function exceeds(quota: ResourceQuota, object: KubeObject, before: KubeObject | undefined): string | undefined {
  const { hard = {}, used = {} } = quota.status;
  const missing = object.kind === 'Pod' && !before ? unspecified(object as Pod, Object.keys(hard)) : undefined;
  if (missing) return `failed quota: ${quota.metadata.name}: must specify ${missing}`;
  const added = addedUsage(object, before);
  const over = Object.keys(hard)
    .sort()
    .filter((name) => {
      const [more, limit] = [added[name], quantityOf(hard[name])];
      if (!more || !limit || compareQuantities(more, ZERO_QUANTITY) <= 0) return false;
      return compareQuantities(addQuantities(quantityOf(used[name]) ?? ZERO_QUANTITY, more), limit) > 0;
    });
  if (over.length === 0) return undefined;
  const list = (value: (name: string) => string) => over.map((name) => `${name}=${value(name)}`).join(',');
  const requested = list((name) => quantityText(added[name] ?? ZERO_QUANTITY));
  return `exceeded quota: ${quota.metadata.name}, requested: ${requested}, used: ${list((n) => used[n] ?? '0')}, limited: ${list((n) => hard[n] ?? '0')}`;
}

/** `limits.cpu for: a,b; requests.memory for: a`: what a quota on compute resources wants every container to say. */
function unspecified(pod: Pod, names: readonly string[]): string | undefined {
  const wanted = names
    .map((name) => (compute.includes(name) ? `requests.${name}` : name))
    .filter((name) => /^(requests|limits)\.(cpu|memory|ephemeral-storage)$/.test(name));
  const problems = [...new Set(wanted)].sort().flatMap((name) => {
    const [part, resource = ''] = name.split('.') as ['requests' | 'limits', string];
    const without = [...pod.spec.containers, ...(pod.spec.initContainers ?? [])].filter(
      (c) => !c.resources?.[part]?.[resource],
    );
    return without.length > 0
      ? [
          `${name} for: ${without
            .map((c) => c.name)
            .sort()
            .join(',')}`,
        ]
      : [];
  });
  return problems.length > 0 ? problems.join('; ') : undefined;
}

function addedUsage(object: KubeObject, before: KubeObject | undefined): Usage {
  const usage = usageOf(object);
  if (!before) return usage;
  const old = usageOf(before);
  return Object.fromEntries(
    Object.entries(usage).map(([name, amount]) => [name, subtractQuantities(amount, old[name] ?? ZERO_QUANTITY)]),
  );
}

/** The quotas of an admitted object's namespace with what it adds. */
export function chargedQuotas(
  view: ClusterView,
  object: KubeObject,
): readonly (readonly [before: ResourceQuota, after: ResourceQuota])[] {
  if (object.metadata.namespace === undefined) return [];
  const added = usageOf(object);
  return view.list('ResourceQuota', object.metadata.namespace).flatMap((quota) => {
    const { hard = {}, used = {} } = quota.status;
    const names = Object.keys(hard).filter(
      (name) => added[name] && compareQuantities(added[name] ?? ZERO_QUANTITY, ZERO_QUANTITY) > 0,
    );
    if (names.length === 0) return [];
    const more = names.map((name) => [
      name,
      quantityText(addQuantities(quantityOf(used[name]) ?? ZERO_QUANTITY, added[name] ?? ZERO_QUANTITY)),
    ]);
    const status = { ...quota.status, used: { ...used, ...Object.fromEntries(more) } };
    return [[quota, { ...quota, status } as ResourceQuota] as const];
  });
}
