// ClusterRole: may gather the rules of others by their labels.
import type { KindFacts } from './kind.ts';

export const clusterRole: KindFacts = {
  type: 'rbac.authorization.k8s.io/ClusterRole',
  permissions: 'rules[*]',
  selectors: [{ path: 'aggregationRule.clusterRoleSelectors[*]', form: 'labelSelector', selects: 'objects' }],
  provided: [/^system:/, /^(cluster-admin|admin|edit|view)$/],
};
