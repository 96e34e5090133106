// How much of a device's capacity may be asked for: listed amounts or a range with steps.
// Mirrors validateRequestPolicy of pkg/apis/resource/validation (v1.36).
import {
  addQuantities,
  compareQuantities,
  type Quantity,
  quantityOf,
  quantityText,
  quantityValue,
} from '../../../kubernetes/quantity.ts';
import { type Draft, isSet, optionalObject } from '../../draft.ts';
import { forbidden, invalid, required } from '../../fieldErrors.ts';
import { child, type FieldPath, index } from '../../fieldPath.ts';
import type { FieldError } from '../../types.ts';
import { setErrors } from './lists.ts';

const MOST_VALUES = 10;

/** Errors of a policy for a capacity of that size. */
export function requestPolicyErrors(policy: Draft, capacity: Quantity, field: FieldPath): FieldError[] {
  const listed = policy['validValues'];
  const values = Array.isArray(listed) ? listed.flatMap((value) => quantityOf(value) ?? []) : [];
  const range = optionalObject(policy, 'validRange');
  if (values.length > 0 && range) {
    const words = 'exactly one policy can be specified, cannot specify "validValues" and "validRange" at the same time';
    return [forbidden(field, words)];
  }
  const usual = isSet(policy, 'default') ? quantityOf(policy['default']) : undefined;
  const missing = (name: string): FieldError[] => [
    required(child(field, 'default'), `required when ${name} is defined`),
  ];
  if (values.length > 0) {
    return usual ? valuesErrors(values, usual, capacity, child(field, 'validValues')) : missing('validValues');
  }
  if (!range) return [];
  return usual ? rangeErrors(range, usual, capacity, child(field, 'validRange')) : missing('validRange');
}

function valuesErrors(
  values: readonly Quantity[],
  usual: Quantity,
  capacity: Quantity,
  field: FieldPath,
): FieldError[] {
  const unsorted = values.flatMap((value, at) => {
    const before = values[at - 1];
    if (!before || compareQuantities(before, value) <= 0) return [];
    return [invalid(index(field, at), quantityText(value), 'values must be sorted in ascending order')];
  });
  const keyOf = (value: Quantity): string => String(quantityValue(value));
  const each = setErrors(values, MOST_VALUES, field, keyOf, (value, at) => {
    if (compareQuantities(value, capacity) <= 0) return [];
    return [invalid(at, quantityText(value), `option is larger than capacity value: ${quantityText(capacity)}`)];
  });
  const known = values.length <= MOST_VALUES && values.some((value) => compareQuantities(value, usual) === 0);
  const words = 'default value is not valid according to the requestPolicy';
  return [...unsorted, ...each, ...(known ? [] : [invalid(field, quantityText(usual), words)])];
}

function rangeErrors(range: Draft, usual: Quantity, capacity: Quantity, field: FieldPath): FieldError[] {
  const [min, max, step] = ['min', 'max', 'step'].map((name) =>
    isSet(range, name) ? quantityOf(range[name]) : undefined,
  );
  if (!min) return [required(child(field, 'min'), 'required when validRange is defined')];
  const larger = (one: Quantity, other: Quantity): boolean => compareQuantities(one, other) > 0;
  const errors: FieldError[] = [];
  const say = (name: string, value: Quantity, words: string, other: Quantity): void => {
    errors.push(invalid(child(field, name), quantityText(value), `${words}: ${quantityText(other)}`));
  };
  if (larger(min, capacity)) say('min', min, 'min is larger than capacity value', capacity);
  if (larger(min, usual)) say('min', usual, 'default is less than min', min);
  if (max && larger(min, max)) say('max', min, 'min is larger than max', max);
  if (max && larger(max, capacity)) say('max', max, 'max is larger than capacity value', capacity);
  if (max && larger(usual, max)) say('max', usual, 'default is more than max', max);
  if (!step) return errors;
  const first = addQuantities(min, step);
  if (larger(first, capacity)) {
    say('step', step, `one step ${quantityText(first)} is larger than capacity value`, capacity);
  }
  return [
    ...errors,
    ...[usual, ...(max ? [max] : [])].flatMap((value) => stepErrors(value, min, step, child(field, 'step'))),
  ];
}

/** The server itself fails at a step of 0; nothing is said here. */
function stepErrors(value: Quantity, min: Quantity, step: Quantity, field: FieldPath): FieldError[] {
  const size = quantityValue(step);
  if (size === 0n || (quantityValue(value) - quantityValue(min)) % size === 0n) return [];
  const words = `value is not a multiple of a given step (${quantityText(step)}) from (${quantityText(min)})`;
  return [invalid(field, quantityText(value), words)];
}
