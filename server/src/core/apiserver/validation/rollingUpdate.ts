// Numbers or percentages of rolling updates. Mirrors ValidatePositiveIntOrPercent and its neighbours in
// pkg/apis/apps/validation (v1.36).
import { percentOf } from '../../kubernetes/intOrString.ts';
import { percentErrors } from '../../kubernetes/names.ts';
import type { Draft, Json } from '../draft.ts';
import { invalid } from '../fieldErrors.ts';
import type { FieldPath } from '../fieldPath.ts';
import type { FieldError } from '../types.ts';
import { invalidEach, nonNegative } from './checks.ts';

export type Share = string | number;

/** The value of a field that is a number or a percentage; 0 where it is not set. */
export function shareAt(parent: Draft, name: string): Share {
  const value: Json | undefined = parent[name];
  return typeof value === 'string' ? value : Number(value ?? 0);
}

export function shareErrors(value: Share, field: FieldPath): FieldError[] {
  return typeof value === 'string' ? invalidEach(field, value, percentErrors(value)) : nonNegative(value, field);
}

/** `getIntOrPercentValue`: the bare number; text that is no percentage counts as what Go reads in it. */
export function shareNumber(value: Share): number {
  if (typeof value === 'number') return value;
  const percent = percentOf(value);
  if (percent !== undefined) return percent;
  return /^[+-]?\d+$/.test(value) ? Number(value) : 0;
}

export function aboveAllErrors(value: Share, field: FieldPath): FieldError[] {
  const percent = percentOf(value);
  return percent === undefined || percent <= 100 ? [] : [invalid(field, value, 'must not be greater than 100%')];
}
