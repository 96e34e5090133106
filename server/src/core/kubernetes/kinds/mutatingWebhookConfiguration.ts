// MutatingWebhookConfiguration: asks a Service before objects are stored.
import { type KindFacts, named } from './kind.ts';

export const mutatingWebhookConfiguration: KindFacts = {
  type: 'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  references: [
    named('webhooks[*].clientConfig.service', 'Service', {
      namespace: 'namespace',
      members: ['port'],
      elsewhere: true,
    }),
  ],
  selectors: [
    { path: 'webhooks[*].namespaceSelector', form: 'labelSelector', selects: 'namespaces' },
    { path: 'webhooks[*].objectSelector', form: 'labelSelector', selects: 'objects' },
  ],
};
