// StatefulSet to apps/v1: the selector is required. In apps/v1beta1 pods were replaced only when they were deleted, which
// is now to be said.
import type { Migration } from './migration.ts';
import { setIfMissing } from './steps.ts';
import { selectorOfTemplate } from './workload.ts';

export const statefulSet: Migration = {
  from: ['apps/v1beta1', 'apps/v1beta2'],
  kinds: ['StatefulSet'],
  steps: (object) => [
    ...selectorOfTemplate(object),
    ...(object.apiVersion === 'apps/v1beta1'
      ? [setIfMissing([...object.at, 'spec', 'updateStrategy'], { type: 'OnDelete' })]
      : []),
  ],
};
