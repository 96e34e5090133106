// Requests and limits of containers and pods, and sums of them. Mirrors validateResourceRequirements,
// validatePodResources and component-helpers resource.AggregateContainerRequests (v1.36).
import {
  addQuantities,
  compareQuantities,
  type Quantity,
  quantityMilliValue,
  quantityOf,
  quantitySign,
  quantityText,
  quantityValue,
} from '../../../kubernetes/quantity.ts';
import { type Draft, objectAt, objectsAt, optionalObject, stringAt } from '../../draft.ts';
import { duplicate, forbidden, invalid, notSupported, required } from '../../fieldErrors.ts';
import { child, type FieldPath, index, key } from '../../fieldPath.ts';
import {
  containerResourceNameErrors,
  isOvercommitAllowed,
  type ResourceAmount,
  resourceAmounts,
  resourceNameErrors,
  resourceQuantityErrors,
} from '../../resourceNames.ts';
import type { FieldError } from '../../types.ts';
import { dnsLabel } from '../checks.ts';
import { isSidecar } from './containerList.ts';
import type { PodOptions } from './options.ts';

type NameRule = (name: string, field: FieldPath) => FieldError[];

const isHugePages = (name: string): boolean => name.startsWith('hugepages-');
const podLevel = ['cpu', 'hugepages-', 'memory'];

/** Whether resources of this name may be asked for by the pod as a whole. */
export function isPodLevelResource(name: string): boolean {
  return name === 'cpu' || name === 'memory' || isHugePages(name);
}

/** Limits and requests of a container, in one list. */
export function resourceRequirements(container: Draft): ResourceAmount[] {
  const resources = optionalObject(container, 'resources');
  return [...resourceAmounts(resources, 'limits'), ...resourceAmounts(resources, 'requests')];
}

/** Whether an amount of huge pages is a whole number of pages. */
export function hugePagesDivide(name: string, quantity: Quantity): boolean {
  if (!isHugePages(name)) return true;
  const page = quantityOf(name.slice('hugepages-'.length));
  if (!page || quantitySign(page) <= 0 || quantityMilliValue(page) % 1000n !== 0n) return false;
  return quantityValue(quantity) % quantityValue(page) === 0n;
}

export function containerResourceErrors(
  resources: Draft | undefined,
  claims: ReadonlySet<string>,
  field: FieldPath,
  options: PodOptions,
): FieldError[] {
  return requirementErrors(resources, containerResourceNameErrors, claims, field, options);
}

function requirementErrors(
  resources: Draft | undefined,
  nameRule: NameRule,
  claims: ReadonlySet<string>,
  field: FieldPath,
  options: PodOptions,
): FieldError[] {
  if (!resources) return [];
  const limits = resourceAmounts(resources, 'limits');
  const requests = resourceAmounts(resources, 'requests');
  const errors = [
    ...limits.flatMap((amount) => amountErrors(amount, nameRule, key(child(field, 'limits'), amount.name), options)),
    ...requests.flatMap((amount) => [
      ...amountErrors(amount, nameRule, key(child(field, 'requests'), amount.name), options),
      ...overcommitErrors(amount, limits, field),
    ]),
  ];
  const names = [...limits, ...requests].map(({ name }) => name);
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory')) {
    errors.push(forbidden(field, 'HugePages require cpu or memory'));
  }
  return [...errors, ...claimErrors(objectsAt(resources, 'claims'), claims, child(field, 'claims'))];
}

function amountErrors(amount: ResourceAmount, nameRule: NameRule, field: FieldPath, options: PodOptions): FieldError[] {
  const { name, quantity, text } = amount;
  const errors = [...nameRule(name, field), ...resourceQuantityErrors(name, quantity, text, field)];
  if (options.indivisibleHugePages || hugePagesDivide(name, quantity)) return errors;
  const shown = quantityText(quantity);
  return [...errors, invalid(field, shown, `${shown} is not positive integer multiple of ${name}`)];
}

function overcommitErrors(request: ResourceAmount, limits: readonly ResourceAmount[], field: FieldPath): FieldError[] {
  const { name, quantity } = request;
  const limit = limits.find((amount) => amount.name === name);
  if (!limit) {
    if (isOvercommitAllowed(name)) return [];
    return [required(child(field, 'limits'), 'Limit must be set for non overcommitable resources')];
  }
  const order = compareQuantities(quantity, limit.quantity);
  const than = `${name} limit of ${quantityText(limit.quantity)}`;
  const at = child(field, 'requests');
  if (order !== 0 && !isOvercommitAllowed(name))
    return [invalid(at, quantityText(quantity), `must be equal to ${than}`)];
  return order > 0 ? [invalid(at, quantityText(quantity), `must be less than or equal to ${than}`)] : [];
}

/** `validateResourceClaimNames`. */
function claimErrors(claims: readonly Draft[], known: ReadonlySet<string>, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const seen = new Set<string>();
  claims.forEach((claim, at) => {
    const place = index(field, at);
    const name = stringAt(claim, 'name');
    if (name === '') {
      errors.push(required(place));
      return;
    }
    errors.push(...repeatedClaimErrors(claim, name, seen, place));
    if (known.has(name)) return;
    const names = known.size === 0 ? ' which is empty' : `: ${[...known].sort().join(', ')}`;
    const message = `Not found: ${JSON.stringify(name)}: must be one of the names in pod.spec.resourceClaims${names}`;
    errors.push({ reason: 'FieldValueNotFound', field: place, message });
  });
  return errors;
}

function repeatedClaimErrors(claim: Draft, name: string, seen: Set<string>, place: FieldPath): FieldError[] {
  if (seen.has(name)) return [duplicate(place, name)];
  const request = stringAt(claim, 'request');
  const errors = request === '' ? [] : dnsLabel(request, child(place, 'request'));
  const whole = request === '' ? name : `${name}/${request}`;
  if (seen.has(whole)) errors.push(duplicate(place, whole));
  else if (request === '' && [...seen].some((other) => other.split('/')[0] === name && other.includes('/'))) {
    errors.push(duplicate(place, name));
  }
  seen.add(whole);
  return errors;
}

/** `validatePodResources`: what the pod as a whole asks for. */
export function podResourceErrors(
  spec: Draft,
  claims: ReadonlySet<string>,
  specPath: FieldPath,
  options: PodOptions,
): FieldError[] {
  const resources = optionalObject(spec, 'resources');
  if (!resources) return [];
  const field = child(specPath, 'resources');
  if (objectAt(spec, 'os')['name'] === 'windows') return [forbidden(field, 'may not be set for a windows pod')];
  const given = Array.isArray(resources['claims']);
  return [
    ...(given ? [forbidden(child(field, 'claims'), 'claims may not be set for Resources at pod-level')] : []),
    ...requirementErrors(resources, podResourceNameErrors, claims, field, options),
    ...consistencyErrors(spec, resources, field),
  ];
}

function podResourceNameErrors(name: string, field: FieldPath): FieldError[] {
  const errors = resourceNameErrors(name, field);
  return errors.length > 0 || isPodLevelResource(name) ? errors : [notSupported(field, name, podLevel)];
}

function consistencyErrors(spec: Draft, resources: Draft, field: FieldPath): FieldError[] {
  const limits = amountsByName(resources, 'limits');
  return [
    ...aggregateErrors(spec, 'requests', amountsByName(resources, 'requests'), () => true, field),
    ...aggregateErrors(spec, 'limits', limits, isHugePages, field),
    ...objectsAt(spec, 'containers').flatMap((container, at) =>
      resourceAmounts(optionalObject(container, 'resources'), 'limits').flatMap(({ name, quantity }) => {
        const most = limits.get(name);
        if (!most || compareQuantities(quantity, most) <= 0) return [];
        const place = child(key(index(child(field, 'containers'), at), name), 'limits');
        const words = `must be less than or equal to pod limits of ${quantityText(most)}`;
        return [invalid(place, quantityText(quantity), words)];
      }),
    ),
  ];
}

function aggregateErrors(
  spec: Draft,
  list: 'requests' | 'limits',
  given: ReadonlyMap<string, Quantity>,
  wanted: (name: string) => boolean,
  field: FieldPath,
): FieldError[] {
  return [...aggregateResources(spec, list)].flatMap(([name, sum]) => {
    const pod = given.get(name);
    if (!wanted(name) || !pod || compareQuantities(sum, pod) <= 0) return [];
    const words = `must be greater than or equal to aggregate container ${list} of ${quantityText(sum)}`;
    return [invalid(key(child(field, list), name), quantityText(pod), words)];
  });
}

function amountsByName(resources: Draft | undefined, list: string): Map<string, Quantity> {
  return new Map(resourceAmounts(resources, list).map(({ name, quantity }) => [name, quantity]));
}

/** What the containers ask for together: the running ones summed, or the greediest moment of initialisation. */
export function aggregateResources(spec: Draft, list: 'requests' | 'limits'): Map<string, Quantity> {
  const sum = new Map<string, Quantity>();
  for (const container of objectsAt(spec, 'containers'))
    addAll(sum, amountsByName(objectAt(container, 'resources'), list));
  const sidecars = new Map<string, Quantity>();
  const initial = new Map<string, Quantity>();
  for (const container of objectsAt(spec, 'initContainers')) {
    const own = amountsByName(objectAt(container, 'resources'), list);
    if (isSidecar(container)) {
      addAll(sum, own);
      addAll(sidecars, own);
      keepLarger(initial, sidecars);
    } else {
      addAll(own, sidecars);
      keepLarger(initial, own);
    }
  }
  keepLarger(sum, initial);
  return sum;
}

function addAll(into: Map<string, Quantity>, more: ReadonlyMap<string, Quantity>): void {
  for (const [name, quantity] of more) {
    const before = into.get(name);
    into.set(name, before ? addQuantities(before, quantity) : quantity);
  }
}

function keepLarger(into: Map<string, Quantity>, other: ReadonlyMap<string, Quantity>): void {
  for (const [name, quantity] of other) {
    const before = into.get(name);
    if (!before || compareQuantities(quantity, before) > 0) into.set(name, quantity);
  }
}
