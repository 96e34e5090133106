// Names of resources (`cpu`, `requests.memory`, `example.com/gpu`) and what amounts of them may be.
// Mirrors pkg/apis/core/helper/helpers.go and pkg/apis/core/validation (v1.36).
import { qualifiedNameErrors } from '../kubernetes/names.ts';
import type { Quantity } from '../kubernetes/quantity.ts';
import { quantityMilliValue, quantityOf, quantitySign, quantityText, roundQuantityUp } from '../kubernetes/quantity.ts';
import type { Draft, Json } from './draft.ts';
import { objectAt, optionalObject } from './draft.ts';
import { invalid } from './fieldErrors.ts';
import type { FieldPath } from './fieldPath.ts';
import type { FieldError } from './types.ts';

const COUNTED = [
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
];
const QUOTA: ReadonlySet<string> = new Set([
  'cpu',
  'memory',
  'ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.storage',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
  ...COUNTED,
]);
const STANDARD: ReadonlySet<string> = new Set([...QUOTA, 'storage']);
const INTEGER: ReadonlySet<string> = new Set(COUNTED);
const CONTAINER: ReadonlySet<string> = new Set(['cpu', 'memory', 'ephemeral-storage']);

const isHugePages = (name: string): boolean => name.startsWith('hugepages-');
const isQuotaHugePages = (name: string): boolean => isHugePages(name) || name.startsWith('requests.hugepages-');

/** Resources of Kubernetes itself, as opposed to extended ones such as `example.com/gpu`. */
export function isNativeResource(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

export function isExtendedResourceName(name: string): boolean {
  if (isNativeResource(name) || name.startsWith('requests.')) return false;
  return qualifiedNameErrors(`requests.${name}`).length === 0;
}

export function isOvercommitAllowed(name: string): boolean {
  return isNativeResource(name) && !isHugePages(name);
}

export function isStandardQuotaResourceName(name: string): boolean {
  return QUOTA.has(name) || isQuotaHugePages(name);
}

export function isIntegerResourceName(name: string): boolean {
  return INTEGER.has(name) || isExtendedResourceName(name);
}

/** `validateResourceName`. */
export function resourceNameErrors(name: string, field: FieldPath): FieldError[] {
  const errors = qualifiedNameErrors(name).map((words) => invalid(field, name, words));
  if (errors.length > 0 || name.includes('/') || STANDARD.has(name) || isQuotaHugePages(name)) return errors;
  return [invalid(field, name, 'must be a standard resource type or fully qualified')];
}

/** `validateContainerResourceName`: what containers may ask for. */
export function containerResourceNameErrors(name: string, field: FieldPath): FieldError[] {
  const errors = resourceNameErrors(name, field);
  if (!name.includes('/')) {
    if (CONTAINER.has(name) || isHugePages(name)) return errors;
    return [...errors, invalid(field, name, 'must be a standard resource for containers')];
  }
  if (isNativeResource(name) || isExtendedResourceName(name)) return errors;
  return [...errors, invalid(field, name, "doesn't follow extended resource name standard")];
}

/** `ValidateResourceQuotaResourceName`. */
export function quotaResourceNameErrors(name: string, field: FieldPath): FieldError[] {
  const errors = resourceNameErrors(name, field);
  if (name.includes('/') || isStandardQuotaResourceName(name)) return errors;
  return [...errors, invalid(field, name, 'must be a standard resource for quota')];
}

/** `ValidateResourceQuantityValue`: not negative, whole where the resource is counted. */
export function resourceQuantityErrors(name: string, value: Quantity, text: Json, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  if (quantitySign(value) < 0) errors.push(invalid(field, text, 'must be greater than or equal to 0'));
  if (isIntegerResourceName(name) && quantityMilliValue(value) % 1000n !== 0n) {
    errors.push(invalid(field, text, 'must be an integer'));
  }
  return errors;
}

export interface ResourceAmount {
  readonly name: string;
  readonly quantity: Quantity;
  readonly text: Json;
}

/** The entries of a resource list such as `limits`. */
export function resourceAmounts(parent: Draft | undefined, name: string): ResourceAmount[] {
  return Object.entries(objectAt(parent, name)).flatMap(([resource, text]) => {
    const quantity = quantityOf(text);
    return quantity && text !== undefined ? [{ name: resource, quantity, text }] : [];
  });
}

/** `SetDefaults_ResourceList`: amounts are kept to a thousandth, rounded up. Writes to the draft. */
export function roundToMilli(parent: Draft, lists: readonly string[]): void {
  for (const list of lists) {
    const amounts = optionalObject(parent, list);
    if (!amounts) continue;
    for (const { name, quantity } of resourceAmounts(parent, list)) {
      amounts[name] = quantityText(roundQuantityUp(quantity, 3));
    }
  }
}
