// PriorityLevelConfiguration of flowcontrol.apiserver.k8s.io/v1beta1 and v1beta2: shares of concurrency have another name.
import type { Migration } from './migration.ts';
import { rename } from './steps.ts';

export const priorityLevelConfiguration: Migration = {
  from: ['v1alpha1', 'v1beta1', 'v1beta2'].map((version) => `flowcontrol.apiserver.k8s.io/${version}`),
  kinds: ['PriorityLevelConfiguration'],
  steps: ({ at }) => [rename([...at, 'spec', 'limited', 'assuredConcurrencyShares'], 'nominalConcurrencyShares')],
};
