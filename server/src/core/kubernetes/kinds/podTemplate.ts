// PodTemplate: a template on its own.
import type { KindFacts } from './kind.ts';

export const podTemplate: KindFacts = {
  type: 'PodTemplate',
  podTemplate: 'template',
};
