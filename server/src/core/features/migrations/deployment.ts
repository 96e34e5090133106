// Deployment to apps/v1: the selector is required, and rolling back is `kubectl rollout undo`, no field.
import type { Migration } from './migration.ts';
import { remove } from './steps.ts';
import { selectorOfTemplate } from './workload.ts';

export const deployment: Migration = {
  from: ['extensions/v1beta1', 'apps/v1beta1', 'apps/v1beta2'],
  kinds: ['Deployment'],
  steps: (object) => [...selectorOfTemplate(object), remove([...object.at, 'spec', 'rollbackTo'])],
};
