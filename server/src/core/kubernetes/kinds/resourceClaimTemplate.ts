// ResourceClaimTemplate: claims made for pods.
import { type KindFacts, nameAt } from './kind.ts';

export const resourceClaimTemplate: KindFacts = {
  type: 'resource.k8s.io/ResourceClaimTemplate',
  references: [
    nameAt('spec.spec.devices.requests[*].deviceClassName', 'resource.k8s.io/DeviceClass', { elsewhere: true }),
    nameAt('spec.spec.devices.requests[*].exactly.deviceClassName', 'resource.k8s.io/DeviceClass', { elsewhere: true }),
  ],
};
