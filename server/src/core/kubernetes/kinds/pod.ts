// Pod: it is the pod itself.
import type { KindFacts } from './kind.ts';

export const pod: KindFacts = {
  type: 'Pod',
  podTemplate: '',
};
