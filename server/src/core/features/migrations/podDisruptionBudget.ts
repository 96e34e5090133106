// PodDisruptionBudget to policy/v1: an empty selector, which took no pod, would take every pod of the namespace.
import { isPlainObject } from '../../yaml/plain.ts';
import type { Migration } from './migration.ts';
import { remove, valueAt } from './steps.ts';

export const podDisruptionBudget: Migration = {
  from: ['policy/v1beta1'],
  kinds: ['PodDisruptionBudget'],
  steps: ({ value, at }) => {
    const selector = valueAt(value, ['spec', 'selector']);
    return isPlainObject(selector) && Object.keys(selector).length === 0 ? [remove([...at, 'spec', 'selector'])] : [];
  },
};
