// CustomResourceDefinition: may convert versions through a Service.
import { type KindFacts, named } from './kind.ts';

export const customResourceDefinition: KindFacts = {
  type: 'apiextensions.k8s.io/CustomResourceDefinition',
  nameFollows: true,
  references: [
    named('spec.conversion.webhook.clientConfig.service', 'Service', {
      namespace: 'namespace',
      members: ['port'],
      elsewhere: true,
    }),
  ],
};
