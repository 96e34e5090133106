// ResourceClaim: asks for devices of a class.
import { type KindFacts, nameAt } from './kind.ts';

export const resourceClaim: KindFacts = {
  type: 'resource.k8s.io/ResourceClaim',
  references: [
    nameAt('spec.devices.requests[*].deviceClassName', 'resource.k8s.io/DeviceClass', { elsewhere: true }),
    nameAt('spec.devices.requests[*].exactly.deviceClassName', 'resource.k8s.io/DeviceClass', { elsewhere: true }),
  ],
};
