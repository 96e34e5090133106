// DaemonSet to apps/v1: the selector is required, the template's generation is metadata's. In extensions/v1beta1 pods were
// replaced only when they were deleted, which is now to be said.
import type { Migration } from './migration.ts';
import { remove, setIfMissing } from './steps.ts';
import { selectorOfTemplate } from './workload.ts';

export const daemonSet: Migration = {
  from: ['extensions/v1beta1', 'apps/v1beta2'],
  kinds: ['DaemonSet'],
  steps: (object) => {
    const spec = [...object.at, 'spec'];
    const isOnDelete = object.apiVersion === 'extensions/v1beta1';
    return [
      ...selectorOfTemplate(object),
      remove([...spec, 'templateGeneration']),
      ...(isOnDelete ? [setIfMissing([...spec, 'updateStrategy'], { type: 'OnDelete' })] : []),
    ];
  },
};
