// LimitRange: bounds and defaults that agree with one another. Mirrors ValidateLimitRange and SetDefaults_LimitRangeItem (v1.36).
import type { Quantity } from '../../kubernetes/quantity.ts';
import {
  compareQuantities,
  parseQuantity,
  quantityMilliValue,
  quantityText,
  quantityValue,
} from '../../kubernetes/quantity.ts';
import type { Draft } from '../draft.ts';
import { ensureObject, objectAt, objectsAt, stringAt } from '../draft.ts';
import { duplicate, forbidden, invalid, required } from '../fieldErrors.ts';
import { child, type FieldPath, index, key } from '../fieldPath.ts';
import { validateObjectMeta, validateObjectMetaUpdate } from '../objectMeta.ts';
import { subdomainName } from '../objectNames.ts';
import { placeholderUid } from '../placeholders.ts';
import {
  containerResourceNameErrors,
  isOvercommitAllowed,
  resourceAmounts,
  resourceNameErrors,
  roundToMilli,
} from '../resourceNames.ts';
import type { KindRules } from '../rules.ts';
import type { FieldError } from '../types.ts';
import { qualifiedName } from './checks.ts';

export const limitRange: KindRules = {
  apiVersion: 'v1',
  kind: 'LimitRange',
  applyDefaults(object) {
    for (const limit of objectsAt(objectAt(object, 'spec'), 'limits')) {
      setDefaults(limit);
      roundToMilli(limit, ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio']);
    }
  },
  prepareForCreate(object) {
    const meta = ensureObject(object, 'metadata');
    if (stringAt(meta, 'name') === '') meta['name'] = placeholderUid;
  },
  validate,
  validateUpdate: (object, old) => [...validateObjectMetaUpdate(object, old), ...validate(object)],
};

function setDefaults(limit: Draft): void {
  if (stringAt(limit, 'type') !== 'Container') return;
  const defaults = ensureObject(limit, 'default');
  const requests = ensureObject(limit, 'defaultRequest');
  for (const [name, value] of Object.entries(objectAt(limit, 'max'))) defaults[name] ??= value;
  for (const from of [defaults, objectAt(limit, 'min')]) {
    for (const [name, value] of Object.entries(from)) requests[name] ??= value;
  }
}

function validate(object: Draft): FieldError[] {
  const seen = new Set<string>();
  const errors = objectsAt(objectAt(object, 'spec'), 'limits').flatMap((limit, at) => {
    const field = index('spec.limits', at);
    const type = stringAt(limit, 'type');
    const found = typeErrors(type, child(field, 'type'));
    if (seen.has(type)) found.push(duplicate(child(field, 'type'), type));
    seen.add(type);
    return [...found, ...limitErrors(limit, type, field)];
  });
  return [...validateObjectMeta(object, true, subdomainName), ...errors];
}

function typeErrors(type: string, field: FieldPath): FieldError[] {
  const errors = qualifiedName(type, field);
  if (errors.length > 0 || type.includes('/')) return errors;
  if (['Pod', 'Container', 'PersistentVolumeClaim'].includes(type)) return [];
  return [invalid(field, type, 'must be a standard limit type or fully qualified')];
}

type Bounds = Readonly<
  Record<'min' | 'max' | 'default' | 'defaultRequest' | 'maxLimitRequestRatio', Quantity | undefined>
>;

function limitErrors(limit: Draft, type: string, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  const nameErrors = type === 'Pod' || type === 'Container' ? containerResourceNameErrors : resourceNameErrors;
  const names = new Set<string>();
  for (const list of ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio']) {
    const amounts = Object.keys(objectAt(limit, list));
    if (type === 'Pod' && list.startsWith('default')) {
      if (amounts.length > 0) errors.push(forbidden(child(field, list), "may not be specified when `type` is 'Pod'"));
      continue;
    }
    for (const name of amounts) {
      names.add(name);
      errors.push(...nameErrors(name, key(child(field, list), name)));
    }
  }
  if (
    type === 'PersistentVolumeClaim' &&
    !['min', 'max'].some((list) => objectAt(limit, list)['storage'] !== undefined)
  ) {
    const words = 'either minimum or maximum storage value is required, but neither was provided';
    errors.push(required(child(field, 'limits'), words));
  }
  const isPod = type === 'Pod';
  return [...errors, ...[...names].flatMap((name) => boundErrors(name, boundsOf(limit, name, isPod), field))];
}

function boundsOf(limit: Draft, name: string, isPod: boolean): Bounds {
  const of = (list: string): Quantity | undefined =>
    resourceAmounts(limit, list).find((amount) => amount.name === name)?.quantity;
  return {
    min: of('min'),
    max: of('max'),
    default: isPod ? undefined : of('default'),
    defaultRequest: isPod ? undefined : of('defaultRequest'),
    maxLimitRequestRatio: of('maxLimitRequestRatio'),
  };
}

/** Lower list, upper list, the list blamed, whose value is shown, and what each is called. */
const ORDERS = [
  ['min', 'max', 'min', 'min', 'min value', 'max value'],
  ['min', 'defaultRequest', 'defaultRequest', 'defaultRequest', 'min value', 'default request value'],
  ['defaultRequest', 'max', 'defaultRequest', 'defaultRequest', 'default request value', 'max value'],
  ['defaultRequest', 'default', 'defaultRequest', 'defaultRequest', 'default request value', 'default limit value'],
  ['min', 'default', 'default', 'min', 'min value', 'default value'],
  ['default', 'max', 'default', 'max', 'default value', 'max value'],
] as const;

function boundErrors(name: string, bounds: Bounds, field: FieldPath): FieldError[] {
  const errors: FieldError[] = [];
  for (const [lower, upper, blamed, shown, lowerName, upperName] of ORDERS) {
    const low = bounds[lower];
    const high = bounds[upper];
    const value = bounds[shown];
    if (!low || !high || !value || compareQuantities(low, high) <= 0) continue;
    const words = `${lowerName} ${quantityText(low)} is greater than ${upperName} ${quantityText(high)}`;
    errors.push(invalid(key(child(field, blamed), name), quantityText(value), words));
  }
  const { default: limit, defaultRequest: request } = bounds;
  errors.push(...ratioErrors(name, bounds, field));
  if (limit && request && !isOvercommitAllowed(name) && compareQuantities(limit, request) !== 0) {
    const words = `default value ${quantityText(limit)} must equal to defaultRequest value ${quantityText(request)} in ${name}`;
    errors.push(invalid(key(child(field, 'defaultRequest'), name), quantityText(request), words));
  }
  return errors;
}

const ONE = parseQuantity('1');
const MAX_MILLI_VALUE = ((1n << 63n) - 1n) / 1000n;

function ratioErrors(name: string, bounds: Bounds, field: FieldPath): FieldError[] {
  const { maxLimitRequestRatio: ratio, min, max } = bounds;
  if (!ratio) return [];
  const at = key(child(field, 'maxLimitRequestRatio'), name);
  const text = quantityText(ratio);
  const errors: FieldError[] = [];
  if ('quantity' in ONE && compareQuantities(ratio, ONE.quantity) < 0) {
    errors.push(invalid(at, text, `ratio ${text} is less than 1`));
  }
  if (!min || !max) return errors;
  const inMilli = [ratio, min, max].every((bound) => quantityValue(bound) < MAX_MILLI_VALUE);
  const size = inMilli ? quantityMilliValue : quantityValue;
  const most = Number(size(max)) / Number(size(min));
  const asked = inMilli ? Number(quantityMilliValue(ratio)) / 1000 : Number(quantityValue(ratio));
  if (asked > most) errors.push(invalid(at, text, `ratio ${text} is greater than max/min = ${goFixed(most)}`));
  return errors;
}

/** Go's `%f`. */
function goFixed(value: number): string {
  if (Number.isFinite(value)) return value.toFixed(6);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}
