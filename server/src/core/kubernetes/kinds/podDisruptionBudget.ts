// PodDisruptionBudget: selects the pods it protects.
import type { KindFacts } from './kind.ts';

export const podDisruptionBudget: KindFacts = {
  type: 'policy/PodDisruptionBudget',
  selectors: [{ path: 'spec.selector', form: 'labelSelector', selects: 'pods' }],
};
