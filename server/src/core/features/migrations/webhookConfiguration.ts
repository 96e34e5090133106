// Webhook configurations to admissionregistration.k8s.io/v1: side effects and the versions of reviews are to be said, and a
// webhook that cannot be reached refused nothing unless it said so.
import type { Migration } from './migration.ts';
import { itemsAt, set, setIfMissing } from './steps.ts';

export const webhookConfiguration: Migration = {
  from: ['admissionregistration.k8s.io/v1beta1'],
  kinds: ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'],
  steps: ({ value, at }) =>
    itemsAt(value, ['webhooks']).flatMap(({ item, path }) => {
      const webhook = [...at, ...path];
      const hasNone = item['sideEffects'] === 'None' || item['sideEffects'] === 'NoneOnDryRun';
      return [
        ...(hasNone ? [] : [set([...webhook, 'sideEffects'], 'None')]),
        setIfMissing([...webhook, 'admissionReviewVersions'], ['v1beta1']),
        setIfMissing([...webhook, 'failurePolicy'], 'Ignore'),
      ];
    }),
};
