// ReplicaSet to apps/v1: the selector is required.
import type { Migration } from './migration.ts';
import { selectorOfTemplate } from './workload.ts';

export const replicaSet: Migration = {
  from: ['extensions/v1beta1', 'apps/v1beta2'],
  kinds: ['ReplicaSet'],
  steps: selectorOfTemplate,
};
