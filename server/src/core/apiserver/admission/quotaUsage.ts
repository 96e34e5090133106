// What an object counts for in a ResourceQuota: pods by what they ask for, claims by size and class, everything by number.
// Mirrors pkg/quota/v1/evaluator/core and k8s.io/apiserver pkg/quota/v1/generic (v1.36).

import type { Quantity } from '../../kubernetes/quantity.ts';
import { quantityOf, quantitySign, ZERO_QUANTITY } from '../../kubernetes/quantity.ts';
import type { KindInfo } from '../../schema/schema.ts';
import type { Draft } from '../draft.ts';
import { isSet, numberAt, objectAt, objectsAt, stringAt, stringMapAt, stringsAt } from '../draft.ts';
import { isExtendedResourceName } from '../resourceNames.ts';
import { resourceName } from './plugin.ts';
import type { Amounts } from './podResources.ts';
import { podAmounts } from './podResources.ts';

const ONE: Quantity = { ...ZERO_QUANTITY, unscaled: 1n, text: '1' };

const count = (number: number): Quantity => ({ ...ONE, unscaled: BigInt(number), text: String(number) });

/** Kinds that are counted under their bare plural, too. */
const BARE = [
  'configmaps',
  'secrets',
  'services',
  'replicationcontrollers',
  'resourcequotas',
  'persistentvolumeclaims',
];

/** What the object uses, by the names that quotas have. */
export function usageOf(kind: KindInfo, object: Draft): Amounts {
  const usage = new Map<string, Quantity>([[`count/${resourceName(kind)}`, ONE]]);
  if (kind.group !== '') return usage;
  if (BARE.includes(kind.plural)) usage.set(kind.plural, ONE);
  const more = SPECIAL.get(kind.kind)?.(object) ?? [];
  for (const [name, quantity] of more) usage.set(name, quantity);
  return usage;
}

const SPECIAL: ReadonlyMap<string, (object: Draft) => Amounts> = new Map([
  ['Pod', podUsage],
  ['PersistentVolumeClaim', claimUsage],
  ['Service', serviceUsage],
]);

function podUsage(pod: Draft): Amounts {
  const phase = stringAt(objectAt(pod, 'status'), 'phase');
  if (phase === 'Succeeded' || phase === 'Failed') return new Map();
  return computeUsage(podAmounts(pod, 'requests'), podAmounts(pod, 'limits'));
}

/** `podComputeUsageHelper`: requests under two names, limits under one. */
export function computeUsage(requests: Amounts, limits: Amounts): Amounts {
  const usage = new Map<string, Quantity>([['pods', ONE]]);
  for (const [name, quantity] of requests) {
    const plain = ['cpu', 'memory', 'ephemeral-storage'].includes(name) || name.startsWith('hugepages-');
    if (plain) usage.set(name, quantity);
    if (plain || isExtendedResourceName(name)) usage.set(`requests.${name}`, quantity);
  }
  for (const name of ['cpu', 'memory', 'ephemeral-storage']) {
    const quantity = limits.get(name);
    if (quantity) usage.set(`limits.${name}`, quantity);
  }
  return usage;
}

function claimUsage(claim: Draft): Amounts {
  const usage = new Map<string, Quantity>();
  const spec = objectAt(claim, 'spec');
  const annotated = stringMapAt(objectAt(claim, 'metadata'), 'annotations')['volume.beta.kubernetes.io/storage-class'];
  const className = annotated ?? stringAt(spec, 'storageClassName');
  const size = quantityOf(objectAt(objectAt(spec, 'resources'), 'requests')['storage'] ?? '');
  const prefix = `${className}.storageclass.storage.k8s.io/`;
  if (className !== '') usage.set(`${prefix}persistentvolumeclaims`, ONE);
  if (!size) return usage;
  usage.set('requests.storage', size);
  if (className !== '') usage.set(`${prefix}requests.storage`, size);
  return usage;
}

function serviceUsage(service: Draft): Amounts {
  const spec = objectAt(service, 'spec');
  const ports = objectsAt(spec, 'ports');
  const usage = new Map<string, Quantity>([
    ['services.nodeports', count(0)],
    ['services.loadbalancers', count(0)],
  ]);
  const type = stringAt(spec, 'type');
  if (type === 'NodePort') usage.set('services.nodeports', count(ports.length));
  if (type !== 'LoadBalancer') return usage;
  usage.set('services.loadbalancers', ONE);
  const without = spec['allocateLoadBalancerNodePorts'] === false;
  const chosen = ports.filter((port) => (numberAt(port, 'nodePort') ?? 0) !== 0).length;
  usage.set('services.nodeports', count(without ? chosen : ports.length));
  return usage;
}

/** Whether a quota's scopes take the object in; quotas without scopes take all. */
export function matchesScopes(quota: Draft, kind: KindInfo, object: Draft): boolean {
  const spec = objectAt(quota, 'spec');
  const plain = stringsAt(spec, 'scopes').map((scopeName): Draft => ({ scopeName, operator: 'Exists' }));
  const expressions = [...plain, ...objectsAt(objectAt(spec, 'scopeSelector'), 'matchExpressions')];
  return expressions.every((expression) => matchesScope(expression, kind, object));
}

function matchesScope(expression: Draft, kind: KindInfo, object: Draft): boolean {
  const spec = objectAt(object, 'spec');
  const scope = stringAt(expression, 'scopeName');
  if (scope === 'VolumeAttributesClass') {
    return (
      kind.kind === 'PersistentVolumeClaim' && matchesName(expression, stringAt(spec, 'volumeAttributesClassName'))
    );
  }
  if (kind.kind !== 'Pod') return false;
  switch (scope) {
    case 'Terminating':
      return isSet(spec, 'activeDeadlineSeconds');
    case 'NotTerminating':
      return !isSet(spec, 'activeDeadlineSeconds');
    case 'BestEffort':
      return isBestEffort(object);
    case 'NotBestEffort':
      return !isBestEffort(object);
    case 'PriorityClass':
      return matchesName(expression, stringAt(spec, 'priorityClassName'));
    case 'CrossNamespacePodAffinity':
      return usesOtherNamespaces(objectAt(spec, 'affinity'));
    default:
      return false;
  }
}

function matchesName(expression: Draft, name: string): boolean {
  const listed = stringsAt(expression, 'values').includes(name);
  switch (stringAt(expression, 'operator')) {
    case 'In':
      return name !== '' && listed;
    case 'NotIn':
      return !listed;
    case 'DoesNotExist':
      return name === '';
    default:
      return name !== '';
  }
}

function isBestEffort(pod: Draft): boolean {
  const amounts = [...podAmounts(pod, 'requests'), ...podAmounts(pod, 'limits')];
  return amounts.every(([name, quantity]) => !['cpu', 'memory'].includes(name) || quantitySign(quantity) === 0);
}

function usesOtherNamespaces(affinity: Draft): boolean {
  const terms = ['podAffinity', 'podAntiAffinity'].flatMap((name) => {
    const rules = objectAt(affinity, name);
    const preferred = objectsAt(rules, 'preferredDuringSchedulingIgnoredDuringExecution');
    return [
      ...objectsAt(rules, 'requiredDuringSchedulingIgnoredDuringExecution'),
      ...preferred.map((term) => objectAt(term, 'podAffinityTerm')),
    ];
  });
  return terms.some((term) => stringsAt(term, 'namespaces').length > 0 || isSet(term, 'namespaceSelector'));
}
