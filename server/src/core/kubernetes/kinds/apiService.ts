// APIService: an API served by a Service of the cluster.
import { type KindFacts, named } from './kind.ts';

export const apiService: KindFacts = {
  type: 'apiregistration.k8s.io/APIService',
  nameFollows: true,
  references: [named('spec.service', 'Service', { namespace: 'namespace', members: ['port'], elsewhere: true })],
};
