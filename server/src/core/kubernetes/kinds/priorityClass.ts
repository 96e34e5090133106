// PriorityClass: pods name one.
import type { KindFacts } from './kind.ts';

export const priorityClass: KindFacts = {
  type: 'scheduling.k8s.io/PriorityClass',
  provided: [/^system-(cluster|node)-critical$/],
};
