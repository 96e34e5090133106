// ReplicaSet: its selector must select its own template.
import type { KindFacts } from './kind.ts';

export const replicaSet: KindFacts = {
  type: 'apps/ReplicaSet',
  formerGroups: ['extensions'],
  podTemplate: 'spec.template',
  selectors: [{ path: 'spec.selector', form: 'labelSelector', selects: 'pods' }],
};
