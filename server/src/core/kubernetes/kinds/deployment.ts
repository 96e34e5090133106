// Deployment: its selector must select its own template.
import type { KindFacts } from './kind.ts';

export const deployment: KindFacts = {
  type: 'apps/Deployment',
  formerGroups: ['extensions'],
  podTemplate: 'spec.template',
  selectors: [{ path: 'spec.selector', form: 'labelSelector', selects: 'pods' }],
};
