// LimitRanger: defaults of the namespace's LimitRanges for containers, and their bounds for containers, pods and claims.
// Mirrors plugin/pkg/admission/limitranger (v1.36).
import type { Quantity } from '../../kubernetes/quantity.ts';
import { quantityMilliValue, quantityText, quantityValue } from '../../kubernetes/quantity.ts';
import type { Draft } from '../draft.ts';
import { ensureObject, objectAt, objectsAt, stringAt } from '../draft.ts';
import { resourceAmounts } from '../resourceNames.ts';
import type { FieldError } from '../types.ts';
import type { AdmissionCluster, AdmissionPlugin, AdmissionRequest } from './plugin.ts';
import { ADMITTED, forbid, isPod, namespaceOf } from './plugin.ts';
import type { Amounts } from './podResources.ts';
import { amountsAt, podAmounts } from './podResources.ts';

export const limitRanger: AdmissionPlugin = {
  name: 'LimitRanger',
  mutate(request, cluster) {
    if (request.verb !== 'create' || !isPod(request)) return undefined;
    // One range after another, each with its own note; the last note stays.
    for (const range of cluster.list('LimitRange', namespaceOf(request.object))) {
      setDefaults(request.object, objectsAt(objectAt(range, 'spec'), 'limits'));
    }
    return undefined;
  },
  validate(request, cluster) {
    const isClaim = request.kind.kind === 'PersistentVolumeClaim';
    if (request.verb === 'delete' || (!isClaim && !(isPod(request) && request.verb === 'create'))) return ADMITTED;
    const limits = limitsOf(request, cluster);
    const found = limits.flatMap((limit) =>
      isClaim ? claimErrors(limit, request.object) : podErrors(limit, request.object),
    );
    return found.length > 0 ? { refusal: refusal(request, found) } : ADMITTED;
  },
};

function refusal(request: AdmissionRequest, found: readonly string[]): FieldError {
  const distinct = [...new Set(found)];
  return forbid(request, distinct.length === 1 ? (distinct[0] ?? '') : `[${distinct.join(', ')}]`);
}

function limitsOf(request: AdmissionRequest, cluster: AdmissionCluster): Draft[] {
  const ranges = cluster.list('LimitRange', namespaceOf(request.object));
  return ranges.flatMap((range) => objectsAt(objectAt(range, 'spec'), 'limits'));
}

const ANNOTATION = 'kubernetes.io/limit-ranger';

function setDefaults(pod: Draft, limits: readonly Draft[]): void {
  const own = limits.filter((limit) => stringAt(limit, 'type') === 'Container');
  const merged = (list: string): Draft => Object.assign({}, ...own.map((limit) => objectAt(limit, list)));
  const requests = merged('defaultRequest');
  const most = merged('default');
  const notes: string[] = [];
  const spec = objectAt(pod, 'spec');
  for (const [list, word] of [
    ['containers', 'container'],
    ['initContainers', 'init container'],
  ] as const) {
    for (const container of objectsAt(spec, list)) notes.push(...setContainer(container, requests, most, word));
  }
  if (notes.length === 0) return;
  const annotations = ensureObject(ensureObject(pod, 'metadata'), 'annotations');
  annotations[ANNOTATION] = `LimitRanger plugin set: ${notes.join('; ')}`;
}

function setContainer(container: Draft, requests: Draft, limits: Draft, word: string): string[] {
  const resources = ensureObject(container, 'resources');
  const fill = (list: string, defaults: Draft): string[] => {
    const missing = Object.keys(defaults).filter((name) => objectAt(resources, list)[name] === undefined);
    if (missing.length === 0) return [];
    const amounts = ensureObject(resources, list);
    for (const name of missing) amounts[name] = defaults[name];
    return [`${missing.sort().join(', ')} ${list.slice(0, -1)} for ${word} ${stringAt(container, 'name')}`];
  };
  const limitNotes = fill('limits', limits);
  return [...fill('requests', requests), ...limitNotes];
}

function claimErrors(limit: Draft, claim: Draft): string[] {
  if (stringAt(limit, 'type') !== 'PersistentVolumeClaim') return [];
  const requests = amountsAt(objectAt(claim, 'spec'), 'requests');
  const type = 'PersistentVolumeClaim';
  return [
    ...resourceAmounts(limit, 'min').flatMap((bound) => minimum(bound, requests, new Map(), type)),
    ...resourceAmounts(limit, 'max').flatMap(({ name, quantity }) => {
      const head = `maximum ${name} usage per ${type} is ${quantityText(quantity)}`;
      const asked = requests.get(name);
      if (!asked) return [`${head}.  No request is specified`];
      return exceeds(asked, quantity) ? [`${head}, but request is ${quantityText(asked)}`] : [];
    }),
  ];
}

function podErrors(limit: Draft, pod: Draft): string[] {
  const type = stringAt(limit, 'type');
  const spec = objectAt(pod, 'spec');
  if (type === 'Pod') return boundErrors(limit, podAmounts(pod, 'requests'), podAmounts(pod, 'limits'), type);
  if (type !== 'Container') return [];
  return [...objectsAt(spec, 'containers'), ...objectsAt(spec, 'initContainers')].flatMap((container) =>
    boundErrors(limit, amountsAt(container, 'requests'), amountsAt(container, 'limits'), type),
  );
}

function boundErrors(limit: Draft, requests: Amounts, limits: Amounts, type: string): string[] {
  return [
    ...resourceAmounts(limit, 'min').flatMap((bound) => minimum(bound, requests, limits, type)),
    ...resourceAmounts(limit, 'max').flatMap((bound) => maximum(bound, requests, limits, type)),
    ...resourceAmounts(limit, 'maxLimitRequestRatio').flatMap((bound) => ratio(bound, requests, limits, type)),
  ];
}

interface Bound {
  readonly name: string;
  readonly quantity: Quantity;
}

const MAX_MILLI = ((1n << 63n) - 1n) / 1000n;

/** Compared in thousandths where all fit, else in whole units. */
function exceeds(a: Quantity, b: Quantity): boolean {
  const fine = quantityValue(a) <= MAX_MILLI && quantityValue(b) <= MAX_MILLI;
  return fine ? quantityMilliValue(a) > quantityMilliValue(b) : quantityValue(a) > quantityValue(b);
}

function minimum({ name, quantity }: Bound, requests: Amounts, limits: Amounts, type: string): string[] {
  const head = `minimum ${name} usage per ${type} is ${quantityText(quantity)}`;
  const request = requests.get(name);
  const limit = limits.get(name);
  if (!request) return [`${head}.  No request is specified`];
  if (exceeds(quantity, request)) return [`${head}, but request is ${quantityText(request)}`];
  return limit && exceeds(quantity, limit) ? [`${head}, but limit is ${quantityText(limit)}`] : [];
}

function maximum({ name, quantity }: Bound, requests: Amounts, limits: Amounts, type: string): string[] {
  const head = `maximum ${name} usage per ${type} is ${quantityText(quantity)}`;
  const request = requests.get(name);
  const limit = limits.get(name);
  if (!limit) return [`${head}.  No limit is specified`];
  if (exceeds(limit, quantity)) return [`${head}, but limit is ${quantityText(limit)}`];
  return request && exceeds(request, quantity) ? [`${head}, but request is ${quantityText(request)}`] : [];
}

function ratio({ name, quantity }: Bound, requests: Amounts, limits: Amounts, type: string): string[] {
  const head = `${name} max limit to request ratio per ${type} is ${quantityText(quantity)}`;
  const request = requests.get(name);
  const limit = limits.get(name);
  if (!request || quantityMilliValue(request) === 0n) return [`${head}, but no request is specified or request is 0`];
  if (!limit || quantityMilliValue(limit) === 0n) return [`${head}, but no limit is specified or limit is 0`];
  const observed = Number(quantityMilliValue(limit)) / Number(quantityMilliValue(request));
  if (observed * 1000 <= Number(quantityMilliValue(quantity))) return [];
  return [`${head}, but provided ratio is ${observed.toFixed(6)}`];
}
