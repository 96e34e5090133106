// ReplicationController: the selector is plain pairs.
import type { KindFacts } from './kind.ts';

export const replicationController: KindFacts = {
  type: 'ReplicationController',
  podTemplate: 'spec.template',
  selectors: [{ path: 'spec.selector', form: 'labels', selects: 'pods' }],
};
